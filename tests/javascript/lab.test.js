// The laboratory: results that come in lines, the frames to scrub through, and what is under the pointer.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { fetchResult } from "../../components/browser/stream.js";
import { nearest } from "../../components/lab/rate_sweep.js";
import { pointsOf } from "../../components/lab/small_map.js";
import { Frames } from "../../components/stage/frames.js";

globalThis.document = { baseURI: "http://127.0.0.1/" };
const { fetch } = globalThis;
afterEach(() => (globalThis.fetch = fetch));

// Answer every request with these pieces of text.
function answerWith(...pieces) {
  const body = () => new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
      controller.close();
    },
  }); // prettier-ignore
  globalThis.fetch = async () => new Response(body());
}

const resultOf = (onDone) => fetchResult("lab/heat", { signal: new AbortController().signal, onDone });

test("a result comes after the shares of the work, wherever the network cuts the lines", async () => {
  answerWith('{"done": 0.', '25}\n{"done": 0.5}\n{"resu', 'lt": {"α": 3}}\n');
  const shares = [];
  assert.deepEqual(await resultOf((share) => shares.push(share)), { α: 3 });
  assert.deepEqual(shares, [0.25, 0.5]);
});

test("what goes wrong comes as its sentence", async () => {
  answerWith('{"done": 0.1}\n{"problem": "No such panel."}\n');
  await assert.rejects(resultOf(), { message: "No such panel." });
  answerWith('{"done": 0.1}\n');
  await assert.rejects(resultOf(), /did not arrive/);
  globalThis.fetch = async () => new Response("Nothing to compute.", { status: 400 });
  await assert.rejects(resultOf(), { message: "Nothing to compute." });
});

const base64 = (values) => Buffer.from(new Float32Array(values).buffer).toString("base64");
const FRAMES = {
  symbol: "α",
  sample_steps: [0, 5, 10],
  names: ["x", "y", "gap"],
  clauses: ["end", "mishap"],
  rows: base64([0, 1, 2, 0, 0, 0, 9, 4, 1, 0, 7, NaN, 0, 0, NaN, 9, 8, NaN]),
  runs: [
    { points: 3, rates: [0.1], costs: [1], limit: null, value: "0.1", alt_text: ["ends at 2", ""] },
    { points: 2, rates: [0.2], costs: [1], limit: null, value: "0.2", alt_text: ["leaves", ", early"] },
  ],
};

test("a frame is a run as if the page had sent it, and is made once", async () => {
  answerWith(`{"result": ${JSON.stringify(FRAMES)}}\n`);
  const frames = new Frames();
  await frames.want("frames", "a=1");
  const [subject, window] = [{ key: "adam", title: "Adam", style: {} }, [0, 5, -1, 1]];
  const run = frames.run(1, subject, window);
  assert.deepEqual([[...run.x], [...run.t], run.title, run.value], [[0, 7], [0, 5], "Adam", "0.2"]); // prettier-ignore
  assert.deepEqual(run.alt_text, { end: "leaves", mishap: ", early" });
  assert.equal(run.exits.length, 1);
  assert.equal(frames.run(1, subject, window), run);
  assert.notEqual(frames.run(1, subject, [...window]), run);
});

test("what is found in all frames is found once for a key", async () => {
  answerWith(`{"result": ${JSON.stringify(FRAMES)}}\n`);
  const frames = new Frames();
  await frames.want("frames", "a=1");
  assert.deepEqual(frames.everything("last", (rows) => rows.gap.at(-1)), [1, 8]); // prettier-ignore
  assert.deepEqual(frames.everything("last", () => assert.fail("found again")), [1, 8]); // prettier-ignore
  assert.deepEqual(frames.everything("first", (rows) => rows.gap[0]), [9, 9]); // prettier-ignore
});

test("frames of another query are forgotten at once, and a failure is told", async () => {
  answerWith(`{"result": ${JSON.stringify(FRAMES)}}\n`);
  const frames = new Frames();
  await frames.want("frames", "a=1");
  assert.equal(frames.count, 2);
  answerWith('{"problem": "Too many."}\n');
  const wanted = frames.want("frames", "a=2");
  assert.equal(frames.count, 0);
  await wanted;
  assert.deepEqual([frames.failed, frames.count], ["Too many.", 0]);
});

test("the nearest rate is nearest on a logarithmic axis", () => {
  const rates = [0.001, 0.01, 0.1, 1];
  assert.deepEqual([0.0001, 0.03, 0.05, 5].map((wanted) => nearest(rates, wanted)), [0, 1, 2, 3]); // prettier-ignore
});

test("a small map shows a path up to its first point that is not finite", () => {
  const points = pointsOf([0, 10, 0, 10], [0, 5, 1e9, NaN, 3], [0, 5, 0, 1, 3], 100, 50);
  assert.deepEqual(points, [[0, 50], [50, 25], [10000, 50]]); // prettier-ignore
});
