// The runs of one optimizer with every value of one hyperparameter, computed here while the user scrubs. The description of
// a run comes from the page when it has been shown for a moment.
import { pathOf } from "../browser/engine/engine.js";
import { Programs } from "../browser/engine/fetched_programs.js";
import { fetchResult, messageOf } from "../browser/stream.js";
import { rowsOf } from "../browser/engine/live_rows.js";
import { allOf, cut } from "./paths.js";

/**
 * @import { Race } from "../browser/engine/engine.js"
 * @import { FrameRun, FrameWords, Rows, Scene, Sweep } from "../browser/types"
 */

const SAMPLES = 62; // points per run for functions of all runs
const RETRY = 3000; // milliseconds

/** Dispatches "changed" when more is available. */
export class Frames extends EventTarget {
  /** The values to scrub through, as written in the address; "" for none. */
  query = "";
  /** @type {Scene} */
  scene;
  /** @type {Programs} */
  programs;
  /** What the runs need, once loaded. @type {Race | null} */
  race = null;
  /** @type {Map<number, FrameRun>} */
  kept = new Map();
  /** @type {Map<number, FrameWords>} */
  words = new Map();
  /** @type {Map<string, unknown[]>} */
  found = new Map();
  /** The frame whose text could not be fetched, and the reason; it is retried. @type {{ index: number, why: string } | null} */
  missing = null;
  underWay = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  retrying;

  /**
   * Prepare the runs of a scene; those of another are dropped at once.
   * @param {Scene} scene
   * @param {Sweep} sweep
   */
  async want(scene, { query }) {
    this.programs ??= new Programs(scene.assets);
    const same = query === this.query && String(scene.names) === String(this.scene.names); // a new metric needs another row
    if (same && this.race) return;
    this.stop();
    Object.assign(this, { query, scene });
    this.race = this.programs.race(this.parameters(0));
    this.changed();
    if (this.race) return;
    await this.programs.loaded;
    if (this.scene !== scene || this.query !== query) return;
    this.race = this.programs.race(this.parameters(0));
    this.changed();
  }

  stop() {
    this.underWay.abort();
    this.missing = null;
    clearTimeout(this.retrying);
    this.query = "";
    this.race = null;
    for (const memory of [this.kept, this.words, this.found]) memory.clear();
  }

  changed() {
    this.dispatchEvent(new Event("changed"));
  }

  get sweep() {
    return /** @type {Sweep} */ (this.scene.frames);
  }

  get count() {
    return this.race ? this.sweep.values.length : 0;
  }

  /**
   * The settings of a frame, as in an address.
   * @param {number} index
   */
  parameters(index) {
    const { subject, parameter, values } = this.sweep;
    const parameters = new URLSearchParams(this.scene.address);
    parameters.delete("changes"); // frames compare whole runs
    parameters.set("optimizers", subject);
    parameters.set(parameter, values[index]);
    return parameters;
  }

  /** @param {number} index */
  path(index) {
    return pathOf(this.there(), this.sweep.subject, this.parameters(index));
  }

  there() {
    if (!this.race) throw new Error("The frames are not ready yet.");
    return this.race;
  }

  /**
   * The result of `of` at a few points of each run, cached by key.
   * @template Found
   * @param {string} key
   * @param {(run: Rows) => Found} of
   */
  everything(key, of) {
    const known = this.found.get(key) ?? this.sweep.values.map((_, index) => of(this.sample(index)));
    this.found.set(key, known);
    return /** @type {Found[]} */ (known);
  }

  /** @param {number} index */
  sample(index) {
    const path = this.path(index);
    const steps = sampleSteps(path.x.length - 1, SAMPLES);
    return rowsOf(path, this.there(), this.scene, steps);
  }

  /**
   * One run, as if sent by the page; until its text arrives, it has only a name.
   * @param {number} index
   * @returns {FrameRun}
   */
  run(index) {
    const known = this.kept.get(index);
    if (known) return known;
    const { scene, sweep } = this;
    const [sent] = scene.runs;
    const { key, title, style, cells } = sent;
    const rows = rowsOf(this.path(index), this.there(), scene);
    const points = rows.x.length;
    const t = Float32Array.from({ length: points }, (_, step) => step);
    const value = sweep.values[index];
    const waiting = {
      label: `${title} (${sweep.symbol} ${value})`,
      verdict: /** @type {const} */ ("moving"),
      cells: cells.map(() => "…"),
      step: points,
      broken: points <= scene.steps,
      alt_text: { end: "", failure: "" },
      sentence: `${title} with ${sweep.symbol} = ${value}. ${this.missing?.index === index ? this.missing.why : ""}`.trim(),
      caption: scene.caption,
      file: scene.file,
    };
    const { limits = {}, ...words } = this.words.get(index) ?? {};
    const all = { ...waiting, ...words, limits: allOf(limits, Math.max(points - 1, 0)) };
    /** @type {FrameRun} */
    const run = { ...rows, key, title, style, t, points, value, ...all, ...cut(rows.x, rows.y, t, scene.window) };
    this.kept.set(index, run);
    return run;
  }

  /**
   * Fetch the text of a run; on failure show the reason and retry.
   * @param {number} index
   */
  async describe(index) {
    if (!this.race || this.words.has(index) || this.missing?.index === index) return;
    this.underWay.abort();
    this.missing = null;
    clearTimeout(this.retrying);
    const { signal } = (this.underWay = new AbortController());
    const { query, scene, sweep } = this;
    const frame = new URLSearchParams(query);
    frame.set(sweep.parameter, sweep.values[index]);
    try {
      /** @type {FrameWords} */
      const words = await fetchResult(`${scene.assets}lab/frame/light.ndjson?${frame}`, { signal });
      if (signal.aborted) return;
      this.words.set(index, words);
    } catch (error) {
      if (signal.aborted) return;
      this.missing = { index, why: messageOf(error) };
      this.retrying = setTimeout(() => {
        this.missing = null;
        this.describe(index);
      }, RETRY);
    }
    this.kept.delete(index);
    this.changed();
  }
}

/**
 * At most `most` steps up to the last: all of the first ones, then increasingly sparse.
 * @param {number} last
 * @param {number} most
 */
export function sampleSteps(last, most) {
  if (last < most) return Array.from({ length: last + 1 }, (_, step) => step);
  const early = Math.floor(most / 3);
  const later = Array.from({ length: most - early }, (_, place) => early * (last / early) ** (place / (most - early - 1)));
  return [...new Set([...Array(early).keys(), ...later.map(Math.round)])];
}
