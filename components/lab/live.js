// Lets the panels follow a hand: what it sets is computed in a worker, coarse at first, and drawn until the page's results come.
import { LiveSettings } from "../browser/live_settings.js";
import { REST, announcements } from "../browser/reports.js";

/**
 * @import { Edits } from "../browser/types"
 * @import { Answer, Job, LabData } from "./types"
 * @typedef {(result: any) => unknown} Show
 * @import { Panel } from "./panel.js"
 */

/**
 * Whether no panel depends on a setting: each has all learning rates, or its own ones, and the choices are answered by the page.
 * @param {string} name
 */
const free = (name) => name.endsWith(".learning_rate") || CHOSEN.has(name);
const CHOSEN = new Set(["subject"]);

export class Live {
  settings = new LiveSettings();
  left = new AbortController();
  worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
  number = 0;
  /** What was asked last of each task: an older answer is of no use. @type {Map<string, { number: number, show: Show }>} */
  asked = new Map();
  /** When the hand moved last. */
  moved = -Infinity;
  /** The frame in which the hand is followed next, or 0. */
  frame = 0;
  assets = "";
  visit = -1;

  /** @type {Panel[]} those that follow */
  panels = [];

  constructor() {
    const { signal } = this.left;
    announcements.addEventListener("edited", (event) => this.follow(/** @type {CustomEvent<Edits>} */ (event).detail), {
      signal,
    });
    this.worker.addEventListener("message", (/** @type {MessageEvent<Answer>} */ { data }) => this.take(data));
  }

  /**
   * The page has sent settings, with which the worker gets ready.
   * @param {LabData} data
   */
  receive({ address, assets, visit }) {
    if (visit !== this.visit) this.settings.edits = {}; // they were made at another address
    Object.assign(this, { assets, visit });
    this.settings.confirm(address);
    this.compute("none", null, () => {});
  }

  /** Whether the hand moves: what the page computes now is not what will be wanted. */
  get moving() {
    return this.settings.ahead && performance.now() - this.moved < REST;
  }

  /** @param {Edits} edits */
  follow(edits) {
    this.settings.add(edits);
    for (const panel of this.panels) panel.content.showRate?.();
    if (!this.settings.ahead || Object.keys(edits).every(free)) return;
    this.moved = performance.now();
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      for (const panel of this.panels) panel.follow();
    });
  }

  /**
   * Have the worker do a task with the settings as they are now. What it has not done yet of the same task is dropped.
   * @param {string} task
   * @param {object | null} request
   * @param {Show} show gets the result, perhaps a coarse one first
   */
  compute(task, request, show) {
    const { parameters } = this.settings;
    parameters.delete("changes"); // whole runs are compared
    const number = ++this.number;
    this.asked.set(task, { number, show });
    const assets = new URL(this.assets, location.href).href;
    this.worker.postMessage(/** @type {Job} */ ({ task, request, number, assets, parameters: String(parameters) }));
  }

  /** @param {Answer} answer */
  take({ task, number, result }) {
    const asked = this.asked.get(task);
    if (asked?.number === number) asked.show(result);
  }

  leave() {
    this.left.abort();
    cancelAnimationFrame(this.frame);
    this.worker.terminate();
  }
}
