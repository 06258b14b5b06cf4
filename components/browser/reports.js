// Reports of edits to the page, one at a time: while one is under way, further edits gather and go together with the next.
// So a slider can be dragged as fast as the page can answer, and no faster.

/** @import { Edits, Report } from "./types" */

const PATIENCE = 3000; // milliseconds after which an unanswered report counts as lost

export class Reports {
  number = 0;
  /** @type {Edits} */
  gathered = {};
  /** @type {(Report & { timer: ReturnType<typeof setTimeout> }) | null} */
  underWay = null;
  /** @type {((report: Report) => void) | null} */
  send = null;

  /**
   * `send` passes a report to the page; `acknowledged` is the number of the last one that the page has answered.
   * @param {(report: Report) => void} send
   * @param {number} acknowledged
   */
  connect(send, acknowledged) {
    this.send = send;
    this.number = Math.max(this.number, acknowledged);
    if (this.underWay && acknowledged >= this.underWay.number) {
      clearTimeout(this.underWay.timer);
      this.underWay = null;
    }
    this.flush();
  }

  /** @param {Edits} edits */
  add(edits) {
    Object.assign(this.gathered, edits);
    this.flush();
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
    if (this.underWay) clearTimeout(this.underWay.timer);
    this.send = null;
    this.gathered = {};
    this.underWay = null;
  }

  flush() {
    if (this.underWay || !Object.keys(this.gathered).length || !this.send) return;
    const report = { number: ++this.number, edits: this.gathered };
    this.underWay = { ...report, timer: setTimeout(() => this.giveUp(), PATIENCE) };
    this.gathered = {};
    this.send(report);
  }

  giveUp() {
    this.underWay = null;
    this.flush();
  }
}
