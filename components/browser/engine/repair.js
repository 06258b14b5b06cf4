// Right where the straight-line code of a formula is not: see `surfaces/_repair.py` and `surfaces/_cancellation.py`. In which order
// things are tried stands here; all that is computed is written down from there, by `optimizers/_programs/repair.py`.

/**
 * A formula, at a point; with `count` results.
 * @typedef {object} Formula
 * @property {number} count
 * @property {number} atKink what counts as a derivative where there is none
 * @property {(x: number, y: number) => number[]} plain its results, and the witness
 * @property {(x: number, y: number) => (number | boolean)[]} wide its results in wide numbers, and of each whether it has no value
 * @property {(x: number, y: number) => number[]} [errors] its results, and how far rounding carries them; if it divides
 */

/**
 * What is made of the neighbourhood of a point: each function returns an array.
 * @typedef {object} Kernels
 * @property {number[]} sizes of the neighbourhoods
 * @property {number} far
 * @property {(x: number, y: number, size: number) => number[]} around all x, then all y
 * @property {(values: number[], errors: number[]) => number[]} middle
 * @property {(end: number, error: number) => [boolean]} inexact
 * @property {(uncertain: number, scale: number, known: boolean) => [boolean]} settled
 * @property {(end: number, error: number, limit: number, uncertain: number, scale: number) => number[]} moreExact
 * @property {(x: number, y: number) => number[]} neighbours all x, then all y; and again those that are nearer
 * @property {(near: number[], nearer: number[], atKink: number) => number[]} limit
 */

const UNKNOWN = [NaN, Infinity, 0]; // a limit, how far it may be off, and the largest value around

export class Repair {
  x = NaN;
  y = NaN;
  /** The results at the last point, which are asked for one by one. @type {number[]} */
  last = [];

  /**
   * @param {Formula} formula
   * @param {Kernels} kernels
   * @param {Repair} [whole] the repair whose first result is f
   */
  constructor(formula, kernels, whole) {
    this.formula = formula;
    this.kernels = kernels;
    /** @type {Repair} */
    this.whole = whole ?? this;
  }

  /**
   * The results at a point, NaN where they cannot be known.
   * @param {number} x
   * @param {number} y
   */
  at(x, y) {
    if (x !== this.x || y !== this.y) [this.x, this.y, this.last] = [x, y, this.results(x, y)];
    return this.last;
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  results(x, y) {
    const { ends, singular } = this.known(x, y);
    if (!singular || !Number.isFinite(this.whole.known(x, y).ends[0])) return ends;
    const sides = pairs(this.kernels.neighbours(x, y), 2).map((points) => points.map((point) => this.known(...point).ends));
    return ends.map((end, place) => {
      const [near, nearer] = sides.map((side) => side.map((there) => there[place]));
      return Number.isFinite(end) ? end : this.kernels.limit(near, nearer, this.formula.atKink)[0];
    });
  }

  /**
   * The results without those that are limits of their neighbours', and whether one of them may be.
   * @param {number} x
   * @param {number} y
   */
  known(x, y) {
    const { count, plain, wide, errors } = this.formula;
    const ends = plain(x, y);
    const witness = /** @type {number} */ (ends.pop());
    if (Number.isFinite(witness) || !(Math.abs(x) + Math.abs(y) < this.kernels.far)) return { ends, singular: false };
    const found = wide(x, y);
    const numbers = found.slice(0, count).map(Number);
    const better = errors ? this.extrapolated(x, y, numbers, errors) : numbers;
    return { ends: better, singular: better.some((end, place) => found[count + place] && !Number.isFinite(end)) };
  }

  /**
   * Results, or what is extrapolated from around them where that is more exact.
   * @param {number} x
   * @param {number} y
   * @param {number[]} ends
   * @param {NonNullable<Formula["errors"]>} errors
   */
  extrapolated(x, y, ends, errors) {
    const { sizes, inexact, settled, moreExact } = this.kernels;
    const carried = errors(x, y).slice(ends.length);
    if (!ends.some((end, place) => inexact(end, carried[place])[0])) return ends;
    const known = ends.every(Number.isFinite);
    let found = ends.map(() => UNKNOWN);
    for (const size of sizes) {
      const tried = this.around(x, y, size, errors);
      found = found.map((best, place) => (tried[place][1] < best[1] ? tried[place] : best));
      if (found.every(([, uncertain, scale]) => settled(uncertain, scale, known)[0])) break;
    }
    return ends.map((end, place) => {
      const [limit, uncertain, scale] = found[place];
      return moreExact(end, carried[place], limit, uncertain, scale)[0];
    });
  }

  /**
   * Of each result its limit in the middle of a neighbourhood, how far it may be off, and the largest value around.
   * @param {number} x
   * @param {number} y
   * @param {number} size
   * @param {NonNullable<Formula["errors"]>} errors
   */
  around(x, y, size, errors) {
    const { count } = this.formula;
    const [points] = pairs(this.kernels.around(x, y, size), 1);
    const there = points.map((point) => errors(...point));
    const row = (/** @type {number} */ place) => there.map((results) => results[place]);
    return Array.from({ length: count }, (_, place) => this.kernels.middle(row(place), row(count + place)));
  }
}

/**
 * The points of some sets, each of which stands as all x, then all y.
 * @param {number[]} numbers
 * @param {number} sets
 */
function pairs(numbers, sets) {
  const count = numbers.length / sets / 2;
  const point = (/** @type {number} */ at) => /** @type {[x: number, y: number]} */ ([numbers[at], numbers[at + count]]);
  const one = (/** @type {number} */ first) => Array.from({ length: count }, (_, place) => point(first + place));
  return Array.from({ length: sets }, (_, set) => one(2 * count * set));
}
