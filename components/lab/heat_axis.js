// An axis of the heat map: the values of its cells, and other cells between any two places on it, as close as float64 can hold.

const DIGITS = 17; // tell any two numbers apart

export class HeatAxis {
  /**
   * @param {number[]} values rising
   * @param {boolean} logarithmic of which the first may be 0, one cell left of the next
   */
  constructor(values, logarithmic) {
    this.values = values;
    this.logarithmic = logarithmic;
  }

  get last() {
    return this.values.length - 1;
  }

  /**
   * The value at a place, counted in cells: between two cells, or beyond the last.
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
    const linear = !this.logarithmic || low <= 0 || high / low < 1 + 1e-6; // so close together the two are one, and this is exact
    return linear ? low + share * (high - low) : low * (high / low) ** share;
  }

  /**
   * As many cells between two places, within the values of the `whole` axis; this axis where float64 has no such numbers.
   * @param {number} from
   * @param {number} to
   * @param {HeatAxis} whole
   */
  zoomed(from, to, whole) {
    let [low, high] = [Math.max(this.valueAt(from), whole.values[0]), Math.min(this.valueAt(to), whole.values[whole.last])];
    if (this.logarithmic && low < whole.values[1] && whole.values[0] === 0) low = 0;
    if (!(high > low)) return this;
    const first = low === 0 && this.logarithmic ? Math.min(whole.values[1], high / 2) : low;
    const cells = low === first ? this.last : this.last - 1;
    const values = Array.from({ length: cells + 1 }, (_, cell) => this.between(first, high, cell / cells));
    const all = (low === first ? values : [0, ...values]).map((value) => shortened(value, (high - first) / cells / 8));
    if (low === whole.values[0]) all[0] = low; // and not rounded, to beyond the ends
    if (high === whole.values[whole.last]) all[this.last] = high;
    return all.every((value, cell) => cell === 0 || value > all[cell - 1]) ? new HeatAxis(all, this.logarithmic) : this;
  }

  /**
   * Whether all of another axis is seen.
   * @param {HeatAxis} whole
   */
  covers(whole) {
    return this.values[0] <= whole.values[0] && this.values[this.last] >= whole.values[whole.last];
  }
}

/**
 * A number with no more digits than tell it from one that is so much larger.
 * @param {number} value
 * @param {number} difference
 */
function shortened(value, difference) {
  if (value === 0) return 0;
  const digits = Math.ceil(Math.log10(Math.abs(value) / difference)) + 1;
  return Number(value.toPrecision(Math.min(Math.max(digits, 3), DIGITS)));
}
