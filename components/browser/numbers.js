// Formatting and rounding of numbers.

const DIGITS = 17; // enough to distinguish any two numbers
const ROUND_OFF = 1e-9; // in percent: a smaller remainder counts as none

/**
 * A number for a sentence or a table: with a true minus sign and no unnecessary digits.
 * @param {number} value
 */
export function number(value, digits = 5) {
  if (!Number.isFinite(value)) return "—";
  const size = Math.abs(value);
  const scientific = size >= 1e5 || (size > 0 && size < 1e-3);
  const text = scientific ? value.toExponential(digits - 2) : String(Number(value.toPrecision(digits)));
  return text.replaceAll("-", "−").replace("e+", "e");
}

/**
 * So many significant digits, as the page's own tables and sentences have them: see `components/text/number_format.py`.
 * @param {number} value
 * @param {number} digits
 */
export function significant(value, digits) {
  const size = Number(Math.abs(value).toPrecision(digits));
  const text = size > 0 && (size < 1e-4 || size >= 1e16) ? size.toExponential().replace("e+", "e") : String(size);
  return value < 0 ? `−${text}` : text;
}

/**
 * A share in whole percents; what is nearly none or nearly all of it has as many decimals as say so.
 * @param {number} share
 */
export function percent(share) {
  const [whole, rest] = [Math.round(100 * share), 100 * Math.min(share, 1 - share)];
  const decimals = [0, 100].includes(whole) && rest > ROUND_OFF ? Math.ceil(-Math.log10(rest)) : 0;
  return `${typed(Math.round(100 * share * 10 ** decimals) / 10 ** decimals)} %`;
}

/**
 * A number as a user would type it, and as it parses back: 0.05, 1e-8, 200.
 * @param {number} value
 */
export function typed(value) {
  return String(value).replace("e+", "e");
}

/**
 * @param {number} value
 * @param {number} low
 * @param {number} high
 */
export function clamp(value, low, high) {
  return Math.min(Math.max(value, low), high);
}

/**
 * Rounded to the decimals that a difference of `size` needs.
 * @param {number} value
 * @param {number} size
 */
export function roundedTo(value, size) {
  return Number(value.toFixed(Math.max(0, Math.ceil(-Math.log10(size)))));
}

/**
 * A number with just enough digits to distinguish it from one that differs by `difference`.
 * @param {number} value
 * @param {number} difference
 */
export function shortened(value, difference) {
  if (value === 0) return 0;
  const digits = Math.ceil(Math.log10(Math.abs(value) / difference)) + 1;
  return Number(value.toPrecision(clamp(digits, 3, DIGITS)));
}

/**
 * The smallest of 1, 2, 5, 10, 20, … (or 0.5, 0.2, …) that is at least this value.
 * @param {number} value positive
 */
export function roundAbove(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5].find((factor) => factor * power >= value) ?? 10) * power;
}

/**
 * The largest of those that is at most this value.
 * @param {number} value positive
 */
export function roundBelow(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([5, 2].find((factor) => factor * power <= value) ?? 1) * power;
}
