// The network page: fetches a training and its intermediate results; its plane, paths and curve are shown on the stage, and
// regions, layers and the rate sweep below it follow the stage's clock.
import { addStyles, button, element, themeOf } from "../browser/dom.js";
import { mounting } from "../browser/mounting.js";
import { saveButton } from "../browser/save_button.js";
import { saving } from "../browser/saving.js";
import { pause } from "../browser/stream.js";
import { showError } from "../browser/request_errors.js";
import { Chart } from "../browser/chart.js";
import { Stage } from "../stage/stage.js";
import { isBegun, regionsSoFar, training } from "./first_training.js";
import { LayersView } from "./layers.js";
import { RatesView } from "./rates.js";

/**
 * @import { Report, Scene, Theme } from "../browser/types"
 * @import { NetworkData, Preview, Trained } from "./types"
 */

const styled = addStyles(new URL("network.css", import.meta.url));

class Network {
  /** @type {AbortController | null} */
  underWay = null;
  wanted = "";
  /** @type {Trained | null} */
  trained = null;
  /** @type {NetworkData} */
  data;
  /** @type {(report: Report) => void} */
  send = () => {};
  /** @type {Theme} */
  theme = "light";
  /** Whether everything has been drawn. */
  ready = false;
  left = new AbortController();

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.status = element("p", { class: "status", role: "status" });
    this.progress = element("progress", { max: 1, "aria-label": "The training", hidden: "" });
    this.stop = button({ class: "switch", hidden: "" }, "Stop", () => this.halt());
    const host = element("div", { class: "stage" });
    this.stage = new Stage(host);
    Object.assign(host, { stage: this.stage });
    this.notes = element("ul", { class: "notes-of-plane" });
    this.regions = regionsSoFar();
    this.accuracy = new Chart("15rem");
    this.cursor = element("div", { class: "cursor", "aria-hidden": "true" });
    this.accuracy.root.append(this.cursor);
    this.layers = new LayersView();
    this.rates = new RatesView();
    const head = element("div", { class: "head" }, element("h3", {}, "Accuracy"), saveButton("accuracy", "Accuracy"));
    const accuracySection = element("section", { class: "accuracy", "aria-label": "Accuracy" }, head, this.accuracy.root);
    const work = element("div", { class: "work" }, this.status, this.progress, this.stop);
    this.shown = element("div", { class: "shown" }, host, this.notes);
    this.rest = element("div", { class: "rest" }, accuracySection, this.layers.root, this.rates.root);
    root.replaceChildren(work, this.regions.root, this.shown, this.rest);
    this.shown.hidden = this.rest.hidden = true;
    this.offer();
    this.stage.clock.addEventListener("tick", () => this.tick());
    this.resized = new ResizeObserver(() => this.resize());
    this.resized.observe(root);
  }

  /** Register what can be saved, besides the stage's parts. */
  offer() {
    const { signal } = this.left;
    saving.offer("training", { title: "The training", part: () => this.trainingPart }, signal);
    saving.offer("regions", { title: "Decision regions", part: () => this.regions.part }, signal);
    saving.offer("accuracy", { title: "Accuracy", part: () => this.accuracyPart }, signal);
    saving.offer("rates", { title: "Learning rates", part: () => this.rates.part }, signal);
  }

  get trainingPart() {
    const { trained, ready } = this;
    return ready && trained ? { file: trained.scene.file, served: true } : null;
  }

  get accuracyPart() {
    const { accuracy: chart, trained, ready } = this;
    return ready && trained ? { file: trained.accuracy.file, picture: () => chart.picture(trained.accuracy) } : null;
  }

  leave() {
    this.left.abort();
    this.underWay?.abort();
    this.rates.leave();
    this.stage.leave();
    this.resized.disconnect();
  }

  /**
   * @param {NetworkData} data
   * @param {(report: Report) => void} send
   */
  async receive(data, send) {
    this.data = data;
    this.send = send;
    this.stage.reports.connect(send, data.acknowledged, data.revision);
    this.root.dataset.hide = data.hide.join(" ");
    await styled;
    this.theme = themeOf(this.root);
    const wanted = `${data.assets}network/training/${this.theme}.ndjson?${data.query}`;
    if (wanted === this.wanted) return this.trained && this.showStage(this.trained);
    this.wanted = wanted;
    return this.train(wanted);
  }

  /** @param {string} address */
  async train(address) {
    this.underWay?.abort();
    const current = (this.underWay = new AbortController());
    const { signal } = current;
    if (!isBegun(address)) await pause(150); // a slider may be moving
    if (signal.aborted) return;
    this.busy(true);
    try {
      const result = await training(address, {
        signal,
        onDone: (share) => (this.progress.value = share),
        onLine: ({ preview }) => preview && this.preview(preview),
      });
      if (signal.aborted) return;
      if ("problem" in result) this.refuse(result.problem);
      else await this.show(result);
    } catch (error) {
      if (signal.aborted) return;
      this.refuse("");
      showError(this.status, error, () => this.train(address));
    } finally {
      if (this.underWay === current) this.busy(false);
    }
  }

  /** @param {boolean} busy */
  busy(busy) {
    this.root.classList.toggle("busy", busy);
    this.progress.hidden = this.stop.hidden = !busy;
    if (busy) this.progress.removeAttribute("value");
    if (busy) this.status.textContent = "Training …";
  }

  halt() {
    this.underWay?.abort();
    this.wanted = "";
    this.busy(false);
    this.status.textContent = "Stopped. Change a setting to train again.";
  }

  /** @param {string} problem */
  refuse(problem) {
    this.trained = null;
    this.ready = false;
    this.shown.hidden = this.rest.hidden = this.regions.root.hidden = true;
    this.status.textContent = problem;
    this.root.dataset.drawn = `problem ${this.data.revision}`;
  }

  /**
   * During training, the regions show its progress, unless an earlier step is being looked at.
   * @param {Preview} preview
   */
  preview(preview) {
    this.regions.root.hidden = false;
    this.regions.preview(preview, this.theme);
    this.root.dataset.preview = String(preview.step);
  }

  /** @param {Trained} trained */
  async show(trained) {
    this.ready = false;
    this.trained = trained;
    this.shown.hidden = this.rest.hidden = this.regions.root.hidden = false;
    this.status.textContent = trained.about;
    this.notes.replaceChildren(...trained.notes.map((text) => element("li", {}, text)));
    this.regions.show(trained.regions, this.theme);
    this.layers.show(trained.layers, trained.troubles);
    this.rates.offer(this.wanted.replace("/training/", "/rates/"), this.theme);
    this.regions.draw(this.time);
    this.layers.draw(this.time);
    this.showStage(trained);
    await this.accuracy.draw(trained.accuracy.figure, this.theme, trained.accuracy.alt_text);
    this.ready = true;
    this.tick();
    this.root.dataset.drawn = String(this.data.revision);
  }

  /** @param {Trained} trained */
  showStage({ scene }) {
    /** @type {Scene} */
    const whole = { ...scene, ...this.data };
    this.stage.elements.sentence.textContent = scene.sentence; // what was found does not wait for the plane
    this.stage.receive(whole, this.send);
  }

  async resize() {
    if (!this.ready) return;
    await this.accuracy.resize();
    if (!this.rates.chart.root.hidden) await this.rates.chart.resize();
    this.tick();
  }

  /** The step of the clock; that of the address until the stage has read it. */
  get time() {
    const { clock, visit, ready } = this.stage;
    return ready && visit === this.data.visit ? clock.time : this.data.view.step;
  }

  /** The clock has advanced. */
  tick() {
    const { time } = this;
    const { steps } = this.stage.clock;
    if (!this.ready) return;
    this.regions.draw(time);
    this.layers.draw(time);
    const { width, height } = this.accuracy.frame();
    this.accuracy.cover(this.cursor, steps ? Math.min(time / steps, 1) * width : 0, 0, 0, height);
  }
}

export default mounting("network", (root) => new Network(root));
