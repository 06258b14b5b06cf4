// The laboratory as computed in the browser: outcomes, coarse before fine, and the axes of the heat map.
import assert from "node:assert/strict";
import { test } from "node:test";
import { finiteValues, outcomeOf } from "../../components/browser/engine/outcome.js";
import { LiveSettings } from "../../components/browser/live_settings.js";
import { Reports } from "../../components/browser/reports.js";
import { HeatAxis, edgesOf, partOf } from "../../components/lab/heat_axis.js";
import { bestOf } from "../../components/lab/heat_figure.js";
import { reach, shown } from "../../components/lab/live_lines.js";
import { TASKS, refining } from "../../components/browser/engine/tasks.js";

// f = |x| with its minimum at 0; the heights in the domain are 0 to 10.
const SURFACE = { value: (x) => Math.abs(x), distance: (x) => Math.abs(x), near: (x) => Math.abs(x) <= 0.5 };
const KNOWN = { lowest: 0, heights: [0, 10] };
const outcome = (x, criteria = KNOWN) => {
  const evaluations = Float64Array.from(x, (_, step) => 2 * step);
  const path = { x: Float64Array.from(x), y: new Float64Array(x.length), values: Float64Array.from(x, Math.abs), evaluations };
  return outcomeOf(path, x.length - 1, SURFACE, criteria);
};

test("a run has converged from the step from which it stays within the tolerance", () => {
  const found = { value: 0.4, best: 0.2, distance: 0.4, steps: 3, evaluations: 6, diverged: false };
  assert.deepEqual(outcome([4, 0.2, 3, 0.5, -0.4]), found);
  assert.equal(outcome([0.1, 0.2]).steps, 0);
  assert.equal(outcome([4, 0.2, 3]).steps, Infinity);
});

test("a run that is not finite has diverged, and so has one that climbs out and still climbs", () => {
  const lost = { value: Infinity, best: 2, distance: Infinity, steps: Infinity, evaluations: Infinity, diverged: true };
  assert.deepEqual(outcome([4, 2, NaN, 0]), lost);
  assert.equal(outcome([1, 2, 8, 16, 32, 64]).diverged, true);
  assert.equal(outcome([1, 2, 64, 16, 32, 63]).diverged, false); // it was higher before
  assert.equal(outcome([1, 2, 8, 16, 17, 18]).diverged, false); // by less than the range of f
  assert.equal(outcome([1, 1, 1, 1, 1, 64]).diverged, false); // in the last step only
});

test("where no minimum is known the lowest f in the domain is the target", () => {
  const open = { lowest: null, heights: [2, 10] };
  assert.equal(outcome([4, 2, 3, 1], open).steps, 1);
  assert.equal(outcome([4, 3], open).steps, Infinity);
  assert.equal(outcome([4, 2, NaN], open).steps, Infinity); // it has diverged after all
});

test("f along a path ends where it is not finite", () => {
  const path = { x: Float64Array.of(2, -1, Infinity, 1), y: new Float64Array(4), values: Float64Array.of(2, 1, 3, 1) };
  assert.deepEqual([...finiteValues(path)], [2, 1]);
  assert.deepEqual([...finiteValues({ ...path, x: path.y, values: Float64Array.of(2, NaN, 3, 1) })], [2]);
});

test("every place is computed once, the coarse ones first", () => {
  for (const count of [1, 5, 64, 181]) {
    const passes = [...refining(count)];
    assert.deepEqual(passes.flatMap(([, places]) => places).sort((one, other) => one - other), Array.from({ length: count }, (_, i) => i)); // prettier-ignore
    assert.deepEqual(passes.map(([apart]) => apart), [16, 8, 4, 2, 1]); // prettier-ignore
  }
});

// x shrinks by the learning rate at each step.
const RUN = {
  settings: { own: ["learning_rate", "other"], schedule: [] },
  begin: (x, y) => Float64Array.of(x, y),
  advance(numbers, [rate, other], steps, first, last, sigma, normals, path) {
    for (let t = 1; t <= last; t++) {
      numbers[0] *= 1 - rate;
      numbers[1] = other;
      path.values[t - 1] = Math.abs(numbers[0] / (1 - rate));
      [path.x[t], path.y[t], path.rates[t]] = [...numbers, rate];
    }
    return last;
  },
};
const RACE = { surface: SURFACE, runs: { one: RUN }, normals: null };
const ASKED = new URLSearchParams({ optimizers: "one", schedule: "none", x: 8, y: 1, steps: 3, noise: 0, "one.other": 7 });

test("a coarse heat map fills each block with its first cell, and the last one has every cell", () => {
  const values = [Array.from({ length: 20 }, (_, i) => i / 20), Array.from({ length: 18 }, (_, i) => i)];
  const request = { names: ["one.learning_rate", "one.other"], values, criteria: KNOWN };
  const maps = [];
  for (const found of TASKS.heat(RACE, ASKED, request)) if (found) maps.push([...found.values]);
  const end = (column) => 8 * (1 - values[0][column]) ** 3;
  assert.equal(maps.length, 5);
  assert.equal(maps[0][17 * 20 + 3], end(0));
  for (let cell = 0; cell < 360; cell++) assert.ok(Math.abs(maps[4][cell] - end(cell % 20)) < 1e-12);
});

test("one cell is a path and what becomes of it", () => {
  const request = { names: ["one.learning_rate", "one.other"], values: [0.5, 3], criteria: KNOWN };
  const [{ x, y, outcome: found }] = [...TASKS.cell(RACE, ASKED, request)];
  assert.deepEqual([[...x], [...y], found.value], [[8, 4, 2, 1], [1, 3, 3, 3], 1]); // prettier-ignore
});

const grid = (low, high, count) => Array.from({ length: count }, (_, i) => low * (high / low) ** (i / (count - 1)));
const WHOLE = new HeatAxis(grid(1e-5, 100, 64), true);

test("a part of a logarithmic axis has as many cells, evenly apart", () => {
  const part = WHOLE.zoomed(9, 18, WHOLE);
  assert.equal(part.values.length, 64);
  assert.ok(Math.abs(part.values[0] / 1e-4 - 1) < 1e-3 && Math.abs(part.values[63] / 1e-3 - 1) < 1e-3);
  for (let i = 1; i < 64; i++) assert.ok(Math.abs(part.values[i] / part.values[i - 1] / 10 ** (1 / 63) - 1) < 0.01);
});

test("one zooms no farther out than all of the axis, and no farther in than numbers lie apart", () => {
  assert.ok(WHOLE.zoomed(-5, 70, WHOLE).covers(WHOLE));
  let axis = WHOLE;
  for (let times = 0; times < 60; times++) axis = axis.zoomed(20, 40, WHOLE);
  assert.equal(new Set(axis.values).size, 64);
  assert.ok(axis.values[63] / axis.values[0] - 1 < 1e-13);
  assert.equal(axis.zoomed(31, 32, WHOLE), axis);
});

test("a part is made of its edges alone, so that an address brings the same cells", () => {
  const decay = new HeatAxis([0, ...grid(1e-4, 1, 63)], true);
  for (const [whole, places] of [
    [WHOLE, [3.3, 41.7]],
    [decay, [0.4, 30.2]],
    [decay, [9.1, 9.6]],
    [new HeatAxis(grid(0.1, 2, 64), false), [1.234, 5]],
  ]) {
    // prettier-ignore
    let part = whole;
    for (let deeper = 0; deeper < 12; deeper++) {
      part = part.zoomed(...places, whole);
      const [left, right] = edgesOf([part, part]);
      assert.deepEqual(partOf([whole, whole], [left, right, left, right])[0].values, part.values);
    }
  }
  assert.equal(partOf([WHOLE, WHOLE], [])[0], WHOLE);
  assert.equal(partOf([WHOLE, WHOLE], [200, 300, 1e-3, 1e-2])[0], WHOLE); // of another map
});

test("an axis from 0 keeps its 0 as long as the part holds it", () => {
  const decay = new HeatAxis([0, ...grid(1e-4, 1, 63)], true);
  assert.equal(decay.zoomed(0, 30, decay).values[0], 0);
  assert.equal(decay.zoomed(0.5, 30, decay).values[0], 0);
  assert.ok(decay.zoomed(4, 30, decay).values[0] > 1e-4);
});

test("the best cell takes the fewest steps or evaluations, of equals the lowest f, and has not diverged", () => {
  const [steps, values] = [Float64Array.of(5, 5, 2, Infinity), Float64Array.of(3, 2, 9, 1)];
  const evaluations = Float64Array.of(5, 15, 2, Infinity);
  const best = (/** @type {number[]} */ diverged, colorBy = "steps") =>
    bestOf({ steps, evaluations, values, diverged: Uint8Array.from(diverged) }, colorBy);
  assert.deepEqual([best([0, 0, 1, 0]), best([0, 0, 1, 0], "evaluations")], [1, 0]);
  assert.equal(best([1, 1, 1, 1]), -1);
  steps.fill(Infinity);
  assert.equal(best([0, 0, 0, 0]), 3);
});

test("lines are drawn above the minimum, not below round-off, and the axis leaves out what diverges", () => {
  const how = { measure: "value", criteria: { ...KNOWN, lowest: 2 }, height: 102, logarithmic: true };
  assert.deepEqual([3, 2, Infinity].map((value) => shown(value, how)), [1, 1e-14, NaN]); // prettier-ignore
  const [low, high] = reach([1, 1e300, NaN], how);
  assert.ok(low < 0 && low > -1 && high > 5 && high < 6);
  assert.deepEqual(reach([], how), [0, 1]);
});

test("settings that the page has confirmed are ahead no more", () => {
  const reports = new Reports();
  reports.connect(() => {}, 0, 0);
  reports.add({ "adam.beta1": "0.5" }); // never answered
  const settings = new LiveSettings();
  settings.confirm("x=1&adam.beta1=0.9&changes=none", 1);
  settings.add({ x: "2", metric: "distance", "adam.beta1": "0.5" });
  assert.equal(String(settings.parameters), "x=2&adam.beta1=0.5&changes=none");
  settings.confirm("x=2&adam.beta1=0.9&changes=none", 2);
  assert.deepEqual(settings.edits, { "adam.beta1": "0.5" });
  settings.add({ "adam.beta1": "0.7" }, 40);
  assert.equal(settings.parameters.get("changes"), "40:adam.beta1:0.7");
  reports.leave();
});
