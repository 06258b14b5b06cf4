// One slider with its label, and a field to type the value into.
import { element } from "../browser/dom.js";
import { typed } from "../browser/numbers.js";
import { REST } from "../browser/reports.js";
import { places } from "./scale.js";
import { listenToSliding } from "./slide.js";

/**
 * @import { SliderItem } from "../browser/types"
 */

/** @type {Record<string, number>} */
const KEYS = { PageUp: 10, PageDown: -10, ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }; // steps per key press

let count = 0;

export class Row {
  typing = false;
  /** @type {number | null} */
  value = null;

  /**
   * @param {string} group
   * @param {SliderItem} item
   * @param {(text: string, rest?: number) => void} report reports a new value; `rest` is how long to wait for another
   * @param {boolean} [short] whether the symbol is a sufficient label
   */
  constructor(group, item, report, short = false) {
    const id = `slider-${count++}`;
    this.item = item;
    this.scale = places(item);
    this.report = report;
    this.range = element("input", { type: "range", id, min: 0, max: 1, step: "any", "aria-label": `${group}: ${item.label}` });
    this.field = element("input", { type: "text", inputmode: "decimal", autocomplete: "off", spellcheck: "false" });
    this.field.setAttribute("aria-label", `${group}: ${item.label}, typed`);
    this.complaint = element("output", { class: "complaint", role: "alert" });
    this.track = element("div", { class: "track" }, this.range);
    const title = short ? `${item.label}. ${item.about ?? ""}` : (item.about ?? "");
    const label = element("label", { for: id, title }, short ? (item.symbol ?? item.label) : item.label);
    this.root = element("div", { class: "row" }, label, this.field, this.track, this.complaint);
    this.listen();
  }

  listen() {
    const { range, field, track } = this;
    listenToSliding(track, (place) => this.move(this.scale.valueAt(place)));
    track.addEventListener("dblclick", () => this.move(this.item.default ?? 0));
    range.addEventListener("input", () => this.move(this.scale.valueAt(Number(range.value)))); // from assistive technology
    range.addEventListener("keydown", (event) => this.press(event));
    field.addEventListener("input", () => (this.typing = true));
    field.addEventListener("change", () => this.type(field.value.trim().replace("−", "-").replace(",", ".")));
    field.addEventListener("keydown", (event) => event.key === "Escape" && this.settle(this.value ?? this.item.value));
    field.addEventListener("focus", () => field.select());
  }

  /**
   * @param {SliderItem} item
   * @param {boolean} waiting
   */
  show(item, waiting) {
    this.item = item;
    this.scale = places(item);
    if (!waiting) this.put(item.value); // an edit in progress is newer than the page's value
  }

  /** @param {number} value */
  put(value) {
    if (value !== this.value) this.typing = false; // set elsewhere, so the typed text is outdated
    this.value = value;
    const place = this.scale.placeOf(value);
    if (Math.abs(Number(this.range.value) - place) > 1e-9) this.range.value = String(place);
    this.range.style.setProperty("--filled", `${100 * place}%`);
    this.range.setAttribute("aria-valuetext", typed(value));
    if (this.typing) return; // do not overwrite text that is being typed
    this.field.value = typed(value);
    this.complaint.value = "";
    this.field.removeAttribute("aria-invalid");
  }

  /** @param {number} value */
  settle(value) {
    this.typing = false;
    this.put(value);
  }

  /** @param {number} value */
  move(value) {
    if (value === this.value) return;
    this.settle(value);
    this.report(String(value), REST);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (event.key === "Home" || event.key === "End") return event.preventDefault(); // they move the clock, not the slider
    if (!(event.key in KEYS)) return;
    event.preventDefault();
    event.stopPropagation(); // keep the arrow keys from the clock
    this.move(this.scale.beside(this.value ?? this.item.value, KEYS[event.key]));
  }

  /** @param {string} text */
  type(text) {
    const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
    const wrong = this.scale.refuse(value);
    this.complaint.value = wrong
      ? `${this.item.label} must be ${wrong}; it stays ${typed(this.value ?? this.item.value)}.`
      : "";
    this.field.toggleAttribute("aria-invalid", Boolean(wrong));
    if (wrong) return;
    this.settle(value);
    this.report(text);
  }
}
