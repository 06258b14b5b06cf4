// The engine in the browser: mid-run changes, paths that end early, numpy's arithmetic, and metrics along a path.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  copysign,
  exponent,
  fmax,
  fmin,
  fraction,
  ldexp,
  remainder,
  rint,
  distanceToCurves,
} from "../../components/browser/engine/arithmetic.js";
import { changesOf, optimizersOf, pathOf } from "../../components/browser/engine/engine.js";
import { rowsOf } from "../../components/browser/engine/live_rows.js";

// Halves x and adds its setting to y at each step, with a schedule that multiplies the setting.
const HALVING = {
  settings: { own: ["shift"], schedule: ["factor"] },
  begin: (x, y) => Float64Array.of(x, y),
  advance(numbers, [shift, factor], steps, first, last, sigma, normals, path) {
    for (let t = first + 1; t <= last; t++) {
      numbers[0] = t === 9 ? Infinity : numbers[0] / 2;
      numbers[1] += shift * factor + (normals ? sigma * normals[2 * t - 1] : 0);
      path.x[t] = numbers[0];
      path.y[t] = numbers[1];
      path.rates[t] = shift;
      path.evaluations[t] = path.evaluations[t - 1] + t;
      path.values[t - 1] = 100 + t;
      if (!Number.isFinite(numbers[0])) return t;
    }
    return last;
  },
};
const RACE = { surface: { value: (x, y) => x + y }, runs: { one: HALVING }, normals: null };
const settings = (more) =>
  new URLSearchParams({ schedule: "plain", "plain.factor": 1, "one.shift": 1, x: 8, y: 0, steps: 4, noise: 0, ...more });

test("a run goes on with what it carries where its settings change", () => {
  const path = pathOf(RACE, "one", settings({ changes: "3:one.shift:10,1:plain.factor:2,2:other.shift:5" }));
  assert.deepEqual([...path.x], [8, 4, 2, 1, 0.5]);
  assert.deepEqual([...path.y], [0, 1, 3, 5, 25]);
  assert.deepEqual([...path.rates.subarray(1)], [1, 1, 1, 10]);
  assert.deepEqual([...path.evaluations], [0, 1, 3, 6, 10]);
  assert.deepEqual([...path.values], [101, 102, 103, 104, 25.5]); // f at the point where the run ends
});

test("a change at or after the last step changes nothing", () => {
  const path = pathOf(RACE, "one", settings({ changes: "4:one.shift:10" }));
  assert.deepEqual([...path.y], [0, 1, 2, 3, 4]);
});

test("noise is taken by the step, times sigma", () => {
  const path = pathOf({ ...RACE, normals: Float64Array.of(0, 1, 0, -1) }, "one", settings({ noise: 2, steps: 2 }));
  assert.deepEqual([...path.y], [0, 3, 2]);
});

test("a path ends before the first point that is not finite", () => {
  const path = pathOf(RACE, "one", settings({ steps: 20 }));
  assert.equal(path.x.length, 9);
  assert.ok(path.x.every(Number.isFinite));
});

test("changes are read in the order of their steps, and optimizers by their keys", () => {
  const steps = (text) => changesOf(new URLSearchParams({ changes: text })).map(({ step }) => step);
  assert.deepEqual(steps("40:a.b:1,7:a.b:2"), [7, 40]);
  assert.deepEqual(steps("none"), []);
  assert.deepEqual(changesOf(new URLSearchParams()), []);
  assert.deepEqual(optimizersOf(new URLSearchParams({ optimizers: "adam,lion" })), ["adam", "lion"]);
  assert.deepEqual(optimizersOf(new URLSearchParams({ optimizers: "none" })), []);
});

const SURFACE = {
  gradient: (x, y, out) => out.set([3, 4]),
  hessian: (x, y, out) => out.set([x, 5, y]),
  curvatures: (x, y, out) => out.set([-1, x === 1 ? NaN : x]),
  distance: (x) => x,
};
const PATH = { x: Float64Array.of(0, 1, 2, 3), y: Float64Array.of(5, 5, 5, 5), values: Float64Array.of(5, 6, 9, Infinity), rates: Float64Array.of(0, 0.1, 0.2, 0.3), evaluations: Float64Array.of(0, 2, 3, 10) }; // prettier-ignore
const rows = (formulas, lowest = 1, steps = undefined) =>
  rowsOf(PATH, { surface: SURFACE, metrics: formulas }, { names: Object.keys(formulas), lowest }, steps);

test("rows end where f is no longer finite, and hold what the page would send", () => {
  const found = rows({
    value: ({ value, lowest }) => value - lowest,
    gradient: ({ gradient }) => Math.hypot(gradient[0], gradient[1]),
    distance: ({ distance }) => distance,
    sharpness: ({ curvatures }) => curvatures[1],
    trace: ({ hessian }) => hessian[0] + hessian[2],
    rate: ({ learning_rate }) => learning_rate,
    length: ({ update }) => Math.hypot(update[0], update[1]),
  });
  assert.deepEqual(
    Object.values(found.metrics).map((row) => [...row]),
    [[4, 5, 8], [5, 5, 5], [0, 1, 2], [0, Infinity, 2], [5, 6, 7], [NaN, ...Float32Array.of(0.1, 0.2)], [NaN, 1, 1]], // prettier-ignore
  );
  assert.deepEqual([[...found.x], [...found.evaluations], found.limits], [[0, 1, 2], [0, 2, 3], {}]); // prettier-ignore
});

test("without a known minimum f is what it is, and there is no distance", () => {
  const found = rows({ value: ({ value, lowest }) => value - lowest, distance: ({ distance }) => distance }, null);
  assert.deepEqual([[...found.metrics.value], [...found.metrics.distance]], [[5, 6, 9], [NaN, NaN, NaN]]); // prettier-ignore
});

test("at some of the steps, the numbers are those of the whole path there", () => {
  const found = rows({ length: ({ update }) => update[0], rate: ({ learning_rate }) => learning_rate }, 1, [0, 2, 3]);
  assert.deepEqual([[...found.x], [...found.evaluations]], [[0, 2], [0, 3]]); // prettier-ignore
  assert.deepEqual([[...found.metrics.length], [...found.metrics.rate]], [[NaN, 1], [NaN, Math.fround(0.2)]]); // prettier-ignore
});

test("arithmetic that JavaScript lacks is that of numpy", () => {
  assert.deepEqual([-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 2.4].map(rint), [-2, -2, -0, 0, 2, 2, 2]);
  assert.deepEqual([copysign(3, -0), copysign(-3, 0), copysign(-3, 2), copysign(3, -2)], [-3, 3, 3, -3]);
  assert.deepEqual([fmax(NaN, 1), fmax(1, NaN), fmax(1, 2), fmin(NaN, 1), fmin(2, 1)], [1, 1, 2, 1, 1]);
  assert.deepEqual(
    [remainder(5, 3), remainder(-5, 3), remainder(5, -3), remainder(-5, -3), remainder(6, 3)],
    [2, 1, -1, -2, 0],
  );
});

test("the distance to curves is that to the nearest of their sides", () => {
  const square = [[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]; // prettier-ignore
  assert.equal(distanceToCurves([square], 1, 1), 1);
  assert.equal(distanceToCurves([square], 5, 6), 5);
  assert.equal(distanceToCurves([], 0, 0), Infinity);
  const spiral = Array.from({ length: 3000 }, (_, i) => [(i / 300) * Math.cos(i / 100), (i / 300) * Math.sin(i / 100)]);
  const one = (x, y) => Math.min(...spiral.slice(1).map((end, i) => distanceToCurves([[spiral[i], end]], x, y)));
  for (const [x, y] of [[0, 0], [3, -4], [-20, 1], [7.5, 7.5]]) assert.equal(distanceToCurves([spiral, square], x, y) <= one(x, y), true); // prettier-ignore
  for (const [x, y] of [[-3, -4], [-20, 1], [-7.5, 7.5]]) assert.equal(distanceToCurves([spiral, square], x, y), Math.min(one(x, y), distanceToCurves([square], x, y))); // prettier-ignore
});

test("a number is a fraction times a power of two, the smallest and the largest as well", () => {
  for (const number of [
    1,
    0.5,
    0.75,
    -3,
    8,
    Math.PI,
    1 - 2 ** -53,
    2 ** 1023,
    Number.MAX_VALUE,
    -(2 ** -1022),
    Number.MIN_VALUE,
    3e-320,
  ]) {
    assert.ok(Math.abs(fraction(number)) >= 0.5 && Math.abs(fraction(number)) < 1, String(number));
    assert.equal(ldexp(fraction(number), exponent(number)), number);
  }
  for (const number of [0, -0, NaN, Infinity, -Infinity]) assert.deepEqual([fraction(number), exponent(number)], [number, 0]);
  assert.deepEqual([fraction(8), exponent(8)], [0.5, 4]);
  assert.deepEqual([fraction(true), exponent(true), fraction(false)], [0.5, 1, 0]); // true counts as 1
});

test("a number times a power of two is rounded once, beyond all powers to infinity or 0", () => {
  assert.deepEqual([ldexp(0.5, 2200), ldexp(-1, 1024), ldexp(0, 5000), ldexp(NaN, 3)], [Infinity, -Infinity, 0, NaN]);
  assert.deepEqual([ldexp(0.5, -2200), ldexp(1, -1074), ldexp(0.5, -1074)], [0, Number.MIN_VALUE, 0]); // ties to even
  assert.equal(ldexp(1 + 2 ** -52, -1023), 2 ** -1023); // exact: the tie goes to even
  assert.equal(ldexp(3 + 2 ** -51, -1075), Number.MIN_VALUE * 2); // slightly more than 1.5: rounding twice would make it a tie
  assert.deepEqual([ldexp(3, 10), ldexp(2 ** -1074, 2097)], [3072, 2 ** 1023]);
});
