// The laboratory: streamed results, the frames to scrub through, and what is under the pointer.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { fetchResult } from "../../components/browser/stream.js";
import { RefusedError, RetryableError } from "../../components/browser/request_errors.js";
import { nearest } from "../../components/lab/rate_axis.js";
import { fitted } from "../../components/lab/rate_figure.js";
import { pointsOf } from "../../components/browser/path_drawing.js";
import { Frames, sampleSteps } from "../../components/stage/frames.js";

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

test("what else a line says of the work is passed on", async () => {
  answerWith('{"done": 0.1, "preview": {"step": 3}}\n{"done": 0.2}\n{"result": 1}\n');
  const heard = [];
  const onLine = ({ preview }) => heard.push(preview?.step);
  assert.equal(await fetchResult("training", { signal: new AbortController().signal, onLine }), 1);
  assert.deepEqual(heard.slice(0, 2), [3, undefined]);
});

test("what goes wrong comes as its sentence", async () => {
  answerWith('{"done": 0.1}\n{"problem": "No such panel."}\n');
  await assert.rejects(resultOf(), { message: "No such panel." });
  answerWith('{"done": 0.1}\n');
  await assert.rejects(resultOf(), /did not arrive/);
  globalThis.fetch = async () => new Response("Nothing to compute.", { status: 400 });
  await assert.rejects(resultOf(), (error) => error instanceof RefusedError && error.message === "Nothing to compute.");
});

test("what may come if it is asked for again is kept apart, and is a sentence as well", async () => {
  const unanswered = (words) => (error) => error instanceof RetryableError && words.test(error.message);
  globalThis.fetch = async () => Promise.reject(new TypeError("Failed to fetch"));
  await assert.rejects(resultOf(), unanswered(/^The server does not answer\.$/));
  const page = { status: 502, headers: { "Content-Type": "text/html" } };
  globalThis.fetch = async () => new Response("<html>502 Bad Gateway</html>", page);
  await assert.rejects(resultOf(), unanswered(/^The server cannot answer now \(502\)\.$/));
  const broken = new ReadableStream({ start: (controller) => controller.error(new TypeError("network error")) });
  globalThis.fetch = async () => new Response(broken);
  await assert.rejects(resultOf(), unanswered(/^The result did not arrive\.$/));
});

// x grows by the rate at each step; with a large rate it is not finite from step 2 on.
const PROGRAM = {
  settings: { own: ["learning_rate"], schedule: [] },
  begin: (x, y) => Float64Array.of(x, y),
  advance(numbers, [rate], steps, first, last, sigma, normals, path) {
    for (let t = 1; t <= last; t++) {
      path.values[t - 1] = numbers[0] ** 2;
      numbers[0] += t > 1 && rate > 5 ? Infinity : rate;
      [path.x[t], path.y[t], path.rates[t], path.evaluations[t]] = [...numbers, rate, 2 * t];
      if (!Number.isFinite(numbers[0])) return t;
    }
    return last;
  },
};
const GROUND = { value: (x) => x * x, gradient: (x, y, out) => out.set([2 * x, 0]) };
const METRICS = { value: ({ value }) => value };
const RACE = { surface: GROUND, runs: { adam: PROGRAM }, metrics: METRICS, normals: null };
const SENT = {
  key: "adam",
  title: "Adam",
  style: {},
  cells: ["still moving", "—"],
  alt_text: { end: "ends", failure: "" },
  costs: [2],
  points: 4,
};
const SWEEP = { query: "a=1", values: ["1", "7"], symbol: "α", subject: "adam", parameter: "adam.learning_rate" };
const SCENE = {
  ...{ assets: "/assets/", address: "optimizers=adam&schedule=none&x=0&y=0&steps=3&noise=0&adam.learning_rate=9", steps: 3 },
  ...{ frames: SWEEP, runs: [SENT], names: ["value"], lowest: null, window: [0, 5, -1, 1], caption: "c", file: "f" },
};

// Frames whose programs have loaded, or load on request.
function framesOf(there = true) {
  const frames = new Frames();
  let come = there;
  frames.programs = { race: () => (come ? RACE : null), loaded: Promise.resolve().then(() => (come = true)) };
  return frames;
}

test("a frame is a run as if the page had sent it, and is made once", async () => {
  const frames = framesOf();
  await frames.want(SCENE, SWEEP);
  const run = frames.run(0);
  assert.deepEqual([[...run.x], [...run.t], [...run.evaluations], run.title, run.value, run.broken], [[0, 1, 2, 3], [0, 1, 2, 3], [0, 2, 4, 6], "Adam", "1", false]); // prettier-ignore
  assert.deepEqual([run.cells, run.alt_text.end, run.limits], [["…", "…"], "", {}]); // prettier-ignore
  assert.equal(frames.run(0), run);
  const broken = frames.run(1);
  assert.deepEqual([[...broken.x], broken.broken, broken.step, broken.exits.length], [[0, 7], true, 2, 1]); // prettier-ignore
});

test("what is found in all frames is found once for a key", async () => {
  const frames = framesOf();
  await frames.want(SCENE, SWEEP);
  assert.deepEqual(frames.everything("last", (rows) => rows.metrics.value.at(-1)), [9, 49]); // prettier-ignore
  assert.deepEqual(frames.everything("last", () => assert.fail("found again")), [9, 49]); // prettier-ignore
  assert.deepEqual(frames.everything("first", (rows) => rows.metrics.value[0]), [0, 0]); // prettier-ignore
});

test("the words of a frame come when they are asked for, and stay", async () => {
  const frames = framesOf();
  await frames.want(SCENE, SWEEP);
  const words = {
    label: "Adam (α 1)",
    verdict: "left",
    step: 3,
    cells: ["left", "2"],
    sentence: "It leaves.",
    limits: { sharpness: [2] },
    alt_text: {},
  };
  answerWith(`{"result": ${JSON.stringify(words)}}\n`);
  await frames.describe(0);
  const run = frames.run(0);
  assert.deepEqual([run.sentence, run.cells, [...run.limits.sharpness], run.caption], ["It leaves.", ["left", "2"], [2, 2, 2], "c"]); // prettier-ignore
  globalThis.fetch = () => assert.fail("asked again");
  await frames.describe(0);
});

test("frames of another query are forgotten at once, and come with their programs", async () => {
  const frames = framesOf(false);
  const wanted = frames.want(SCENE, SWEEP);
  assert.equal(frames.count, 0);
  await wanted;
  assert.equal(frames.count, 2);
  const run = frames.run(0);
  await frames.want({ ...SCENE, caption: "d" }, SWEEP);
  assert.equal(frames.run(0), run);
  await frames.want({ ...SCENE, caption: "d" }, { ...SWEEP, query: "a=2" });
  assert.notEqual(frames.run(0), run);
  frames.stop();
  assert.equal(frames.count, 0);
});

test("the steps that are looked at are dense at first and reach the last", () => {
  assert.deepEqual(sampleSteps(3, 62), [0, 1, 2, 3]);
  for (const last of [62, 200, 5000]) {
    const steps = sampleSteps(last, 62);
    assert.ok(steps.length <= 62 && steps.at(-1) === last && steps[19] === 19);
    assert.ok(steps.every((step, place) => !place || step > steps[place - 1]));
  }
});

test("the nearest rate is nearest on a logarithmic axis", () => {
  const rates = [0.001, 0.01, 0.1, 1];
  assert.deepEqual([0.0001, 0.03, 0.05, 5].map((wanted) => nearest(rates, wanted)), [0, 1, 2, 3]); // prettier-ignore
});

test("a small map shows a path up to its first point that is not finite", () => {
  const points = pointsOf([0, 10, 0, 10], [0, 5, 1e9, NaN, 3], [0, 5, 0, 1, 3], 100, 50);
  assert.deepEqual(points, [[0, 50], [50, 25], [10000, 50]]); // prettier-ignore
});

const NOTED = { text: "theory: 2", yref: "paper", x: 0.3, xshift: 4, font: { size: 12 } };
const CHART = {
  data: [],
  layout: {
    font: {},
    margin: { l: 118, r: 16, t: 10, b: 40 },
    xaxis: { range: [-5, 2], title: { text: "learning rate α" } },
    yaxis: { title: { text: "final f" } },
    yaxis2: { ticktext: ["Adam", "Lion"], domain: [0, 0.2] },
    annotations: [{ text: "good", yref: "y2" }, NOTED],
  },
};

test("the sweep names its zones and optimizers beside the strips, on them, or not at all, as there is room", () => {
  const texts = (width) => fitted(CHART, { width, height: 300 }).layout.annotations.map(({ text }) => text);
  for (const width of [0, 700]) assert.deepEqual(texts(width), ["good", "theory: 2"]);
  assert.deepEqual(texts(600), ["theory: 2"]);
  assert.deepEqual(texts(400), ["theory: 2", "Adam", "Lion"]);
  const {
    margin,
    yaxis2,
    annotations: [, adam, lion],
  } = fitted(CHART, { width: 400, height: 300 }).layout;
  assert.equal(yaxis2.showticklabels, false);
  assert.deepEqual(
    [400, 280].map((width) => fitted(CHART, { width, height: 300 }).layout.xaxis.dtick),
    [1, 2], // with less room, every second decade is labeled
  );
  assert.ok(margin.l < 118 && margin.r === 16);
  const { yaxis } = fitted(CHART, { width: 400, height: 300 }).layout;
  const [number, name] = [yaxis.tickfont.size, yaxis.title.font.size];
  assert.ok(number * 0.6 * "10−10".length + name * 1.3 < margin.l, "the numbers do not lie over the name of the axis");
  assert.equal(yaxis.title.text, "final f");
  assert.deepEqual([adam.y, lion.y, lion.yref], [0, 1, "y2"]);
  const lower = fitted(CHART, { width: 400, height: 130 }).layout.annotations[1];
  assert.equal(lower.font.size, 8); // the height of its strip
});

test("the note beside a stability limit does not go beyond the right edge", () => {
  const note = (width) => fitted(CHART, { width, height: 300 }).layout.annotations.find(({ yref }) => yref === "paper");
  assert.equal(note(700).xshift, NOTED.xshift);
  const { xshift } = note(240);
  const limit = 56 + ((0.3 + 5) / 7) * (240 - 56 - 16);
  assert.ok(xshift < NOTED.xshift && limit + xshift + 50 < 240);
});
