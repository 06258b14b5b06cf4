// Work in the background: tasks for the worker, of which only the newest of a kind counts.

/**
 * @import { Answer, Job } from "./types"
 * @typedef {(result: any) => unknown} Show
 */

export class Background {
  worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
  number = 0;
  /** What was asked last of each task: an older answer is of no use. @type {Map<string, { number: number, show: Show }>} */
  asked = new Map();

  constructor() {
    this.worker.addEventListener("message", (/** @type {MessageEvent<Answer>} */ { data }) => this.take(data));
  }

  /**
   * Have a task done with some settings. What has not been done yet of the same task is dropped; without a request nothing more is.
   * @param {string} task
   * @param {object | null} request
   * @param {{ assets: string, parameters: URLSearchParams }} settings where the programs are served, and what they are set to
   * @param {Show} show gets the result, perhaps a coarse one first
   */
  compute(task, request, { assets, parameters }, show) {
    const number = ++this.number;
    this.asked.set(task, { number, show });
    const job = { task, request, number, assets: new URL(assets, location.href).href, parameters: String(parameters) };
    this.worker.postMessage(/** @type {Job} */ (job));
  }

  /** @param {Answer} answer */
  take({ task, number, result }) {
    const asked = this.asked.get(task);
    if (asked?.number === number) asked.show(result);
  }

  leave() {
    this.worker.terminate();
  }
}
