// The functions that programs use and JavaScript lacks; numpy's functions have numpy's names.

export { distanceToCurves } from "./curves.js";
export { Repair } from "./repair.js";

/**
 * The integer nearest to `x`; ties go to the even one.
 * @param {number} x
 */
export function rint(x) {
  const nearest = Math.round(x); // rounds ties up
  return nearest - x === 0.5 && nearest % 2 !== 0 ? nearest - 1 : nearest;
}

/**
 * The magnitude of one number with the sign of another, including −0.
 * @param {number} size
 * @param {number} sign
 */
export function copysign(size, sign) {
  return sign < 0 || Object.is(sign, -0) ? -Math.abs(size) : Math.abs(size);
}

/**
 * The larger of two numbers, ignoring NaN.
 * @param {number} one
 * @param {number} other
 */
export function fmax(one, other) {
  if (Number.isNaN(one)) return other;
  return Number.isNaN(other) ? one : Math.max(one, other);
}

/**
 * The smaller of two numbers, ignoring NaN.
 * @param {number} one
 * @param {number} other
 */
export function fmin(one, other) {
  return -fmax(-one, -other);
}

/**
 * The remainder of a floor division: it has the sign of the divisor.
 * @param {number} dividend
 * @param {number} divisor
 */
export function remainder(dividend, divisor) {
  const rest = dividend % divisor;
  return rest !== 0 && rest < 0 !== divisor < 0 ? rest + divisor : rest;
}

const [HIGHEST, LOWEST] = [1023, -1022]; // powers of two at full precision
const DIGITS = 53;

/**
 * The fraction of a number as in numpy's frexp, between a half and one; 0 and non-finite numbers are returned as they are.
 * @param {number | boolean} number
 */
export function fraction(number) {
  const known = Number(number);
  return known === 0 || !Number.isFinite(known) ? known : ldexp(known, -exponent(known));
}

/**
 * The exponent of numpy's frexp.
 * @param {number | boolean} number
 * @returns {number}
 */
export function exponent(number) {
  const size = Math.abs(Number(number));
  if (size === 0 || !Number.isFinite(size)) return 0;
  if (size < 2 ** LOWEST) return exponent(size * 2 ** 100) - 100;
  const power = Math.floor(Math.log2(size)) + 1; // may be off by one, because the logarithm is rounded
  const rest = ldexp(size, -power);
  return rest >= 1 ? power + 1 : rest < 0.5 ? power - 1 : power;
}

/**
 * A number times a power of two, rounded at most once.
 * @param {number} number
 * @param {number} power
 * @returns {number}
 */
export function ldexp(number, power) {
  if (power > HIGHEST) return ldexp(number * 2 ** HIGHEST, Math.min(power, 3 * HIGHEST) - HIGHEST);
  if (power < LOWEST) return ldexp(number * 2 ** (LOWEST + DIGITS), Math.max(power, 3 * LOWEST) - LOWEST - DIGITS);
  return number * 2 ** power;
}
