// Reports of edits to the page, one at a time: while one is under way, further edits are collected and sent with the next.
// An edit is announced at once, so that the stage can preview it, and reported when the user pauses.

import { afterFrames } from "./dom.js";

/** @import { Edits, Report } from "./types" */

const TIMEOUT = 3000; // milliseconds after which an unanswered report is sent again
export const REST = 250; // milliseconds without an edit that count as a pause

/** Dispatches `edited` for each edit, a CustomEvent with the edits, and `unanswered` or `answered` when the connection changes. */
export const announcements = new EventTarget();

/** Connected instances. @type {Set<Reports>} */
const connected = new Set();

/** The latest revision of the settings in which the page has answered an edit. */
let answered = 0;

/**
 * Whether settings of this revision contain all edits of all components. Components learn about an answer at different
 * times: the sliders first, while the runs may take longer.
 * @param {number} revision
 */
export function includesAllEdits(revision) {
  return revision >= answered && [...connected].every((reports) => reports.idle);
}

export class Reports {
  number = 0;
  /** @type {Edits} */
  gathered = {};
  /** @type {(Report & { timer: ReturnType<typeof setTimeout> }) | null} */
  underWay = null;
  /** @type {((report: Report) => void) | null} */
  send = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  resting;

  /**
   * `send` passes a report to the page; `acknowledged` is the number of the last answered report, and `revision`
   * the revision of the settings that contain it.
   * @param {(report: Report) => void} send
   * @param {number} acknowledged
   * @param {number} revision
   */
  connect(send, acknowledged, revision) {
    connected.add(this);
    this.send = send;
    this.number = Math.max(this.number, acknowledged);
    if (this.underWay && acknowledged >= this.underWay.number) {
      clearTimeout(this.underWay.timer);
      this.underWay = null;
      answered = revision;
      announcements.dispatchEvent(new Event("answered"));
    }
    this.flush();
  }

  /**
   * @param {Edits} edits
   * @param {number} [rest] milliseconds to wait for another edit before sending
   */
  add(edits, rest = 0) {
    Object.assign(this.gathered, edits);
    announcements.dispatchEvent(new CustomEvent("edited", { detail: edits }));
    clearTimeout(this.resting);
    this.resting = rest ? setTimeout(() => this.rest(), rest) : undefined;
    this.flush();
  }

  /** Where frames are slow, an edit during a drag is answered only with the next frame. */
  rest() {
    const { resting } = this;
    afterFrames(2, () => {
      if (resting !== this.resting) return;
      this.resting = undefined;
      this.flush();
    });
  }

  /**
   * Whether an edit of this parameter is unanswered.
   * @param {string} name
   */
  waiting(name) {
    return name in this.gathered || Boolean(this.underWay && name in this.underWay.edits);
  }

  /** Whether no report is under way or waiting. */
  get idle() {
    return !this.underWay && !Object.keys(this.gathered).length;
  }

  /** The component has left the page: unsent edits are dropped. */
  leave() {
    connected.delete(this);
    clearTimeout(this.resting);
    if (this.underWay) clearTimeout(this.underWay.timer);
    this.resting = undefined;
    this.send = null;
    this.gathered = {};
    this.underWay = null;
  }

  flush() {
    if (this.underWay || this.resting !== undefined || !Object.keys(this.gathered).length || !this.send) return;
    const report = { number: ++this.number, edits: this.gathered };
    this.underWay = { ...report, timer: setTimeout(() => this.retry(), TIMEOUT) };
    this.gathered = {};
    this.send(report);
  }

  /**
   * The server is back, perhaps restarted: report where the page is, and all unanswered edits.
   * @param {Edits} edits to report besides
   */
  greet(edits) {
    if (!this.send) return;
    if (this.underWay) clearTimeout(this.underWay.timer);
    const report = { number: ++this.number, edits: { ...edits, ...this.underWay?.edits, ...this.gathered } };
    this.underWay = { ...report, timer: setTimeout(() => this.retry(), TIMEOUT) };
    this.gathered = {};
    this.send(report);
  }

  /** No answer, so the report may be lost: send its edits again, except those that have been replaced. */
  retry() {
    announcements.dispatchEvent(new Event("unanswered"));
    this.gathered = { ...this.underWay?.edits, ...this.gathered };
    this.underWay = null;
    this.flush();
  }
}
