// Reports of edits to the page, one at a time: while one is under way, further edits are collected and sent with the next.
// An edit is announced at once, so that the stage can preview it, and reported when the user pauses.

import { afterFrames } from "./dom.js";

/** @import { Edits, Report } from "./types" */

const PATIENCE = 3000; // milliseconds after which a report that has not been answered is sent again
export const REST = 250; // milliseconds without an edit after which a hand rests

/** Tells of every edit as it is made: `edited`, a CustomEvent with the edits; and whether the page answers: `unanswered`, `answered`. */
export const announcements = new EventTarget();

/** Those that are connected. @type {Set<Reports>} */
const connected = new Set();

/** The revision of the settings with which the page has answered an edit last. */
let answered = 0;

/**
 * Whether settings of this revision hold all edits, of whatever component. One component may be told of an answer long before
 * another has what follows from it: the sliders come first, and the runs may take a while.
 * @param {number} revision
 */
export function holdsAll(revision) {
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
   * `send` passes a report to the page; `acknowledged` is the number of the last one that the page has answered, and `revision`
   * that of the settings which hold it.
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
   * @param {number} [rest] how long to wait for the next edit before these are sent, in milliseconds
   */
  add(edits, rest = 0) {
    Object.assign(this.gathered, edits);
    announcements.dispatchEvent(new CustomEvent("edited", { detail: edits }));
    clearTimeout(this.resting);
    this.resting = rest ? setTimeout(() => this.rest(), rest) : undefined;
    this.flush();
  }

  /** Where frames are slow, a hand that moves has its next move answered only with the next frame. */
  rest() {
    const { resting } = this;
    afterFrames(2, () => {
      if (resting !== this.resting) return;
      this.resting = undefined;
      this.flush();
    });
  }

  /**
   * Whether an edit of this parameter has not been answered yet.
   * @param {string} name
   */
  waiting(name) {
    return name in this.gathered || Boolean(this.underWay && name in this.underWay.edits);
  }

  /** Whether nothing is under way to the page, and nothing waits to be. */
  get idle() {
    return !this.underWay && !Object.keys(this.gathered).length;
  }

  /** Its component has left the page: what has not been sent by now is sent no more. */
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
    this.underWay = { ...report, timer: setTimeout(() => this.giveUp(), PATIENCE) };
    this.gathered = {};
    this.send(report);
  }

  /**
   * The server is there again, perhaps a new one: it is told at once where the page is, and what it has not answered.
   * @param {Edits} edits that it has to be told besides
   */
  greet(edits) {
    if (!this.send) return;
    if (this.underWay) clearTimeout(this.underWay.timer);
    const report = { number: ++this.number, edits: { ...edits, ...this.underWay?.edits, ...this.gathered } };
    this.underWay = { ...report, timer: setTimeout(() => this.giveUp(), PATIENCE) };
    this.gathered = {};
    this.send(report);
  }

  /** Nobody has answered, so nobody may have heard: what was sent goes out again, but for what has been edited since. */
  giveUp() {
    announcements.dispatchEvent(new Event("unanswered"));
    this.gathered = { ...this.underWay?.edits, ...this.gathered };
    this.underWay = null;
    this.flush();
  }
}
