// The learning-rate sweep, computed on request because it takes some seconds.
import { button, element } from "../browser/dom.js";
import { saveButton } from "../browser/save_button.js";
import { fetchResult, messageOf } from "../browser/stream.js";
import { Chart } from "../browser/chart.js";

/**
 * @import { Theme } from "../browser/types"
 * @import { Problem, Rates } from "./types"
 */

export class RatesView {
  /** @type {AbortController | null} */
  underWay = null;
  address = "";
  /** @type {Rates | null} */
  result = null;
  /** @type {Theme} */
  theme = "light";

  constructor() {
    this.chart = new Chart("min(24rem, 70vh)");
    this.chart.root.hidden = true;
    this.ask = button({ class: "switch" }, "Sweep the learning rate", () => this.fetch());
    this.stop = button({ class: "switch", hidden: "" }, "Stop", () => this.leave());
    this.progress = element("progress", { max: 1, "aria-label": "The sweep of learning rates", hidden: "" });
    this.status = element("p", { class: "status", role: "status" });
    this.saver = saveButton("rates", "Learning rates");
    const tools = [this.ask, this.stop, this.progress, this.saver];
    const head = element("div", { class: "head" }, element("h3", {}, "Learning rates"), ...tools);
    this.root = element("section", { class: "rates", "aria-label": "Learning rates" }, head, this.status, this.chart.root);
  }

  /**
   * Another training is shown: its sweep must be requested.
   * @param {string} address
   * @param {Theme} theme
   */
  offer(address, theme) {
    if (address === this.address && theme === this.theme) return;
    Object.assign(this, { address, theme });
    this.leave();
    this.result = null;
    this.chart.root.hidden = this.saver.hidden = true;
    this.status.textContent = "Loss and accuracy of each optimizer at many learning rates, from three starts each.";
    delete this.root.dataset.drawn;
  }

  /** Nothing can be saved before it has been computed. */
  get part() {
    const { result, chart } = this;
    return result && { file: result.file, served: true, picture: () => chart.picture(result) };
  }

  async fetch() {
    this.leave();
    const current = (this.underWay = new AbortController());
    this.progress.hidden = this.stop.hidden = false;
    this.progress.removeAttribute("value");
    try {
      /** @type {Rates | Problem} */
      const result = await fetchResult(this.address, {
        signal: current.signal,
        onDone: (share) => (this.progress.value = share),
      });
      if (current.signal.aborted) return;
      if ("problem" in result) this.status.textContent = result.problem;
      else await this.show(result);
    } catch (error) {
      if (!current.signal.aborted) this.status.textContent = messageOf(error);
    } finally {
      if (this.underWay === current) this.leave();
    }
  }

  /** @param {Rates} result */
  async show(result) {
    this.chart.root.hidden = this.saver.hidden = false;
    this.status.textContent = result.text;
    await this.chart.draw(result.figure, this.theme, result.alt_text);
    this.result = result;
    this.root.dataset.drawn = this.address;
  }

  leave() {
    this.underWay?.abort();
    this.underWay = null;
    this.progress.hidden = this.stop.hidden = true;
  }
}
