// Lines of the laboratory that are computed here, drawn like the page's: see `plots/lab_figures.py`.

/**
 * @import { Measure } from "../browser/engine/requests"
 * @import { Criteria } from "../browser/engine/outcome.js"
 * @typedef {{ measure: Measure, criteria: Criteria, height: number, logarithmic: boolean }} How `height` is f at the start
 */

const SMALLEST = 1e-16; // relative to f at the start: anything smaller is round-off

/** @param {How} how */
function above({ measure, criteria }) {
  return measure === "value" || measure === "best" ? (criteria.lowest ?? 0) : 0;
}

/**
 * A value as drawn; NaN if there is none.
 * @param {number} value
 * @param {How} how
 */
export function shown(value, how) {
  if (!Number.isFinite(value)) return NaN;
  if (!how.logarithmic) return value - above(how);
  const unit = how.measure === "value" || how.measure === "best" ? Math.max(how.height - above(how), 1e-300) : 1;
  return Math.max(value - above(how), SMALLEST * unit);
}

/**
 * An axis range with room for all values except those of diverging runs.
 * @param {number[]} values
 * @param {How} how
 * @returns {[number, number]}
 */
export function reach(values, how) {
  const height = how.height - above(how);
  const most = how.logarithmic ? 1e3 * height : height + Math.abs(height) + 1;
  const bounded = how.measure === "value" || how.measure === "best" ? (/** @type {number} */ y) => Math.min(y, most) : Number;
  const finite = values.filter(Number.isFinite).map(bounded);
  if (!finite.length) return [0, 1];
  const scale = how.logarithmic ? (/** @type {number} */ y) => Math.log10(Math.max(y, 1e-300)) : Number;
  const [low, high] = [Math.min(...finite), Math.max(...finite)].map(scale);
  const edge = 0.04 * (high - low) || 0.5;
  return [low - edge, high + edge];
}
