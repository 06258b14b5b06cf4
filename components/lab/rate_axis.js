// The learning-rate axis of the sweep, for scrubbing: a handle at the rate shown, and a mark at the current setting.
import { element } from "../browser/dom.js";
import { clamp, typed } from "../browser/numbers.js";
import { isDrawn, xAt } from "../browser/plotly_internals.js";
import { scrubbing } from "../browser/scrubbing.js";

/**
 * @import { Chart } from "../browser/chart.js"
 * @import { Scrubbed } from "../browser/scrubbing.js"
 * @typedef {{ rate: number, color: string }} Current the rate of the optimizer whose runs are shown
 */

const THUMB = 8; // half the handle's width in pixels, by which it extends beyond the axis

export class RateAxis {
  /** @type {Current | null} */
  current = null;

  /**
   * @param {Chart} chart
   * @param {() => void} onSet called to set the current rate
   */
  constructor(chart, onSet) {
    this.chart = chart;
    this.label = element("span");
    this.set = element("div", { class: "rate set", hidden: "" }, this.label);
    this.picked = element("div", { class: "rate picked", hidden: "" });
    const named = { class: "handle-of-rates", "aria-label": "Value to try", title: "Enter sets this rate" };
    this.range = element("input", { type: "range", min: 0, step: 1, hidden: "", ...named });
    this.range.addEventListener("input", () => scrubbing.pick(Number(this.range.value)));
    this.range.addEventListener("keydown", (event) => this.press(event, onSet));
    chart.root.append(this.set, this.picked, this.range);
  }

  /**
   * @param {KeyboardEvent} event
   * @param {() => void} onSet
   */
  press(event, onSet) {
    if (event.key === "Enter") onSet();
    else if (event.key === "Escape") scrubbing.pick(null);
  }

  /** The frames, if the learning rate is scrubbed. @returns {Scrubbed | null} */
  get scrubbed() {
    const { shown } = scrubbing;
    return shown?.parameter === `${shown?.subject}.learning_rate` ? shown : null;
  }

  /** The rate shown: the picked one or else the current setting. */
  get rate() {
    const { scrubbed, current } = this;
    return scrubbed && scrubbed.picked !== null ? Number(scrubbed.values[scrubbed.picked]) : (current?.rate ?? null);
  }

  /** The area above the rate axis: the lines, and the zones below them. */
  frame() {
    const frame = this.chart.frame();
    const [beneath] = this.chart.figure?.layout.yaxis.domain ?? [0];
    return { ...frame, height: frame.height / (1 - beneath) };
  }

  /**
   * The index of the value nearest to a position in pixels from the axis's left end; null without scrubbing.
   * @param {number} x
   */
  placeAt(x) {
    const { scrubbed } = this;
    if (!scrubbed || !isDrawn(this.chart.plot)) return null;
    const wanted = xAt(this.chart.plot, clamp(x, 0, this.chart.frame().width));
    return nearest(scrubbed.values.map(Number), wanted);
  }

  /** @param {Current | null} current */
  show(current) {
    this.current = current;
    this.draw();
  }

  draw() {
    const { chart, current, scrubbed, range } = this;
    const drawn = isDrawn(chart.plot);
    const there = drawn && scrubbed !== null;
    this.place(this.set, drawn && current ? current.rate : null);
    this.place(this.picked, there && scrubbed.picked !== null ? Number(scrubbed.values[scrubbed.picked]) : null);
    if (current) chart.root.style.setProperty("--subject", current.color);
    this.label.textContent = current ? `α = ${typed(current.rate)}` : "";
    range.hidden = !there;
    if (!there) return;
    const { left, top, width, height } = this.frame();
    const place = scrubbed.picked ?? nearest(scrubbed.values.map(Number), current?.rate ?? 0);
    range.max = String(scrubbed.values.length - 1);
    range.value = String(place);
    range.setAttribute("aria-valuetext", `α = ${this.rate}`);
    range.style.cssText = `left: ${left - THUMB}px; top: ${top + height}px; width: ${width + 2 * THUMB}px`;
  }

  /**
   * @param {HTMLElement} mark
   * @param {number | null} rate
   */
  place(mark, rate) {
    const { chart } = this;
    mark.hidden = true;
    if (rate === null || !(rate > 0)) return;
    const { width, height } = this.frame();
    const [low, high] = [0, width].map((x) => xAt(chart.plot, x));
    const x = (width * Math.log(rate / low)) / Math.log(high / low);
    if (x < -1 || x > width + 1) return;
    chart.cover(mark, x, 0, 0, height);
    mark.classList.toggle("leftwards", x > width / 2);
  }
}

/**
 * The index of the nearest rate on a logarithmic axis.
 * @param {number[]} rates
 * @param {number} wanted
 */
export function nearest(rates, wanted) {
  const away = (/** @type {number} */ rate) => Math.abs(Math.log(rate / wanted));
  return rates.reduce((best, rate, index) => (away(rate) < away(rates[best]) ? index : best), 0);
}
