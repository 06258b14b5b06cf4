// The functions that programs use and JavaScript lacks; numpy's functions have numpy's names.

export { toCurves } from "./curves.js";
export { Repair } from "./repair.js";

/**
 * The whole number nearest to `x`; of two that are as near, the even one.
 * @param {number} x
 */
export function rint(x) {
  const nearest = Math.round(x); // which takes the upper of two
  return nearest - x === 0.5 && nearest % 2 !== 0 ? nearest - 1 : nearest;
}

/**
 * The size of one number with the sign of another, that of −0 included.
 * @param {number} size
 * @param {number} sign
 */
export function copysign(size, sign) {
  return sign < 0 || Object.is(sign, -0) ? -Math.abs(size) : Math.abs(size);
}

/**
 * The larger of two numbers, and the number where one of them is none.
 * @param {number} one
 * @param {number} other
 */
export function fmax(one, other) {
  if (Number.isNaN(one)) return other;
  return Number.isNaN(other) ? one : Math.max(one, other);
}

/**
 * The smaller of two numbers, and the number where one of them is none.
 * @param {number} one
 * @param {number} other
 */
export function fmin(one, other) {
  return -fmax(-one, -other);
}

/**
 * What is left of a division rounded down: it has the sign of the divisor.
 * @param {number} dividend
 * @param {number} divisor
 */
export function remainder(dividend, divisor) {
  const rest = dividend % divisor;
  return rest !== 0 && rest < 0 !== divisor < 0 ? rest + divisor : rest;
}

const [HIGHEST, LOWEST] = [1023, -1022]; // powers of two that a number holds with all of its digits
const DIGITS = 53;

/**
 * What a number is of the power of two above it: half to one, as numpy's frexp has it; what is 0 or not finite, as it is.
 * @param {number | boolean} number
 */
export function fraction(number) {
  const known = Number(number);
  return known === 0 || !Number.isFinite(known) ? known : ldexp(known, -exponent(known));
}

/**
 * That power of two.
 * @param {number | boolean} number
 * @returns {number}
 */
export function exponent(number) {
  const size = Math.abs(Number(number));
  if (size === 0 || !Number.isFinite(size)) return 0;
  if (size < 2 ** LOWEST) return exponent(size * 2 ** 100) - 100;
  const power = Math.floor(Math.log2(size)) + 1; // or one beside it, where the logarithm is rounded
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
