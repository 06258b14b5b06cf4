// Live preview for the panels: results for new settings are computed in a worker, coarse first, until the page's results arrive.
import { LiveSettings } from "../browser/live_settings.js";
import { REST, announcements } from "../browser/reports.js";
import { Background } from "../browser/engine/background.js";
import { LocalPanel } from "./local_panel.js";

/**
 * @import { Edits } from "../browser/types"
 * @import { LabData } from "./types"
 * @import { Show } from "../browser/engine/background.js"
 * @import { Panel } from "./panel.js"
 */

export class Live {
  settings = new LiveSettings();
  left = new AbortController();
  background = new Background();
  /** When the last edit was made. */
  moved = -Infinity;
  /** The id of the pending animation frame, or 0. */
  frame = 0;
  assets = "";
  visit = -1;

  /** @type {Panel[]} */
  panels = [];
  /** Panels to update in the next frame. @type {Set<Panel>} */
  following = new Set();

  constructor() {
    const { signal } = this.left;
    announcements.addEventListener("edited", (event) => this.follow(/** @type {CustomEvent<Edits>} */ (event).detail), {
      signal,
    });
  }

  /**
   * The page has sent settings: prepare the worker.
   * @param {LabData} data
   */
  receive({ address, assets, visit, revision }) {
    if (visit !== this.visit) this.settings.edits = {}; // edits of another address
    Object.assign(this, { assets, visit });
    this.settings.confirm(address, revision);
    this.compute("none", null, () => {});
  }

  /** Whether settings are being changed, so that the page's results are about to be outdated. */
  get moving() {
    return this.settings.ahead && performance.now() - this.moved < REST;
  }

  /** @param {Edits} edits */
  follow(edits) {
    this.settings.add(edits);
    for (const panel of this.panels) panel.content.showRate?.();
    const names = Object.keys(edits);
    const follow = this.panels.filter((panel) => names.some((name) => panel.depends(name)));
    if (!this.settings.ahead || !follow.length) return;
    if (follow.some((panel) => !(panel instanceof LocalPanel))) this.moved = performance.now();
    for (const panel of follow) this.following.add(panel);
    this.frame ||= requestAnimationFrame(() => this.followAll());
  }

  followAll() {
    this.frame = 0;
    for (const panel of this.following) panel.follow();
    this.following.clear();
  }

  /**
   * Run a task in the background with the current settings; see `Background.compute`.
   * @param {string} task
   * @param {object | null} request
   * @param {Show} show receives the result, possibly a coarse one first
   */
  compute(task, request, show) {
    const { parameters } = this.settings;
    parameters.delete("changes"); // the laboratory compares whole runs
    this.background.compute(task, request, { assets: this.assets, parameters }, show);
  }

  leave() {
    this.left.abort();
    cancelAnimationFrame(this.frame);
    this.background.leave();
  }
}
