// The laboratory's frames: the runs to scrub through, and the one shown instead of the current run.
import { REST } from "../browser/reports.js";
import { scrubbing } from "../browser/scrubbing.js";
import { Frames } from "./frames.js";
import { ParameterScrubber } from "./parameter_scrubber.js";

/**
 * @import { Edits, Scene, Sweep } from "../browser/types"
 * @import { Elements } from "./elements.js"
 */

const NONE = Infinity;

export class FramePicker {
  frames = new Frames();
  /** The requested frame, which may not exist yet. */
  pick = NONE;
  /** @type {Sweep | null} */
  sweep = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  resting;

  /**
   * @param {Pick<Elements, "scrubber" | "beside">} elements
   * @param {object} actions
   * @param {(index: number | null) => void} actions.onPick
   * @param {(edits: Edits) => void} actions.onEdit
   * @param {() => void} actions.onChange more frames are available
   */
  constructor({ scrubber, beside }, { onPick, onEdit, onChange }) {
    this.place = beside;
    this.scrubber = new ParameterScrubber(scrubber, this.frames, {
      onPick: (index) => {
        this.pick = index ?? NONE;
        onPick(index);
        this.rest();
      },
      onEdit,
    });
    this.frames.addEventListener("changed", onChange);
  }

  /**
   * Prepare the runs of a scene; a new setting replaces the frame shown. A new address may request
   * a frame.
   * @param {Scene} scene
   * @param {number | null} pick
   */
  receive(scene, pick) {
    const { frames: sweep } = scene;
    if (pick !== null) this.pick = pick;
    else if (this.sweep && sweep?.value !== this.sweep.value) this.pick = NONE;
    this.sweep = sweep;
    if (sweep && scene.runs.length) this.frames.want(scene, sweep);
    else this.frames.stop();
    this.scrubber.show(sweep, this.picked);
    scrubbing.offer(scene.beside ? this.place : null);
  }

  /** The frame that is shown, or null. */
  get picked() {
    return this.pick < this.frames.count ? this.pick : null;
  }

  /** The frame for the address: the one shown or, while frames are being computed, the requested one. */
  get asked() {
    const { query, race } = this.frames;
    return query && !race && this.sweep && this.pick < this.sweep.values.length ? this.pick : this.picked;
  }

  /** The result of a function, cached by key, on all frames; only while a frame is shown. */
  get everything() {
    const { frames, picked } = this;
    /** @type {typeof frames.everything} */
    const found = (key, of) => frames.everything(key, of);
    return picked === null ? undefined : found;
  }

  /** The query of the available frames. */
  get drawn() {
    return this.frames.race ? this.frames.query : "";
  }

  /** The run shown instead of the current one, or null. */
  get run() {
    return this.picked === null ? null : this.frames.run(this.picked);
  }

  /** After a moment on a frame, fetch its text. */
  rest() {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.picked !== null && this.frames.describe(this.picked), REST);
  }

  /** More frames are available: drop a request for one that does not exist. */
  update() {
    if (this.frames.race && this.picked === null) this.pick = NONE;
    this.rest();
    this.scrubber.picked = this.picked;
    this.scrubber.draw();
  }

  leave() {
    clearTimeout(this.resting);
    this.scrubber.leave();
    scrubbing.offer(null);
    this.frames.stop();
  }
}
