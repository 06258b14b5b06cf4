// The sweep of learning rates: computed when it is asked for, for it takes some seconds.
import { button, element } from "../browser/dom.js";
import { fetchResult, messageOf } from "../browser/stream.js";
import { Chart } from "../lab/chart.js";

/**
 * @import { Theme } from "../browser/types"
 * @import { Problem, Rates } from "./types"
 */

export class RatesView {
  /** @type {AbortController | null} */
  underWay = null;
  address = "";
  /** @type {Theme} */
  theme = "light";

  constructor() {
    this.chart = new Chart("min(24rem, 70vh)");
    this.chart.root.hidden = true;
    this.ask = button({ class: "switch" }, "Sweep the learning rate", () => this.fetch());
    this.stop = button({ class: "switch", hidden: "" }, "Stop", () => this.leave());
    this.progress = element("progress", { max: 1, "aria-label": "The sweep of learning rates", hidden: "" });
    this.status = element("p", { class: "status", role: "status" });
    const head = element("div", { class: "head" }, element("h3", {}, "Learning rates"), this.ask, this.stop, this.progress);
    this.root = element("section", { "aria-label": "Learning rates" }, head, this.status, this.chart.root);
  }

  /**
   * Another training is shown: its sweep has to be asked for.
   * @param {string} address
   * @param {Theme} theme
   */
  offer(address, theme) {
    if (address === this.address && theme === this.theme) return;
    Object.assign(this, { address, theme });
    this.leave();
    this.chart.root.hidden = true;
    this.status.textContent = "Loss and accuracy of the first optimizer at many rates, from three starts each.";
    delete this.root.dataset.drawn;
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
    this.chart.root.hidden = false;
    this.status.textContent = result.text;
    await this.chart.draw(result.figure, this.theme, result.alt_text);
    this.root.dataset.drawn = this.address;
  }

  leave() {
    this.underWay?.abort();
    this.underWay = null;
    this.progress.hidden = this.stop.hidden = true;
  }
}
