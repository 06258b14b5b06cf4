// A standalone page: outcomes, and settings that are changed and changed back.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Experiment } from "../../components/exports/standalone/experiment.js";
import { verdictOf } from "../../components/exports/standalone/verdict.js";

// A bowl with its minimum at 0 and a tolerance of 0.1.
const SURFACE = {
  gradient: (x, y, out) => out.set([2 * x, 2 * y]),
  near: (x, y) => Math.hypot(x, y) <= 0.1,
  distance: (x, y) => Math.hypot(x, y),
};
const JUDGED = { lowest: 0, heights: [0, 50], flat: 1e-3 };
const WINDOW = [-5, 5, -5, 5];
const verdict = (x, { y = x.map(() => 0), steps = x.length - 1, judged = JUDGED, surface = SURFACE } = {}) => {
  const values = x.map((across, step) => across ** 2 + y[step] ** 2);
  const evaluations = x.map((_, step) => 2 * step);
  const path = Object.fromEntries(
    Object.entries({ x, y, values, rates: x, evaluations }).map(([k, row]) => [k, Float64Array.from(row)]),
  );
  return verdictOf(path, steps, surface, judged, WINDOW);
};

test("a run that stays within the tolerance has converged, from the step from which it stays", () => {
  const { verdict: outcome, step, broken, cells } = verdict([3, 0.05, 1, 0.05, 0.01]);
  assert.deepEqual([outcome, step, broken], ["converged", 3, false]);
  assert.deepEqual(cells, ["converged from step 3", "1", "(0.01, 0)", "0.0001", "4.89", "8"]);
});

test("without a known minimum nothing converges", () => {
  const { verdict: outcome, cells } = verdict([3, 0.05, 0.05], { judged: { ...JUDGED, lowest: null } });
  assert.deepEqual([outcome, cells[0]], ["moving", "still moving"]);
});

test("a path that ends early has diverged at the step after its last point", () => {
  const { verdict: outcome, step, broken, cells } = verdict([3, 4, 6], { steps: 9 });
  assert.deepEqual([outcome, step, broken, cells[0]], ["diverged", 3, true, "diverged at step 3"]);
});

test("a path without a point has no numbers", () => {
  const { cells } = verdict([], { steps: 9 });
  assert.deepEqual(cells, ["diverged at step 0", "—", "—", "—", "0", "—"]);
});

test("a run that climbs to the end has diverged", () => {
  const { verdict: outcome, broken } = verdict([3, 6, 12, 24, 48, 96, 192]);
  assert.deepEqual([outcome, broken], ["diverged", false]);
});

test("a run that ends outside has left the window, at the first step of its last stretch there", () => {
  const { verdict: outcome, step, cells } = verdict([3, 6, 4, 5.5, 5.4]);
  assert.deepEqual([outcome, step, cells[0]], ["left", 3, "left the window at step 3"]);
  assert.equal(verdict([6, 6, 6]).cells[0], "never in the window");
});

test("a run has stalled where the gradient is as good as none", () => {
  const level = { ...SURFACE, gradient: (x, y, out) => out.set([6e-4, 6e-4]) };
  assert.equal(verdict([3, 2, 2], { surface: level }).verdict, "stalled");
  assert.equal(verdict([3, 2, 2], { surface: level, judged: { ...JUDGED, flat: 8e-4 } }).verdict, "moving");
});

const X = { settings: { own: ["shift"], schedule: [] }, begin: (x, y) => Float64Array.of(x, y), advance };
/** Adds the setting to x at each step. */
function advance(numbers, [shift], steps, first, last, sigma, normals, path) {
  for (let t = first + 1; t <= last; t++) {
    numbers[0] += shift;
    [path.x[t], path.y[t], path.rates[t], path.evaluations[t]] = [...numbers, shift, t];
    path.values[t - 1] = path.x[t - 1] ** 2 + path.y[t - 1] ** 2;
  }
  return last;
}
const SENT = { key: "one", title: "One", label: "One (α 0.5)", points: 3, rows: { x: [3], y: [0] }, costs: [1], cells: ["…"] };
const SCENE = {
  ...{ assets: "kept:/", visit: 1, axes: ["x", "y"], window: WINDOW, start: [3, 0], steps: 2, names: ["value"], lowest: 0 },
  ...{ sentence: "One is still moving.", runs: [SENT] },
  address: "surface=bowl&optimizers=one&schedule=plain&x=3&y=0&steps=2&noise=0&one.shift=0.5",
};
const GROUPS = [{ name: "one", title: "One", items: [{ name: "one.shift", label: "shift", value: 0.5, low: 0, high: 1 }] }];

function saved() {
  globalThis.location ??= { href: "file:///page.html" };
  const experiment = new Experiment({ scene: SCENE, groups: GROUPS, judged: JUDGED });
  const race = { surface: { ...SURFACE, value: (x, y) => x ** 2 + y ** 2 }, runs: { one: X }, metrics: { value: (at) => at.value }, normals: null }; // prettier-ignore
  experiment.live.programs = { race: () => race, loaded: Promise.resolve() };
  return experiment;
}

test("an experiment shows the runs that were saved, as long as nothing is changed", async () => {
  const { scene, groups } = await saved().shown();
  assert.deepEqual([scene.runs, scene.sentence, groups], [[SENT], SCENE.sentence, GROUPS]);
});

test("changed settings bring runs, words and sliders of their own", async () => {
  const experiment = saved();
  experiment.take({ "one.shift": "-1", steps: "3" });
  const { scene, groups } = await experiment.shown();
  const [run] = scene.runs;
  assert.deepEqual(run.rows, { x: [3, 2, 1, 0], y: [0, 0, 0, 0], value: [9, 4, 1, 0] });
  assert.deepEqual([run.points, run.costs, run.label, run.verdict], [4, [1, 1, 1], "One", "converged"]);
  assert.deepEqual(run.cells, ["converged from step 3", "3", "(0, 0)", "0", "3", "3"]);
  assert.equal(scene.sentence, "Settings changed. As saved: One is still moving.");
  assert.deepEqual([scene.steps, groups[0].items[0].value], [3, -1]);
});

test("what is set back, or restored, is as it was saved, and no scene has the number of another", async () => {
  const experiment = saved();
  experiment.take({ x: "1" });
  const { scene: changed } = await experiment.shown();
  assert.ok(experiment.changed);
  experiment.take({ x: "3.0" });
  assert.ok(!experiment.changed);
  const { scene } = await experiment.shown();
  assert.deepEqual(scene, { ...SCENE, revision: changed.revision + 1 });
  experiment.take({ x: "1" });
  experiment.restore();
  assert.ok(!experiment.changed);
});

test("what is not of the experiment is not taken", () => {
  const experiment = saved();
  experiment.take({ surface: "easom", "two.shift": "1", metric: "gradient" });
  assert.ok(!experiment.changed);
});

test("numbers are written as the server writes them", () => {
  const written = (value) => verdict([value]).cells[2];
  const pairs = {
    1e-4: "0.0001",
    5.4541e-10: "5.454e−10",
    0.000163226257: "0.0001632",
    1234567.8: "1.235e6",
    1.23e17: "1.23e17",
  };
  for (const [value, text] of Object.entries(pairs)) {
    assert.equal(written(Number(value)), `(${text}, 0)`);
    assert.equal(written(-Number(value)), `(−${text}, 0)`);
  }
});
