// The values that the curve shows of a run, and the range of its vertical axis.

/** @import { Metric, Point } from "../browser/types" */

/** @typedef {ArrayLike<number>} Values one per point of a run, NaN if undefined */

const SMALLEST = 1e-16; // on a logarithmic axis, relative to the first value: anything smaller is round-off

/**
 * The values of a metric on a linear or logarithmic axis; only the latter shows a distance from f*.
 * @param {{ metrics: Record<string, Float32Array | Float64Array> }} run
 * @param {string} key
 * @param {Metric} metric
 * @param {"linear" | "log"} scale
 * @param {number | null} lowest
 * @returns {Values}
 */
export function valuesOf(run, key, { above }, scale, lowest) {
  const row = run.metrics[key] ?? new Float32Array();
  return above && lowest !== null && scale === "linear" ? row.map((value) => value + lowest) : row;
}

/**
 * The steps at which a metric rises above its limit or falls below it.
 * @param {Values} values
 * @param {Values} limits
 */
export function crossingsOf(values, limits) {
  const above = Array.from(limits, (limit, i) => values[i] > limit);
  return above.flatMap((beyond, i) => (i && beyond !== above[i - 1] ? [i] : []));
}

/**
 * A line that may be far above all others is limited to about their range.
 * @param {Values} line
 * @param {Values[]} others
 * @returns {Values}
 */
export function near(line, others) {
  const most = Math.max(0, ...others.map((row) => extremes([row])[1]));
  return Array.from(line, (value) => Math.min(value, 2.5 * most || 1));
}

/**
 * The smallest and largest of the finite values that count.
 * @param {Values[]} rows
 * @returns {Point}
 */
export function extremes(rows, counts = Number.isFinite) {
  let [low, high] = [Infinity, -Infinity];
  for (const row of rows)
    for (let i = 0; i < row.length; i++) {
      if (!counts(row[i])) continue;
      low = Math.min(low, row[i]);
      high = Math.max(high, row[i]);
    }
  return [low, high];
}

const positive = (/** @type {number} */ value) => value > 0 && value < Infinity;
const firstOf = (/** @type {Values[]} */ rows) =>
  Math.max(...rows.map((row) => Array.prototype.find.call(row, (value) => !Number.isNaN(value)) ?? 0));

/**
 * Room for every value except those of a path far above the visible terrain, which leave at the top.
 * @param {Values[]} rows
 * @param {Point | null} heights range of the terrain, if values are heights
 * @param {boolean} mayEscape whether values far above the first may leave the axis
 * @returns {Point}
 */
export function linearRange(rows, heights, mayEscape) {
  let [low, high] = extremes(rows);
  if (heights) {
    low = Math.max(low, heights[0] - 0.05 * (heights[1] - heights[0]));
    high = Math.min(high, heights[1]);
  } else if (mayEscape) high = Math.min(high, 4 * firstOf(rows) || high);
  if (!(low < high)) [low, high] = Number.isFinite(low) ? [low - 1, low + 1] : [0, 1];
  return outwards(low - 0.04 * (high - low), high + 0.04 * (high - low));
}

/**
 * In powers of ten.
 * @param {Values[]} rows
 * @returns {Point}
 */
export function logarithmicRange(rows) {
  const first = Math.max(firstOf(rows), 1e-30);
  const [low, high] = extremes(rows, positive);
  if (!(low <= high)) return [-1, 1];
  const [least, most] = [Math.max(low, first * SMALLEST), Math.min(high, first * 1e3)].map(Math.log10);
  return [Math.floor(2 * least - 0.2) / 2, Math.ceil(2 * most + 0.2) / 2];
}

/**
 * Rounded outwards to two digits of the range, so that small changes do not move the axis.
 * @param {number} low
 * @param {number} high
 * @returns {Point}
 */
function outwards(low, high) {
  const unit = 10 ** Math.floor(Math.log10(high - low)) / 10;
  return [Math.floor(low / unit) * unit, Math.ceil(high / unit) * unit];
}
