// The theory of an ensemble, if f is quadratic and the optimizer's stationary variance is known.

/**
 * @import { Path, Quadratic, RunProgram, Stretch } from "./engine.js"
 * @typedef {object} Theory
 * @property {Quadratic} quadratic
 * @property {Float64Array[]} variances stationary variances along each axis at the learning rate of each step; NaN at the start
 * @property {boolean} steady whether they are equal at all steps
 */

/**
 * @param {Quadratic | null | undefined} quadratic
 * @param {RunProgram} program
 * @param {Stretch[]} stretches
 * @param {Path} path of one run, with its learning rates
 * @param {number} sigma
 * @returns {Theory | null}
 */
export function theoryOf(quadratic, { stationary }, stretches, { rates }, sigma) {
  if (!quadratic || !stationary) return null;
  const variances = quadratic.curvatures.map((curvature) => {
    const row = new Float64Array(rates.length).fill(NaN);
    let t = 1;
    for (const [last, settings] of stretches) for (; t <= last; t++) row[t] = stationary(settings, rates[t], curvature, sigma);
    return row;
  });
  const steady = variances.every((row) => row.subarray(1).every((variance) => variance === row[1]));
  return { quadratic, variances, steady };
}

/**
 * The variance of points around their mean along each axis of a quadratic, ignoring points that are not finite.
 * @param {ArrayLike<number>} x
 * @param {ArrayLike<number>} y
 * @param {Quadratic} quadratic
 */
export function variancesAlong(x, y, { axes }) {
  return axes.map(([across, up]) => {
    const along = Array.from(x, (value, at) => across * value + up * y[at]).filter(Number.isFinite);
    const mean = along.reduce((sum, value) => sum + value, 0) / along.length;
    return along.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (along.length - 1);
  });
}

/**
 * The relative standard error of a variance estimated from this many normal numbers.
 * @param {number} members
 */
export function errorOfVariance(members) {
  return Math.sqrt(2 / (members - 1));
}
