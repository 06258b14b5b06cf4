// The outcome of a run from its path, with the measures and milestones defined in `optimizers/_outcome.py`.

/**
 * @import { Path, SurfaceProgram } from "./engine.js"
 * @typedef {object} Criteria criteria of a surface's outcomes, from the page
 * @property {number | null} lowest f at the known minima
 * @property {[low: number, high: number]} heights of f in the domain
 * @typedef {object} Outcome
 * @property {number} value final f, infinite if the run broke off
 * @property {number} best lowest f of the run
 * @property {number} distance from the last point to the nearest known minimum
 * @property {number} steps from which on it has converged or, where no minimum is known, at which it has reached the target;
 *   infinite for never
 * @property {number} evaluations gradient evaluations up to there, infinite for never
 * @property {boolean} diverged
 */

const NEVER = { steps: Infinity, evaluations: Infinity };

/**
 * @param {Omit<Path, "rates">} path with one point per step, up to the first that is not finite
 * @param {number} steps
 * @param {SurfaceProgram} surface
 * @param {Criteria} criteria
 * @returns {Outcome}
 */
export function outcomeOf({ x, y, values, evaluations }, steps, surface, criteria) {
  const [low, high] = criteria.heights;
  const ceiling = 2 * high - low;
  let [value, best, highest, early, below, hit] = [NaN, Infinity, -Infinity, -Infinity, -1, -1];
  for (let t = 0; t <= steps; t++) {
    value = values[t];
    if (!(Number.isFinite(value) && Number.isFinite(x[t]) && Number.isFinite(y[t])))
      return { value: Infinity, best, distance: Infinity, ...NEVER, diverged: true };
    if (value < best) best = value;
    if (value > highest) highest = value;
    if (!(value > ceiling)) below = t;
    if (hit < 0 && value <= low) hit = t;
    if (t === steps >> 1) early = highest;
  }
  const climbing = value >= highest && value > 2 * Math.max(high, early) - low;
  const diverged = climbing && below + 1 < steps;
  const done = criteria.lowest === null ? hit : convergedAt({ x, y }, steps, surface);
  const distance = surface.distance(x[steps], y[steps]);
  const target = done < 0 || diverged ? NEVER : { steps: done, evaluations: evaluations[done] };
  return { value, best, distance, ...target, diverged };
}

/**
 * The step at which a run has converged, −1 for never, or NaN if it diverged. Equal to the result of `outcomeOf`, which is
 * only called for runs that end high up.
 * @param {Omit<Path, "rates">} path
 * @param {number} steps
 * @param {number} reached last step with a finite point
 * @param {SurfaceProgram} surface
 * @param {Criteria} criteria
 */
export function settledAt(path, steps, reached, surface, criteria) {
  const { values } = path;
  let finite = 0; // a difference of a number with itself is 0 only if it is finite
  for (let t = 0; t <= reached; t++) finite += values[t] - values[t];
  if (reached < steps || finite !== 0) return NaN;
  const [low, high] = criteria.heights;
  if (!(values[steps] <= 2 * high - low) && outcomeOf(path, steps, surface, criteria).diverged) return NaN;
  return convergedAt(path, steps, surface);
}

/**
 * f at each point of a path, up to the last finite one.
 * @param {Pick<Path, "x" | "y" | "values">} path
 */
export function finiteValues({ x, y, values }) {
  const broken = values.findIndex((value, t) => !(Number.isFinite(value) && Number.isFinite(x[t]) && Number.isFinite(y[t])));
  return values.slice(0, broken < 0 ? values.length : broken);
}

/**
 * The step from which a run stays within the tolerance; −1 for never.
 * @param {Pick<Path, "x" | "y">} path
 * @param {number} steps
 * @param {SurfaceProgram} surface
 */
function convergedAt({ x, y }, steps, surface) {
  let apart = steps; // the last step outside the tolerance; searching backwards is fast
  while (apart >= 0 && surface.near(x[apart], y[apart])) apart--;
  return apart < steps ? apart + 1 : -1;
}
