// Live preview: draws runs with the settings under the pointer before the page confirms them, and reports differences.
import { announcements, includesAllEdits } from "../browser/reports.js";
import { dismissConnectionErrors } from "../browser/streamlit_adapter.js";
import { LiveRuns } from "./live_runs.js";

/** @import { Edits, Projection, Run, Scene } from "../browser/types" */

const UNANSWERED = "Connection lost. Your settings are safe in the address; the written results will follow.";

export class LiveEdits {
  live = new LiveRuns();
  left = new AbortController();
  /** The current notice: that rounding decides, or that the connection is lost. */
  remark = "";
  /** The id of the pending animation frame, or 0. */
  frame = 0;

  /**
   * @param {object} stage
   * @param {() => boolean} stage.shows whether runs can be drawn
   * @param {(runs: Run[], parameters: URLSearchParams) => void} stage.draw
   * @param {() => void} stage.onRemark the notice has changed
   * @param {() => unknown} stage.settle draw what the page has sent
   */
  constructor(stage) {
    this.stage = stage;
    const { signal } = this.left;
    dismissConnectionErrors(signal);
    announcements.addEventListener("edited", (event) => this.follow(/** @type {CustomEvent<Edits>} */ (event).detail), {
      signal,
    });
    announcements.addEventListener("unanswered", () => this.setRemark(UNANSWERED), { signal });
    announcements.addEventListener("answered", () => this.answered(), { signal });
  }

  /** @param {Edits} edits */
  follow(edits) {
    if (!this.live.scene) return; // a fixed scene cannot be edited
    this.live.add(edits, this.live.scene.from_step);
    this.frame ||= requestAnimationFrame(() => this.draw());
  }

  draw() {
    this.frame = 0;
    if (!this.live.ahead || !this.stage.shows()) return;
    const runs = this.live.runs();
    if (runs) this.stage.draw(runs, this.live.parameters);
    else this.live.loaded.then((race) => race && this.follow({}));
  }

  answered() {
    if (this.remark === UNANSWERED) this.setRemark("");
    this.settle();
  }

  /** The page has answered everything, but refused an edit: its own runs stand. */
  settle() {
    if (!this.live.ahead || !includesAllEdits(this.live.scene.revision)) return;
    this.live.edits = {};
    this.stage.settle();
  }

  /**
   * The page has sent a scene: edits that it contains are dropped.
   * @param {Scene} scene
   */
  receive(scene) {
    this.live.receive(scene);
  }

  /**
   * The scene has been drawn. If there are newer edits, preview them; otherwise compare the preview with the page's runs.
   * @param {Run[]} runs
   * @param {Projection} projection
   */
  confirm(runs, projection) {
    if (this.live.ahead) return this.follow({});
    const chaotic = this.live.chaotic(runs, projection);
    this.setRemark(chaotic && `Rounding decides where this run ends: on another computer ${chaotic} may end elsewhere.`);
  }

  /** @param {string} remark */
  setRemark(remark) {
    if (remark === this.remark) return;
    this.remark = remark;
    this.stage.onRemark();
  }

  leave() {
    this.left.abort();
    cancelAnimationFrame(this.frame);
  }
}
