// Background work: tasks for workers; of each task only the newest request counts.
import { clamp } from "../numbers.js";
import { together } from "./fate_shares.js";

/**
 * @import { Answer, Job } from "./requests"
 * @typedef {(result: any) => unknown} Show
 * @typedef {{ number: number, show: Show, shares: any[] }} Asked
 */

const MOST = 4; // workers: more gain little, and a phone needs its cores
/** How the results are put together of tasks that several workers share. @type {Record<string, (shares: any[]) => any>} */
const SHARED = { fates: together };

export class Background {
  /** More of them begin with the first task that is shared. */
  workers = [this.worker()];
  number = 0;
  left = false;
  /** What was asked last of each task: an older answer is of no use. @type {Map<string, Asked>} */
  asked = new Map();

  worker(place = 0) {
    const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    worker.addEventListener("message", (/** @type {MessageEvent<Answer>} */ { data }) => this.take(data, place));
    return worker;
  }

  /**
   * Have a task done with some settings. What has not been done yet of the same task is dropped; without a request nothing more is.
   * @param {string} task
   * @param {object | null} request
   * @param {{ assets: string, parameters: URLSearchParams }} settings where the programs are served, and what they are set to
   * @param {Show} show gets the result, perhaps a coarse one first
   */
  compute(task, request, { assets, parameters }, show) {
    if (this.left) return;
    const number = ++this.number;
    const workers = task in SHARED ? this.crew(Boolean(request)) : this.workers.slice(0, 1);
    this.asked.set(task, { number, show, shares: workers.map(() => null) });
    const settings = { number, assets: new URL(assets, location.href).href, parameters: String(parameters) };
    workers.forEach((worker, place) => {
      const share = request && { ...request, share: [place, workers.length] };
      worker.postMessage(/** @type {Job} */ ({ task, request: share, ...settings }));
    });
  }

  /**
   * All workers there are; for work that is shared, as many as help.
   * @param {boolean} busy whether there is work for them
   */
  crew(busy) {
    const wanted = clamp(navigator.hardwareConcurrency || 1, 1, MOST);
    while (busy && this.workers.length < wanted) this.workers.push(this.worker(this.workers.length));
    return this.workers;
  }

  /**
   * @param {Answer} answer
   * @param {number} place of the worker
   */
  take({ task, number, result }, place) {
    const asked = this.asked.get(task);
    if (asked?.number !== number) return;
    asked.shares[place] = result;
    if (asked.shares.every(Boolean)) asked.show(task in SHARED ? SHARED[task](asked.shares) : result);
  }

  /** What is asked for after this, to stop a task for instance, begins no new workers: nobody would end them. */
  leave() {
    this.left = true;
    for (const worker of this.workers) worker.terminate();
  }
}
