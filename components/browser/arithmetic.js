// The functions of numpy that programs use and JavaScript lacks.

// The whole number nearest to `x`; of two that are as near, the even one.
export function rint(x) {
  const nearest = Math.round(x); // which takes the upper of two
  return nearest - x === 0.5 && nearest % 2 !== 0 ? nearest - 1 : nearest;
}

// The size of `size` with the sign of `sign`, that of −0 included.
export function copysign(size, sign) {
  return sign < 0 || Object.is(sign, -0) ? -Math.abs(size) : Math.abs(size);
}

// The larger of two numbers, and the number where one of them is none.
export function fmax(one, other) {
  return Number.isNaN(one) ? other : Number.isNaN(other) ? one : Math.max(one, other);
}

// The smaller of two numbers, and the number where one of them is none.
export function fmin(one, other) {
  return -fmax(-one, -other);
}

// What is left of a division rounded down: it has the sign of the divisor.
export function remainder(dividend, divisor) {
  const rest = dividend % divisor;
  return rest !== 0 && rest < 0 !== divisor < 0 ? rest + divisor : rest;
}
