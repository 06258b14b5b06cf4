// What Streamlit does with a component: hands it data, some of which newer ones overtake, and has it leave in the end.
import assert from "node:assert/strict";
import { test } from "node:test";
import { mounting } from "../../components/browser/mounting.js";

globalThis.HTMLElement = class {};

function mounted() {
  const events = [];
  const root = new HTMLElement();
  const made = { receive: (data) => events.push(data), leave: () => events.push("left") };
  const mount = mounting("thing", () => made);
  return { events, receive: (data) => mount({ data, parentElement: { querySelector: () => root }, setTriggerValue() {} }) };
}

test("a component is made once, and leaves once Streamlit cleans up", () => {
  const { events, receive } = mounted();
  receive("one");
  receive("two")();
  assert.deepEqual(events, ["one", "two", "left"]);
});

test("it stays where only data are cleaned up that newer ones have overtaken", () => {
  const { events, receive } = mounted();
  const cleanUp = receive("one");
  const leave = receive("two");
  cleanUp();
  assert.deepEqual(events, ["one", "two"]);
  leave();
  assert.deepEqual(events, ["one", "two", "left"]);
});
