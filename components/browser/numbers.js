// Formatting and rounding of numbers.

const DIGITS = 17; // enough to distinguish any two numbers
const ROUND_OFF = 1e-9; // in percent: a smaller remainder counts as none
const [SMALLEST, LARGEST] = [-4, 5]; // powers of ten between which numbers are written without an exponent

/**
 * A number for a sentence or a table, with so many significant digits: see `components/text/number_format.py`.
 * @param {number} value
 */
export function number(value, digits = 5) {
  if (!Number.isFinite(value)) return "—";
  const size = Math.abs(value);
  const [mantissa, exponent] = size
    .toExponential(digits - 1)
    .split("e")
    .map(Number);
  const plain = exponent >= SMALLEST && exponent <= LARGEST;
  return `${value < 0 ? "−" : ""}${plain ? Number(size.toPrecision(digits)) : `${mantissa}e${exponent < 0 ? "−" : ""}${Math.abs(exponent)}`}`;
}

/**
 * A share in whole percent; with decimals where rounding would turn it into 0 % or 100 %.
 * @param {number} share
 */
export function percent(share) {
  const [whole, rest] = [Math.round(100 * share), 100 * Math.min(share, 1 - share)];
  const decimals = [0, 100].includes(whole) && rest > ROUND_OFF ? Math.ceil(-Math.log10(rest)) : 0;
  return `${typed(Math.round(100 * share * 10 ** decimals) / 10 ** decimals)} %`;
}

/**
 * A number as a user would type it, and as it parses back: 0.05, 1e-8, 200. See `decimal` in `components/state/parameter_types.py`.
 * @param {number} value
 */
export function typed(value) {
  const size = Math.abs(value);
  return size > 0 && (size < 1e-4 || size >= 1e16) ? value.toExponential().replace("e+", "e") : String(value);
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
