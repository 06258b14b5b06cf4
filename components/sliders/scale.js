// Slider positions: maps values to positions from 0 to 1, linearly or logarithmically, and rounds to valid values.
import { clamp, typed } from "../browser/numbers.js";

/**
 * @typedef {{ low: number, high: number, step?: number, logarithmic?: boolean, zero?: boolean, whole?: boolean }} Extent
 * @typedef {object} Scale
 * @property {number} first
 * @property {number} last
 * @property {(value: number) => number} placeOf
 * @property {(place: number) => number} valueAt
 * @property {(value: number, steps: number) => number} beside the value at a number of steps from another
 * @property {(value: number) => string} refuse error message for a typed value, as the end of a sentence, or nothing
 */

/**
 * @param {Extent} extent
 * @returns {Scale}
 */
export function places(extent) {
  return extent.logarithmic ? logarithmic(extent) : linear(extent);
}

/**
 * @param {Extent} extent
 * @returns {Scale}
 */
function linear(extent) {
  const { low, high, step = 1, whole } = extent;
  const landing = (/** @type {number} */ value) => {
    const near = whole ? Math.round(value) : Number((Math.round(value / step) * step).toPrecision(10));
    return clamp(near, low, high);
  };
  return {
    first: low,
    last: high,
    placeOf: (value) => (value - low) / (high - low),
    valueAt: (place) => landing(low + place * (high - low)),
    beside: (value, steps) => landing(value + steps * step),
    refuse: (value) => refuse(value, extent),
  };
}

/**
 * Two significant digits everywhere: 90 values per decade. With `zero`, the leftmost position is 0.
 * @param {Extent} extent
 * @returns {Scale}
 */
function logarithmic(extent) {
  const { low, high, zero } = extent;
  const decades = Math.log10(high / low);
  const margin = zero ? 0.04 : 0;
  const { landing, up, down } = notches(extent);
  return {
    first: zero ? 0 : low,
    last: high,
    placeOf: (value) => (value === 0 ? 0 : margin + (1 - margin) * (Math.log10(value / low) / decades)),
    valueAt: (place) => {
      if (zero && place < margin / 2) return 0;
      return landing(low * 10 ** ((decades * Math.max(place - margin, 0)) / (1 - margin)));
    },
    beside: (value, steps) => {
      for (let left = Math.abs(steps); left > 0; left--) value = steps > 0 ? up(value) : down(value);
      return value;
    },
    refuse: (value) => refuse(value, extent),
  };
}

/**
 * Values of two significant digits: the nearest, and the next above and below.
 * @param {Extent} extent
 */
function notches({ low, high, zero, whole }) {
  const landing = (/** @type {number} */ value) => {
    const digits = whole ? Math.max(2, Math.floor(Math.log10(Math.max(value, 1)))) : 2;
    return clamp(Number((whole ? Math.round(value) : value).toPrecision(digits)), low, high);
  };
  const size = (/** @type {number} */ value) => {
    const unit = Math.max(10 ** (Math.floor(Math.log10(value) + 1e-9) - 1), whole ? 1 : 0);
    return Number(unit.toPrecision(1));
  };
  const up = (/** @type {number} */ value) => {
    if (value === 0) return low;
    const unit = size(value);
    return landing(Number((Math.floor(value / unit + 1e-6) * unit + unit).toPrecision(10)));
  };
  const down = (/** @type {number} */ value) => {
    if (value <= low * (1 + 1e-9)) return zero ? 0 : low;
    const unit = size(value * (1 - 1e-6)); // below a power of ten, the notches are ten times finer
    return landing(Number((Math.ceil(value / unit - 1e-6) * unit - unit).toPrecision(10)));
  };
  return { landing, up, down };
}

/**
 * @param {number} value
 * @param {Extent} extent
 */
function refuse(value, { low, high, zero = false, whole = false }) {
  const range = `${zero ? "0, or " : ""}${typed(low)} to ${typed(high)}`;
  if (Number.isNaN(value)) return `a number (${range})`;
  if (whole && !Number.isInteger(value)) return `a whole number (${range})`;
  return (value >= low && value <= high) || (zero && value === 0) ? "" : range;
}
