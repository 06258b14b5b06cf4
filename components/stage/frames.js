// The runs of one optimizer with every value of one hyperparameter: fetched once, drawn from memory while one scrubs through.
import { float32 } from "../browser/binary.js";
import { fetchResult, messageOf, pause } from "../browser/stream.js";
import { cut, rowsOf } from "./paths.js";

/**
 * @import { FrameRun, Rectangle, Rows, Run, RunText, SentFrame } from "../browser/types"
 * @typedef {object} Result
 * @property {string} title
 * @property {string} symbol
 * @property {number[]} sample_steps the steps at which points are kept
 * @property {string[]} names of the rows
 * @property {string[]} clauses what each entry of a run's alt text is about
 * @property {string} rows
 * @property {SentFrame[]} runs
 * @typedef {Pick<Run, "key" | "title" | "style">} Subject what does not depend on the value
 */

/** Dispatches "changed" where more of the result is there. */
export class Frames extends EventTarget {
  /** @type {string | null} */
  query = null;
  /** @type {Result | null} */
  result = null;
  failed = "";
  /** How much of the work is done. */
  share = 0;
  numbers = new Float32Array();
  t = new Float32Array();
  /** @type {Map<number, FrameRun & { window: Rectangle }>} */
  kept = new Map();
  /** @type {Map<string, unknown[]>} */
  found = new Map();
  /** @type {AbortController | null} */
  underWay = null;

  /**
   * Fetch the runs of a query; those of another one are forgotten at once.
   * @param {string} address
   * @param {string} query
   */
  async want(address, query) {
    if (query === this.query) return;
    this.stop();
    Object.assign(this, { query, result: null, failed: "" });
    this.changed(0);
    const { signal } = (this.underWay = new AbortController());
    await pause(120);
    if (signal.aborted) return;
    try {
      /** @type {Result} */
      const result = await fetchResult(`${address}?${query}`, { signal, onDone: (share) => this.changed(share) });
      this.t = Float32Array.from(result.sample_steps);
      this.numbers = float32(result.rows);
      this.kept.clear();
      this.found.clear();
      this.result = result;
    } catch (error) {
      if (signal.aborted) return;
      this.failed = messageOf(error);
    }
    this.changed(1);
  }

  stop() {
    this.underWay?.abort();
    this.query = null;
  }

  /** @param {number} share */
  changed(share) {
    this.share = share;
    this.dispatchEvent(new Event("changed"));
  }

  get count() {
    return this.result?.runs.length ?? 0;
  }

  /**
   * What `of` finds in each run, gathered once for a key.
   * @template Found
   * @param {string} key
   * @param {(run: Rows) => Found} of
   */
  everything(key, of) {
    const known = this.found.get(key) ?? (this.result?.runs ?? []).map((_, index) => of(this.rows(index)));
    this.found.set(key, known);
    return /** @type {Found[]} */ (known);
  }

  /**
   * @param {number} index
   * @returns {Rows}
   */
  rows(index) {
    const { names, sample_steps: steps, runs } = this.there();
    const size = names.length * steps.length;
    return rowsOf(runs[index], names, this.numbers.subarray(index * size, (index + 1) * size), steps.length);
  }

  there() {
    if (!this.result) throw new Error("The frames are not there yet.");
    return this.result;
  }

  /**
   * One run, as if the page had sent it.
   * @param {number} index
   * @param {Subject} subject
   * @param {Rectangle} window
   * @returns {FrameRun}
   */
  run(index, { key, title, style }, window) {
    const known = this.kept.get(index);
    if (known?.window === window && known.style === style) return known;
    const { clauses, runs } = this.there();
    const sent = runs[index];
    const texts = /** @type {RunText} */ (Object.fromEntries(clauses.map((name, place) => [name, sent.alt_text[place]])));
    const rows = this.rows(index);
    const t = this.t.subarray(0, sent.points);
    const run = { ...sent, ...rows, key, title, style, t, alt_text: texts, ...cut(rows.x, rows.y, t, window), window };
    this.kept.set(index, run);
    return run;
  }
}
