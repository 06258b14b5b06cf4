// An ensemble in words: how many of its members converge, and how their spread compares with theory.
import { errorOfVariance } from "./engine/ensemble_theory.js";
import { number } from "./numbers.js";

/**
 * @import { Cloud } from "./engine/ensemble.js"
 * @import { Theory } from "./engine/ensemble_theory.js"
 */

const DOUBT = 0.05; // error probability of the bound on a share when none or all were observed

/**
 * The share of the seeds whose runs converge, with its binomial standard error, and how many diverge.
 * @param {Pick<Cloud, "members" | "converged" | "diverged">} cloud
 * @param {boolean} known whether a minimum is known
 * @param {number} [wanted] number of seeds requested
 */
export function sharesOfSeeds({ members, converged, diverged }, known, wanted = members) {
  const seeds = members.toLocaleString("en");
  const fewer = members < wanted ? " With this many steps, the browser can keep no more seeds." : "";
  const lost = `${diverged ? ` ${shareInWords(diverged, members)} diverge.` : ""}${fewer}`;
  if (!known) return `${seeds} seeds. f has no known minimum to converge to.${lost}`;
  return `${converged.toLocaleString("en")} of ${seeds} seeds ${converged === 1 ? "converges" : "converge"}: ${shareInWords(converged, members)}.${lost}`;
}

/**
 * A share with its standard error; if none or all were observed, a bound with 95 % confidence.
 * @param {number} count
 * @param {number} members
 */
export function shareInWords(count, members) {
  const bound = 100 * (1 - DOUBT ** (1 / members));
  if (!count) return `0 % (at most ${number(bound, 2)} %, with 95 % confidence)`;
  if (count === members) return `100 % (at least ${number(100 - bound, 3)} %, with 95 % confidence)`;
  const share = count / members;
  const error = 100 * Math.sqrt((share * (1 - share)) / members);
  return `${(100 * share).toFixed(1)} % ± ${Math.max(error, 0.1).toFixed(1)} %`;
}

/**
 * Measured and expected variance along each axis, as a ratio.
 * @param {Theory} theory
 * @param {number[]} measured
 * @param {number} step
 * @param {number} members
 */
export function ratiosInWords({ quadratic, variances, steady }, measured, step, members) {
  const expected = variances.map((row) => row[step]);
  if (!expected.every(Number.isFinite))
    return "Theory: this learning rate is above the stability limit, and the variance grows without bound.";
  const each = quadratic.curvatures.map(
    (curvature, axis) =>
      `${(measured[axis] / expected[axis]).toFixed(2)} along λ = ${number(curvature, 3)} (${number(measured[axis], 3)} / ${number(expected[axis], 3)})`,
  );
  const when = steady ? "" : " Theory takes the learning rate of this step, as if it stayed.";
  return `Variance at step ${step}, measured / theory: ${each.join(", ")}; ± ${errorOfVariance(members).toFixed(2)} by chance.${when}`;
}
