// The curve: the values that it shows, and the range of its axis.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Curve } from "../../components/stage/curve.js";
import * as axes from "../../components/stage/curve_axes.js";

const RUN = {
  x: Float32Array.of(0, 0, 0),
  y: Float32Array.of(0, 0, 0),
  metrics: { value: Float32Array.of(4, 2, 1), sharpness: Float32Array.of(3, 9, 3) },
};
const row = (...values) => values;

test("a distance from f* is shown as such on a logarithmic axis, and with f* on a linear one", () => {
  const above = { above: "f − f*" };
  assert.deepEqual([...axes.valuesOf(RUN, "value", above, "log", -1)], [4, 2, 1]);
  assert.deepEqual([...axes.valuesOf(RUN, "value", above, "linear", -1)], [3, 1, 0]);
  assert.deepEqual([...axes.valuesOf(RUN, "value", above, "linear", null)], [4, 2, 1]);
});

test("there is as much room for what stands beneath the curve as its type needs, on a page and in a film", () => {
  const axesAt = (/** @type {number} */ times, /** @type {number} */ height) => {
    const curve = Object.create(Curve.prototype);
    return Object.assign(curve, { times: () => times, plot: { clientHeight: height }, per: "steps", title: "f" }).axes();
  };
  const page = axesAt(1, 400);
  const film = axesAt(2, 800);
  assert.equal(film["margin.b"], 2 * page["margin.b"]);
  assert.equal(film["xaxis.title.text"], "step");
  assert.equal(axesAt(2, 200)["xaxis.title.text"], "");
});

test("any other metric is shown as it was sent, and one that was not sent is empty", () => {
  for (const scale of ["linear", "log"])
    assert.equal(axes.valuesOf(RUN, "sharpness", { above: "" }, scale, -1), RUN.metrics.sharpness);
  assert.equal(axes.valuesOf(RUN, "distance", { above: "" }, "linear", 0).length, 0);
});

test("a crossing is where a metric passes its limit, in either direction", () => {
  assert.deepEqual(axes.crossingsOf([3, 9, 3], [4, 8]), [1]);
  assert.deepEqual(axes.crossingsOf([3, 9, 3, 3], [4, 8, 8]), [1, 2]);
  assert.deepEqual(axes.crossingsOf([9, 9], [4]), []);
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

test("what is not known at the start does not count as its first value", () => {
  const [low, high] = axes.linearRange([row(NaN, 10, 1e9)], null, true);
  assert.ok(low < 10 && high > 40 && high < 45);
  assert.deepEqual(axes.logarithmicRange([row(NaN, 100, 1)]), axes.logarithmicRange([row(100, 100, 1)]));
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
  assert.deepEqual(axes.near(row(1, 100), [row(2, 4)]), [1, 10]);
  assert.deepEqual(axes.near(row(1, 100), []), [1, 1]);
});

test("the extremes are those of the values that count", () => {
  assert.deepEqual(axes.extremes([row(3, NaN, -Infinity), row(1)]), [1, 3]);
  assert.deepEqual(axes.extremes([row(-3, 2)], (value) => value > 0), [2, 2]); // prettier-ignore
});
