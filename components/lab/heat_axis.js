// An axis of the heat map: the values of its cells, and of cells between any two positions, down to float64 resolution.

import { shortened } from "../browser/numbers.js";

/** @typedef {[across: HeatAxis, up: HeatAxis]} Axes of a map, or of a part of it */

const FINER = 8; // digits finer than the distance between cells

export class HeatAxis {
  /**
   * @param {number[]} values in ascending order
   * @param {boolean} logarithmic the first value may be 0, one cell left of the next
   */
  constructor(values, logarithmic) {
    this.values = values;
    this.logarithmic = logarithmic;
  }

  get last() {
    return this.values.length - 1;
  }

  /**
   * The value at a position, counted in cells: between two cells, or beyond the last.
   * @param {number} place
   */
  valueAt(place) {
    const { values, last } = this;
    const left = Math.min(Math.max(Math.floor(place), 0), last - 1);
    return this.between(values[left], values[left + 1], place - left);
  }

  /**
   * @param {number} low
   * @param {number} high
   * @param {number} share
   */
  between(low, high, share) {
    const linear = !this.logarithmic || low <= 0 || high / low < 1 + 1e-6; // for a narrow range both are equal; this is exact
    return linear ? low + share * (high - low) : low * (high / low) ** share;
  }

  /**
   * As many cells between two positions, within the range of the `whole` axis; this axis if float64 cannot resolve them.
   * @param {number} from
   * @param {number} to
   * @param {HeatAxis} whole
   */
  zoomed(from, to, whole) {
    const [low, high] = [this.valueAt(from), this.valueAt(to)];
    const room = (high - low) / this.last / FINER;
    return whole.part(...whole.within(shortened(low, room), shortened(high, room))) ?? this;
  }

  /**
   * Two values, limited to the range of this axis.
   * @param {number} low
   * @param {number} high
   * @returns {[low: number, high: number]}
   */
  within(low, high) {
    const { values, last, logarithmic } = this;
    const least = logarithmic && values[0] === 0 && low < values[1] ? 0 : Math.max(low, values[0]);
    return [least, Math.min(high, values[last])];
  }

  /**
   * As many cells as the whole axis between two values; null if float64 cannot resolve them.
   * @param {number} low
   * @param {number} high
   */
  part(low, high) {
    if (!(high > low)) return null;
    const { values, last, logarithmic } = this;
    const first = low === 0 && logarithmic ? Math.min(values[1], high / 2) : low;
    const cells = low === first ? last : last - 1;
    const room = (high - first) / cells / FINER;
    const all = Array.from({ length: cells + 1 }, (_, cell) => shortened(this.between(first, high, cell / cells), room));
    if (low !== first) all.unshift(0);
    [all[0], all[last]] = [low, high]; // exactly as requested
    return all.every((value, cell) => cell === 0 || value > all[cell - 1]) ? new HeatAxis(all, logarithmic) : null;
  }

  /**
   * Whether this axis covers another.
   * @param {HeatAxis} whole
   */
  covers(whole) {
    return this.values[0] <= whole.values[0] && this.values[this.last] >= whole.values[whole.last];
  }
}

/**
 * The values at the left, right, lower and upper edge of a part.
 * @param {Axes} axes
 */
export function edgesOf(axes) {
  return axes.flatMap(({ values, last }) => [values[0], values[last]]);
}

/**
 * The part of a map within these edges; the whole map if there is none.
 * @param {Axes} whole
 * @param {number[]} edges
 * @returns {Axes}
 */
export function partOf(whole, edges) {
  if (!edges.length) return whole;
  const [left, right, low, high] = edges;
  const [x, y] = [whole[0].part(...whole[0].within(left, right)), whole[1].part(...whole[1].within(low, high))];
  return x && y && !covers([x, y], whole) ? [x, y] : whole;
}

/**
 * Whether a part is the whole map.
 * @param {Axes} part
 * @param {Axes} whole
 */
export function covers(part, whole) {
  return part.every((axis, place) => axis.covers(whole[place]));
}
