// Streamlit's life cycle of a component: it passes data, some of which are replaced early, and finally removes it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { mounting } from "../../components/browser/mounting.js";

globalThis.HTMLElement = class {};

const later = () => new Promise((done) => setTimeout(done));

function mounted() {
  const events = [];
  const root = Object.assign(new HTMLElement(), { isConnected: true });
  const made = { receive: (data) => events.push(data), leave: () => events.push("left") };
  const mount = mounting("thing", () => made);
  const receive = (data) => mount({ data, parentElement: { querySelector: () => root }, setTriggerValue() {} });
  return { events, root, receive };
}

test("a component is made once, and leaves once, when it has left the page", async () => {
  const { events, root, receive } = mounted();
  const cleanUps = [receive("one"), receive("two")];
  root.isConnected = false;
  for (const cleanUp of cleanUps) cleanUp();
  await later();
  assert.deepEqual(events, ["one", "two", "left"]);
});

test("it stays where only data are cleaned up that newer ones overtake", async () => {
  const { events, receive } = mounted();
  receive("one")();
  await later();
  receive("two");
  await later();
  assert.deepEqual(events, ["one", "two"]);
});
