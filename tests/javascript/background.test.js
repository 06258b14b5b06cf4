// Workers answer as fast as they compute; the page shows their newest answer once per frame.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Background } from "../../components/browser/engine/background.js";

/** Background work with one worker, which the test answers for; `frame` is what happens when a frame is drawn. */
function busy() {
  const frames = [];
  globalThis.document = { hidden: false };
  globalThis.location = { href: "http://localhost/" };
  globalThis.requestAnimationFrame = (act) => frames.push(act);
  globalThis.Worker = class extends EventTarget {
    postMessage() {}
    terminate() {}
  };
  const background = new Background();
  const shown = [];
  const ask = (name) =>
    background.compute("sweep", {}, { assets: "/", parameters: new URLSearchParams() }, (result) => shown.push([name, result]));
  const answer = (number, result) =>
    background.workers[0].dispatchEvent(new MessageEvent("message", { data: { task: "sweep", number, result } }));
  const frame = () => frames.splice(0).forEach((act) => act());
  return { background, shown, ask, answer, frame };
}

test("of the answers between two frames the last is shown, once", () => {
  const { shown, ask, answer, frame } = busy();
  ask("first");
  for (const result of ["coarse", "finer", "fine"]) answer(1, result);
  assert.deepEqual(shown, []);
  frame();
  assert.deepEqual(shown, [["first", "fine"]]);
  answer(1, "finest");
  frame();
  assert.deepEqual(shown.at(-1), ["first", "finest"]);
});

test("an answer that a newer request or the end of the page overtakes is not shown", () => {
  const { background, shown, ask, answer, frame } = busy();
  ask("first");
  answer(1, "old");
  ask("second");
  answer(1, "late");
  frame();
  assert.deepEqual(shown, []);
  answer(2, "new");
  background.leave();
  frame();
  assert.deepEqual(shown, []);
});
