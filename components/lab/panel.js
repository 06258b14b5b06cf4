// A panel of the laboratory: its title, its choices, its progress, and its content.
import { button, element, fill } from "../browser/dom.js";
import { saveButton } from "../browser/save_button.js";
import { fetchResult, pause } from "../browser/stream.js";
import { showError } from "../browser/request_errors.js";

/**
 * @import { Edits, SavedPart, Theme } from "../browser/types"
 * @import { Compute, Content, LabData, Result } from "./types"
 */

/**
 * Whether no server-computed panel depends on a setting: each has all learning rates, or its own, and the server
 * answers its choices.
 * @param {string} name
 */
const free = (name) => name.endsWith(".learning_rate") || CHOSEN.has(name);
const CHOSEN = new Set(["subject"]);

/** @type {Record<string, string>} */
const LABELS = { measure: "show", subject: "of", second: "against", color_by: "colored by", across: "by" };

export class Panel {
  /** @type {Map<string, { label: HTMLLabelElement, select: HTMLSelectElement }>} */
  selects = new Map();
  /** @type {AbortController | null} */
  underWay = null;
  /** @type {string | null} */
  wanted = null;
  /** The latest live result that has not been drawn. @type {unknown} */
  next = null;
  drawing = false;
  /** Whether a live result is newer than the page's. */
  live = false;

  /**
   * @param {string} name
   * @param {Content} content
   * @param {(edits: Edits) => void} report
   * @param {Compute} compute
   */
  constructor(name, content, report, compute) {
    this.compute = compute;
    content.refresh = () => this.refresh();
    this.name = name;
    this.content = content;
    this.report = report;
    this.tools = element("div", { class: "tools" });
    this.progress = element("progress", { max: 1, "aria-label": "Progress", hidden: "" });
    this.stopper = button({ class: "switch", hidden: "" }, "Stop", () => this.halt());
    this.status = element("p", { class: "status", role: "status" });
    this.savers = saveButton(name, content.title);
    const title = element("h3", {}, content.title);
    const tools = [this.tools, this.progress, this.stopper, ...(content.tools ?? []), this.savers];
    this.head = element("div", { class: "head" }, title, ...tools);
    const about = element("p", { class: "about" }, content.about);
    this.parts = [this.head, about, content.root, ...(content.words ? [content.words] : []), this.status];
    const section = { class: `panel ${name}`, "aria-label": content.title };
    this.root = element("section", section, ...this.parts);
  }

  /** Nothing can be saved without a result, or while it is being replaced. @returns {SavedPart | null} */
  get part() {
    const { content, root, live } = this;
    const { result, chart } = content;
    return !result || root.hidden || content.root.hidden || live
      ? null
      : { file: result.file, picture: () => chart.picture(result) };
  }

  /**
   * Whether the result depends on a setting.
   * @param {string} name
   */
  depends(name) {
    return !free(name);
  }

  /**
   * Move the panel's content to another element, except its texts; null moves it back.
   * @param {HTMLElement | null} place
   */
  stand(place) {
    if (this.head.parentElement === (place ?? this.root)) return;
    this.root.classList.toggle("parted", place !== null);
    if (place) {
      Object.assign(place, { className: `beside panel ${this.name}`, role: "group", ariaLabel: this.content.title });
      place.replaceChildren(this.head, this.content.root);
    } else this.root.replaceChildren(...this.parts);
  }

  /**
   * @param {"live" | "busy"} name
   * @param {boolean} on
   */
  toggle(name, on) {
    for (const part of [this.root, this.content.root]) part.classList.toggle(name, on);
  }

  /**
   * @param {LabData} data
   * @param {Theme} theme
   * @param {boolean} moving whether another setting is about to change
   */
  show(data, theme, moving) {
    const query = data.queries[this.name];
    this.content.scene = data;
    this.showChoices(data.choices);
    this.content.showRate?.();
    if (query === undefined) return this.showNothing(data.absent[this.name] ?? "");
    if (moving) return;
    const wanted = `${data.assets}lab/${this.name}/${theme}.ndjson?${query}`;
    if (wanted !== this.wanted) this.fetch(wanted, query, theme);
    else if (!this.underWay) this.content.revisit?.();
  }

  /** @param {string} why */
  showNothing(why) {
    this.stop();
    this.content.root.hidden = true;
    this.savers.hidden = true;
    this.status.textContent = why;
  }

  /** @param {LabData["choices"]} choices */
  showChoices(choices) {
    for (const name of this.content.choices) {
      const choice = choices[name];
      const { label, select } = this.selects.get(name) ?? this.addSelect(name);
      label.hidden = !choice;
      if (!choice) continue;
      fill(select, choice.options);
      if (!select.matches(":focus") || !this.underWay) select.value = choice.value;
    }
  }

  /** @param {string} name */
  addSelect(name) {
    const text = LABELS[name];
    const select = element("select", { "aria-label": `${this.content.title}: ${text}` });
    select.addEventListener("change", () => this.report({ [name]: select.value }));
    const label = element("label", {}, text, select);
    this.selects.set(name, { label, select });
    this.tools.append(label);
    return { label, select };
  }

  /**
   * @param {string} wanted
   * @param {string} query
   * @param {Theme} theme
   */
  async fetch(wanted, query, theme) {
    this.stop();
    this.wanted = wanted;
    const current = (this.underWay = new AbortController());
    const { signal } = current;
    await pause(150);
    if (signal.aborted) return;
    const late = setTimeout(() => this.showBusy(true), 250);
    try {
      /** @type {Result} */
      const result = await fetchResult(wanted, {
        signal,
        onDone: (share) => (this.progress.value = share),
        onPlace: (before) => (this.status.textContent = `The server is busy: ${before} before this one.`),
      });
      if (signal.aborted) return;
      await this.showResult(result, query, theme);
    } catch (error) {
      if (signal.aborted) return;
      this.wanted = null;
      if (!this.content.result) this.content.root.hidden = true; // an empty frame would be meaningless
      showError(this.status, error, () => this.fetch(wanted, query, theme));
    } finally {
      clearTimeout(late);
      if (this.underWay === current) this.finish();
    }
  }

  /**
   * @param {Result} result
   * @param {string} query
   * @param {Theme} theme
   */
  async showResult(result, query, theme) {
    this.live = false;
    this.toggle("live", false);
    this.content.root.hidden = this.savers.hidden = false;
    await this.content.show(result, theme);
    this.status.textContent = this.content.summary(result);
    this.root.dataset.drawn = query;
  }

  /** Settings are being changed: the page's result is outdated. Invisible panels are not computed. */
  follow() {
    this.stop();
    delete this.root.dataset.drawn;
    const { top, bottom } = this.content.root.getBoundingClientRect();
    const seen = !this.root.hidden && !this.content.root.hidden && bottom > 0 && top < window.innerHeight;
    if (!seen || !this.content.result) return;
    this.status.textContent = this.content.preview;
    this.toggle("live", true);
    this.computeHere();
  }

  /** The user looks at another part of the content. */
  refresh() {
    if (this.content.result) this.status.textContent = this.content.summary(this.content.result);
    this.computeHere();
  }

  computeHere() {
    this.live = true;
    this.compute(this.name, this.content.request(), (result) => this.showLive(result));
  }

  /**
   * Draw a live result; if drawing is slower than computing, only the latest.
   * @param {unknown} result
   */
  async showLive(result) {
    this.next = result;
    if (this.drawing) return;
    this.drawing = true;
    while (this.live && this.next) {
      const newest = this.next;
      this.next = null;
      await this.content.showLive(newest);
    }
    this.drawing = false;
  }

  /** @param {boolean} busy */
  showBusy(busy) {
    this.toggle("busy", busy);
    this.progress.hidden = this.stopper.hidden = !busy;
    if (busy) this.progress.removeAttribute("value");
  }

  finish() {
    this.underWay = null;
    this.showBusy(false);
  }

  /** Stopped by the user: nothing is computed until a setting changes. */
  halt() {
    this.underWay?.abort();
    this.finish();
    this.status.textContent = "Stopped. Change a setting to resume.";
  }

  stop() {
    this.underWay?.abort();
    this.wanted = null;
    this.finish();
  }
}
