// The curve: which values it shows, and how far its axis reaches.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as axes from "../../components/stage/curve_axes.js";

const RUN = {
  x: Float32Array.of(0, 0, 0),
  y: Float32Array.of(0, 0, 0),
  gap: Float32Array.of(4, 2, 1),
  gradient_norm: Float32Array.of(3, 2, 1),
  rates: Float32Array.of(0.5, 0.25),
  limit: Float32Array.of(2, 2),
  sharpness: Float32Array.of(3, 9, 3),
};
const row = (...y) => ({ first: 0, y });

test("f is shown above its minimum on a logarithmic axis, and as it is on a linear one", () => {
  assert.deepEqual([...axes.valuesOf(RUN, "value", "log", -1).y], [4, 2, 1]);
  assert.deepEqual([...axes.valuesOf(RUN, "value", "linear", -1).y], [3, 1, 0]);
  assert.deepEqual([...axes.valuesOf(RUN, "value", "linear", null).y], [4, 2, 1]);
});

test("a rate belongs to the step that it makes, and a metric that was not sent is empty", () => {
  assert.deepEqual(axes.valuesOf(RUN, "rate", "linear", 0), { first: 1, y: RUN.rates });
  assert.equal(axes.valuesOf(RUN, "gradient", "linear", 0).y, RUN.gradient_norm);
  assert.equal(axes.valuesOf(RUN, "distance", "linear", 0).y.length, 0);
});

test("every metric has a title, and that of f says what is subtracted", () => {
  for (const metric of ["value", "distance", "gradient", "rate", "sharpness"]) assert.ok(axes.titleOf(metric, false));
  assert.deepEqual([axes.titleOf("value", true), axes.titleOf("value", false)], ["f − f*", "f"]);
});

test("the stability limit is what the rate allows, and a crossing is where the curvature passes it", () => {
  const { y, crossings } = axes.stabilityLimits(RUN);
  assert.deepEqual([...y], [4, 8]);
  assert.deepEqual(crossings, [1]);
  assert.equal(axes.stabilityLimits({ ...RUN, limit: null }), null);
  assert.equal(axes.stabilityLimits({ ...RUN, sharpness: undefined }), null);
});

test("a linear axis holds every value, with a little room", () => {
  const [low, high] = axes.linearRange([row(1, 5), row(3, NaN, Infinity)], null, false);
  assert.ok(low < 1 && low > 0.5 && high > 5 && high < 5.5);
});

test("a path far above the terrain leaves by the upper edge", () => {
  const [, high] = axes.linearRange([row(10, 1e9)], [0, 50], true);
  assert.ok(high > 50 && high < 60);
  const [, free] = axes.linearRange([row(10, 1e9)], null, true);
  assert.ok(free > 40 && free < 45);
  assert.ok(axes.linearRange([row(10, 1e9)], null, false)[1] > 1e9);
});

test("an axis of one value, or of none, is still an axis", () => {
  for (const rows of [[row(2, 2)], [], [row()], [row(NaN)]]) {
    const [low, high] = axes.linearRange(rows, null, true);
    assert.ok(low < high && Number.isFinite(low + high), `${low} ${high}`);
    const [least, most] = axes.logarithmicRange(rows);
    assert.ok(least < most && Number.isFinite(least + most), `${least} ${most}`);
  }
});

test("small changes leave a linear axis alone", () => {
  assert.deepEqual(axes.linearRange([row(0, 10)], null, false), axes.linearRange([row(0.01, 10.02)], null, false));
});

test("a logarithmic axis is in half powers of ten, and ends where round-off begins", () => {
  const [least, most] = axes.logarithmicRange([row(100, 1e-3, 0, -1)]);
  assert.ok(least <= -3 && least > -4.1 && most >= 2 && most < 3.1);
  assert.ok(Number.isInteger(2 * least) && Number.isInteger(2 * most));
  assert.ok(axes.logarithmicRange([row(1, 1e-40)])[0] >= -17);
  assert.ok(axes.logarithmicRange([row(1, 1e40)])[1] <= 4);
});

test("a stability limit far above the runs takes no more room than they do", () => {
  assert.deepEqual(axes.near(row(1, 100), [row(2, 4)]).y, [1, 10]);
  assert.deepEqual(axes.near(row(1, 100), []).y, [1, 1]);
});

test("the extremes are those of the values that count", () => {
  assert.deepEqual(axes.extremes([row(3, NaN, -Infinity), row(1)]), [1, 3]);
  assert.deepEqual(axes.extremes([row(-3, 2)], (value) => value > 0), [2, 2]); // prettier-ignore
});
