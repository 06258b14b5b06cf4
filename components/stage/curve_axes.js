// What the curve shows of a run, and how far its vertical axis reaches.

/**
 * @import { Metric, Point, Rows } from "../browser/types"
 * @typedef {{ first: number, y: ArrayLike<number> }} Values the values of a run, and the place of the first of them
 */

const SMALLEST = 1e-16; // on a logarithmic axis, as a share of the first value: below lies round-off

/**
 * @param {Rows} run
 * @param {Metric} metric
 * @param {"linear" | "log"} scale
 * @param {number | null} lowest
 * @returns {Values}
 */
export function valuesOf(run, metric, scale, lowest) {
  if (metric === "rate") return { first: 1, y: run.rates };
  if (metric === "gradient") return { first: 0, y: run.gradient_norm };
  if (metric === "distance" || metric === "sharpness") return { first: 0, y: run[metric] ?? new Float32Array() };
  return { first: 0, y: scale === "log" || lowest === null ? run.gap : run.gap.map((gap) => gap + lowest) };
}

/**
 * @param {Metric} metric
 * @param {boolean} gap whether f is shown as its distance from f*
 */
export function titleOf(metric, gap) {
  return {
    value: gap ? "f − f*" : "f",
    distance: "distance to the minimum",
    gradient: "‖∇f‖",
    rate: "learning rate",
    sharpness: "λmax; dotted: stability limit",
  }[metric];
}

/**
 * The curvature at which a run's learning rate becomes unstable at each step, where theory knows it, and the steps at which the
 * run crosses that.
 * @param {Rows} run
 */
export function stabilityLimits({ limit, sharpness, rates }) {
  if (limit === null || !sharpness) return null;
  const y = rates.map((rate, i) => limit[i] / rate);
  const above = Array.from(y, (most, i) => sharpness[i] > most);
  return { y, first: 0, crossings: above.flatMap((sharp, i) => (i && sharp !== above[i - 1] ? [i] : [])) };
}

/**
 * A line that may lie far above all others takes no more room than they do.
 * @param {Values} values
 * @param {Values[]} others
 * @returns {Values}
 */
export function near({ y }, others) {
  const most = Math.max(0, ...others.map((row) => extremes([row])[1]));
  return { first: 0, y: Array.from(y, (value) => Math.min(value, 2.5 * most || 1)) };
}

/**
 * The least and the greatest of all values that are finite and counted.
 * @param {Values[]} rows
 * @returns {Point}
 */
export function extremes(rows, counts = Number.isFinite) {
  let [low, high] = [Infinity, -Infinity];
  for (const { y } of rows)
    for (let i = 0; i < y.length; i++) {
      if (!counts(y[i])) continue;
      low = Math.min(low, y[i]);
      high = Math.max(high, y[i]);
    }
  return [low, high];
}

const positive = (/** @type {number} */ value) => value > 0 && value < Infinity;
const firstOf = (/** @type {Values[]} */ rows) => Math.max(...rows.map(({ y }) => y[0] ?? 0));

/**
 * Room for every value, but not for those of a path far above the terrain that is shown: they leave by the upper edge.
 * @param {Values[]} rows
 * @param {Point | null} heights of the terrain, where its values are shown
 * @param {boolean} mayEscape whether values may lie far above the first of them
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
 * Rounded outwards to two digits of the range's size, so that small changes leave the axis alone.
 * @param {number} low
 * @param {number} high
 * @returns {Point}
 */
function outwards(low, high) {
  const unit = 10 ** Math.floor(Math.log10(high - low)) / 10;
  return [Math.floor(low / unit) * unit, Math.ceil(high / unit) * unit];
}
