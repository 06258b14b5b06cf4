// The functions that programs use and JavaScript lacks; those of numpy have numpy's names.

export { toCurves } from "./curves.js";

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
