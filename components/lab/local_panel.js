// A panel that is computed only here: when it becomes visible, and whenever its settings change.
import { showError } from "../browser/request_errors.js";
import { Panel } from "./panel.js";

/**
 * @import { SavedPart, Theme } from "../browser/types"
 * @import { FateMap } from "./fate_map.js"
 * @import { Compute, LabData } from "./types"
 */

export class LocalPanel extends Panel {
  seen = false;
  /** Whether a picture of it is requested. */
  asked = false;
  /** Dispatches "fine" when the finest level is done. */
  progressed = new EventTarget();
  /** The settings of the last computation. */
  settled = "";

  /**
   * @param {string} name
   * @param {FateMap} content
   * @param {(edits: import("../browser/types").Edits) => void} report
   * @param {Compute} compute
   */
  constructor(name, content, report, compute) {
    super(name, /** @type {any} */ (content), report, compute);
    this.own = content;
    this.observer = new IntersectionObserver((entries) => {
      this.seen = entries[entries.length - 1].isIntersecting;
      this.catchUp();
    });
    this.observer.observe(this.content.root);
  }

  /**
   * @override
   * @param {string} name
   */
  depends(name) {
    return this.own.depends(name);
  }

  /**
   * @override
   * @param {LabData} data
   * @param {Theme} theme
   */
  async show(data, theme) {
    this.own.scene = data;
    this.showChoices(data.choices);
    this.content.root.hidden = this.savers.hidden = false;
    this.status.textContent = data.picture.caption;
    try {
      await this.own.prepare(theme);
    } catch (error) {
      if (this.own.scene === data) showError(this.status, error, () => this.show(data, theme));
      return;
    }
    this.catchUp();
  }

  /** It can be saved even before it is visible; it is computed on request. @override @returns {SavedPart | null} */
  get part() {
    const { own, root } = this;
    const there = own.ready && own.key && !root.hidden;
    return there ? { file: own.scene.picture.file, picture: (signal) => this.picture(signal) } : null;
  }

  /**
   * The picture, once the finest level is done.
   * @param {AbortSignal} signal
   */
  async picture(signal) {
    this.asked = true;
    try {
      this.catchUp();
      if (!this.fine) await heard(this.progressed, "fine", signal);
    } finally {
      this.asked = false;
    }
    return this.own.picture();
  }

  get fine() {
    return this.root.dataset.fine === this.own.settings;
  }

  /** @override */
  follow() {
    this.catchUp();
  }

  /** @override */
  refresh() {
    this.catchUp();
  }

  /** Compute what is visible or requested, and outdated. */
  catchUp() {
    if (!(this.seen || this.asked) || this.root.hidden || !this.own.ready) return;
    const settings = this.own.settings;
    if (settings === this.settled) return;
    this.settled = settings;
    delete this.root.dataset.fine;
    this.computeHere();
  }

  /**
   * @override
   * @param {any} found
   */
  async showLive(found) {
    await super.showLive(found);
    if (found.apart !== 1) return;
    this.root.dataset.fine = this.settled;
    this.progressed.dispatchEvent(new Event("fine"));
  }

  /** @override */
  stop() {
    this.compute(this.name, null, () => {});
    this.settled = "";
  }

  leave() {
    this.observer.disconnect();
    this.own.close();
  }
}

/**
 * @param {EventTarget} target
 * @param {string} name of the event to wait for
 * @param {AbortSignal} signal
 */
function heard(target, name, signal) {
  return new Promise((done, fail) => {
    target.addEventListener(name, done, { once: true, signal });
    signal.addEventListener("abort", () => fail(signal.reason), { once: true });
  });
}
