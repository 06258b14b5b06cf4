// In the laboratory: the runs to scrub through, and the one that is shown instead of the run with the current settings.
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
  /** The frame that is asked for; it may not be there. */
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
   * @param {() => void} actions.onChange more of the frames is there
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
   * Get the runs of a scene ready, and let go of the frame that is shown when another value is set. With an address comes the frame
   * that it asks for.
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

  /** The frame in the address: the one that is shown or, while they are computed, the one that will be. */
  get asked() {
    const { query, race } = this.frames;
    return query && !race && this.sweep && this.pick < this.sweep.values.length ? this.pick : this.picked;
  }

  /** What a function, known by a key, finds in all frames, where one of them is shown. */
  get everything() {
    const { frames, picked } = this;
    /** @type {typeof frames.everything} */
    const found = (key, of) => frames.everything(key, of);
    return picked === null ? undefined : found;
  }

  /** The query of the frames that are there. */
  get drawn() {
    return this.frames.race ? this.frames.query : "";
  }

  /** The run that is shown instead of the one of the settings, or null. */
  get run() {
    return this.picked === null ? null : this.frames.run(this.picked);
  }

  /** A frame that is looked at for a moment gets its words. */
  rest() {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.picked !== null && this.frames.describe(this.picked), REST);
  }

  /** More of the frames is there: one that turns out not to be among them is asked for no more. */
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
