// The same run with many seeds: each member's position at every step, a metric's quantiles, and how many members converge.
import { RepeatedRun } from "./repeated_run.js";
import { rowsOf } from "./live_rows.js";

/**
 * @import { Parameters, Race } from "./engine.js"
 * @typedef {object} Cloud
 * @property {number} members
 * @property {number} steps
 * @property {Float64Array} x of the members one after another, step by step; NaN after divergence
 * @property {Float64Array} y
 * @property {Record<"low" | "median" | "high", Float64Array>} band quantiles 0.1, 0.5 and 0.9 of the metric at each step
 * @property {number} converged number of converged members
 * @property {number} diverged
 */

export const MAX_POINTS = 1_000_000; // over all members and steps: a size that browsers handle easily
const QUANTILES = /** @type {const} */ ({ low: 0.1, median: 0.5, high: 0.9 });

/**
 * The requested number of members, or the most that fit.
 * @param {number} members
 * @param {number} steps
 */
export function affordable(members, steps) {
  return Math.min(members, Math.floor(MAX_POINTS / (steps + 1)));
}

export class Ensemble extends RepeatedRun {
  converged = 0;
  diverged = 0;
  /** Members that have run. */
  known = 0;

  /**
   * @param {Race} race with the noise of each seed
   * @param {string} key of the optimizer
   * @param {Parameters} parameters
   * @param {{ metric: string, lowest: number | null }} how the metric to collect, and f at the known minima
   */
  constructor(race, key, parameters, { metric, lowest }) {
    super(race.surface, race.runs[key], key, parameters);
    this.race = race;
    this.metric = metric;
    this.lowest = lowest;
    this.members = race.seeds.length;
    const grid = (/** @type {number} */ diverged) => new Float64Array((this.steps + 1) * this.members).fill(diverged);
    /** Member by member for each step. */
    this.x = grid(NaN);
    this.y = grid(NaN);
    this.values = grid(Infinity);
  }

  /** Run the next member. */
  next() {
    const { race, path, members, known: member } = this;
    const since = this.settledAt(race.seeds[member]);
    if (Number.isNaN(since)) this.diverged++;
    else if (since >= 0) this.converged++;
    const rows = rowsOf(path, race, { names: [this.metric], lowest: this.lowest });
    const values = rows.metrics[this.metric];
    for (let t = 0, at = member; t < values.length; t++, at += members) {
      [this.x[at], this.y[at], this.values[at]] = [path.x[t], path.y[t], values[t]];
    }
    this.known++;
  }

  /**
   * The results so far, for the members that have run.
   * @returns {Cloud}
   */
  cloud() {
    const { steps, known, members, converged, diverged } = this;
    const all = known === members;
    const of = (/** @type {Float64Array} */ grid) => (all ? grid : leading(grid, members, known));
    return {
      members: known,
      steps,
      x: of(this.x),
      y: of(this.y),
      band: bandOf(this.values, members, known),
      converged,
      diverged,
    };
  }
}

/**
 * The first columns of a grid.
 * @param {Float64Array} grid row by row
 * @param {number} columns
 * @param {number} wanted
 */
function leading(grid, columns, wanted) {
  const rows = grid.length / columns;
  const found = new Float64Array(rows * wanted);
  for (let row = 0; row < rows; row++) found.set(grid.subarray(row * columns, row * columns + wanted), row * wanted);
  return found;
}

/**
 * The quantiles of each row of a grid, over its first columns.
 * @param {Float64Array} grid
 * @param {number} columns
 * @param {number} wanted
 * @returns {Cloud["band"]}
 */
function bandOf(grid, columns, wanted) {
  const rows = grid.length / columns;
  const band = { low: new Float64Array(rows), median: new Float64Array(rows), high: new Float64Array(rows) };
  const row = new Float64Array(wanted);
  for (let at = 0; at < rows; at++) {
    row.set(grid.subarray(at * columns, at * columns + wanted));
    row.sort(); // NaN sorts last
    for (const name of /** @type {(keyof typeof QUANTILES)[]} */ (Object.keys(QUANTILES)))
      band[name][at] = quantile(row, QUANTILES[name]);
  }
  return band;
}

/**
 * A quantile of sorted numbers, with linear interpolation as in numpy.
 * @param {Float64Array} sorted
 * @param {number} share
 */
export function quantile(sorted, share) {
  const place = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below === above ? below : below + (place - Math.floor(place)) * (above - below);
}
