// Texts beside the pictures: scores, alt texts, the values under the pointer, and what is hidden.
import assert from "node:assert/strict";
import { test } from "node:test";
import { clausesOf, sentence } from "../../components/stage/alt_text.js";
import { hiddenNames } from "../../components/stage/hidden_names.js";
import { nearestStep, numbersAt } from "../../components/stage/hover.js";
import { Score, resultOf } from "../../components/stage/score.js";
import { gradientScale, scaleInWords } from "../../components/stage/step_drawing.js";

const WINDOW = [-5, 5, 0, 100];

test("an answer is right or wrong, a point is off by so much", () => {
  const question = { truth: ["adam", "lion"], end: [1, 20] };
  assert.deepEqual(resultOf(question, "lion", WINDOW), { right: true });
  assert.deepEqual(resultOf(question, "momentum", WINDOW), { right: false });
  assert.deepEqual(resultOf(question, [4, 60], WINDOW), { miss: Math.hypot(3, 40), percent: 50 });
  assert.deepEqual(resultOf({ truth: ["outside"], end: null }, [0, 0], WINDOW), { right: false });
  assert.equal(resultOf(question, undefined, WINDOW), null);
});

test("the score counts the first answer to a question only", () => {
  const score = new Score();
  assert.equal(score.text, "");
  score.add("a", { right: true });
  score.add("a", { right: false });
  score.add("b", { right: false });
  assert.equal(score.text, "1 of 2 right");
  score.add("c", { miss: 3, percent: 10 });
  score.add("d", { miss: 3, percent: 25 });
  assert.equal(score.text, "1 of 2 right; mean error 18 % of the window");
  score.clear();
  assert.equal(score.text, "");
});

test("an alt text has a clause for each run, with its failure where the end does not tell it", () => {
  const run = (title, texts) => ({ title, alt_text: { failure: "", ...texts } });
  const runs = [
    run("Adam", { end: "ends at (0, 0)" }),
    run("Lion", { end: "ends outside", value: "falls", failure: ", then leaves" }),
  ];
  assert.deepEqual(clausesOf(runs, "end"), ["Adam ends at (0, 0)", "Lion ends outside"]);
  assert.deepEqual(clausesOf(runs, "value"), ["Lion falls, then leaves"]);
  assert.equal(sentence("f by step", ["Adam falls", "Lion rises"]), "f by step: Adam falls; Lion rises.");
  assert.equal(sentence("f by step", []), "f by step.");
});

test("under the pointer is the nearest whole step that can be seen by now", () => {
  const line = { px: [0, 5, 10, 20], py: [0, 0, 0, 0], t: [0, 0.5, 1, 2], pen: [0, 1, 1, 1] };
  assert.deepEqual(nearestStep([6, 0], [line], 9), { index: 0, step: 1 });
  assert.deepEqual(nearestStep([19, 0], [line], 1), { index: 0, step: 1 });
  assert.equal(nearestStep([19, 0], [{ ...line, hidden: Uint8Array.of(1, 1, 1, 1) }], 9), null);
  assert.equal(nearestStep([20, 15], [line], 9), null);
  assert.deepEqual(nearestStep([10, 1], [line, { ...line, py: [1, 1, 1, 1] }], 9), { index: 1, step: 1 });
});

test("the numbers of a point are those metrics that it has, f with its distance from f*", () => {
  const of = (...values) => Float32Array.from(values);
  const run = { x: of(1, 2), y: of(3, 4), metrics: { value: of(5, 6), rate: of(NaN, 0.5) } };
  const metrics = {
    value: { symbol: "f", above: "f − f*" },
    rate: { symbol: "α", above: "" },
    other: { symbol: "o", above: "" },
  };
  const scene = { axes: ["w", "b"], lowest: -1, metrics };
  assert.deepEqual(numbersAt(run, 0, scene), [["w", 1], ["b", 3], ["f", 4], ["f − f*", 5]]); // prettier-ignore
  assert.deepEqual(numbersAt(run, 1, { ...scene, lowest: null }), [["w", 2], ["b", 4], ["f", 6], ["α", 0.5]]); // prettier-ignore
});

test("gradients are drawn in a round scale in which the longest is easy to see", () => {
  const map = { frame: () => ({ width: 500, height: 400 }), range: [0, 10, 0, 10] };
  const sheet = { gradient: [3, 4], glyphs: [{ scale: "map", values: [1e9, 0] }] };
  const scale = gradientScale(map, sheet);
  assert.match(scale.toExponential(), /^(1|2|5)e/);
  const pixels = scale * Math.hypot((3 * 500) / 10, (4 * 400) / 10);
  assert.ok(pixels <= 88 && pixels > 30, `${pixels}`);
  assert.equal(gradientScale(map, { gradient: [0, 0], glyphs: [] }), 0);
  assert.equal(gradientScale(map, { gradient: [null, 0], glyphs: [] }), 0);
  assert.deepEqual([scaleInWords(0.02), scaleInWords(0)], ["gradients drawn × 0.02", "no gradient to draw"]);
});

const tick = (name, checked = true) => ({ name, checked });
const section = (name, checked, own, beside = true) => ({ name, checked, own, beside });

test("nothing is named where everything is shown, and a slider by itself where its group is shown", () => {
  assert.deepEqual(hiddenNames([section("adam", true, [tick("adam.beta1")])], []), []);
  const groups = [
    section("adam", true, [tick("adam.beta1", false), tick("adam.beta2")]),
    section("run", false, [tick("steps", false)]),
  ];
  assert.deepEqual(hiddenNames(groups, []), ["adam.beta1", "run"]);
});

test("a sidebar of which nothing is shown is hidden as a whole; what is not on this page stays hidden", () => {
  const sections = [section("adam", false, []), section("run", false, []), section("table", false, [], false)];
  assert.deepEqual(hiddenNames(sections, ["heat", "adam"]), ["heat", "sidebar", "table"]);
});
