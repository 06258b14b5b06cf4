// Background work: tasks for workers; of each task only the newest request counts.
import { afterFrames } from "../dom.js";
import { clamp } from "../numbers.js";
import { together } from "./fate_shares.js";

/**
 * @import { Answer, Job } from "./requests"
 * @typedef {(result: any) => unknown} Show
 * @typedef {{ number: number, show: Show, shares: any[], awaitsFrame: boolean }} Asked
 */

const MAX_WORKERS = 4; // more gain little, and a phone needs its cores
/** How to merge results of tasks that several workers share. @type {Record<string, (shares: any[]) => any>} */
const SHARED = { fates: together };

export class Background {
  /** More workers start with the first shared task. */
  workers = [this.worker()];
  number = 0;
  left = false;
  /** The last request of each task: older answers are dropped. @type {Map<string, Asked>} */
  asked = new Map();

  worker(place = 0) {
    const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    worker.addEventListener("message", (/** @type {MessageEvent<Answer>} */ { data }) => this.take(data, place));
    return worker;
  }

  /**
   * Run a task with these settings. Pending requests of the same task are dropped; a null request only cancels.
   * @param {string} task
   * @param {object | null} request
   * @param {{ assets: string, parameters: URLSearchParams }} settings base URL of the programs, and the run settings
   * @param {Show} show receives the result, possibly a coarse one first
   */
  compute(task, request, { assets, parameters }, show) {
    if (this.left) return;
    const number = ++this.number;
    const workers = task in SHARED ? this.crew(Boolean(request)) : this.workers.slice(0, 1);
    this.asked.set(task, { number, show, shares: workers.map(() => null), awaitsFrame: false });
    const settings = { number, assets: new URL(assets, location.href).href, parameters: String(parameters) };
    workers.forEach((worker, place) => {
      const share = request && { ...request, share: [place, workers.length] };
      worker.postMessage(/** @type {Job} */ ({ task, request: share, ...settings }));
    });
  }

  /**
   * All existing workers; for shared work, as many as help.
   * @param {boolean} busy whether there is work for them
   */
  crew(busy) {
    const wanted = clamp(navigator.hardwareConcurrency || 1, 1, MAX_WORKERS);
    while (busy && this.workers.length < wanted) this.workers.push(this.worker(this.workers.length));
    return this.workers;
  }

  /**
   * Show an answer in the next frame: workers answer every few milliseconds, and to draw each of them would block the page.
   * @param {Answer} answer
   * @param {number} place of the worker
   */
  take({ task, number, result }, place) {
    const asked = this.asked.get(task);
    if (asked?.number !== number) return;
    asked.shares[place] = result;
    if (asked.awaitsFrame || !asked.shares.every(Boolean)) return;
    asked.awaitsFrame = true;
    afterFrames(1, () => {
      asked.awaitsFrame = false;
      if (this.left || this.asked.get(task) !== asked) return;
      asked.show(task in SHARED ? SHARED[task](asked.shares) : asked.shares[0]);
    });
  }

  /** Later calls, for instance to stop a task, must not start new workers, which would never be terminated. */
  leave() {
    this.left = true;
    for (const worker of this.workers) worker.terminate();
  }
}
