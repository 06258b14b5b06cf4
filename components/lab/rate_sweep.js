// All learning rates at once: a line per optimizer, with its zones below. Drag along the axis to scrub; a click sets a rate.
import { button, element } from "../browser/dom.js";
import { factor } from "../browser/magnify.js";
import { clamp, number, typed } from "../browser/numbers.js";
import { drawnTraces, pixelsAt, xAt } from "../browser/plotly_internals.js";
import { scrubbing } from "../browser/scrubbing.js";
import { Chart } from "../browser/chart.js";
import { reach, shown } from "./live_lines.js";
import { RateAxis, nearest } from "./rate_axis.js";
import { fitted } from "./rate_figure.js";
import { listenToRates } from "./rate_gestures.js";

/**
 * @import { Edits, Theme } from "../browser/types"
 * @import { Figure, Trace } from "../browser/plotly"
 * @import { LiveSweep, Measure, SweepRequest } from "../browser/engine/requests"
 * @import { LabData, SweepResult } from "./types"
 * @typedef {object} Actions
 * @property {(edits: Edits) => void} report
 * @property {(edits: Edits) => void} open in Explore
 * @property {() => URLSearchParams} parameters current settings
 */

const NEAR = 14; // pixels within which a click selects a line
const APART = 4; // pixels by which another line must be nearer than the subject's
const REACH = 10; // pixels beyond the ends of the axis that still count as the ends

export class RateSweep {
  title = "All learning rates at once";
  about =
    "Each optimizer with 181 rates, from the same start, with the same steps and the same noise. Point at a rate, drag along the axis, or use the arrow keys on its handle to see its run; click or Enter sets it.";
  choices = ["measure"];
  /** @type {LabData} */
  scene;
  /** @type {SweepResult | null} */
  result = null;
  /** The size when last drawn. */
  drawn = { width: 0, height: 0 };

  /** @param {Actions} actions */
  constructor(actions) {
    this.actions = actions;
    this.chart = new Chart("clamp(300px, 44vh, 460px)");
    this.words = element("ul", { class: "texts" });
    this.root = element("div", { class: "sweep" }, this.chart.root);
    const title = "Open this rate in Explore, with all optimizers";
    this.tools = [button({ class: "tool", title }, "Explore ↗", () => this.openShown())];
    this.axis = new RateAxis(this.chart, () => this.setShown());
    listenToRates(this);
  }

  /**
   * @param {SweepResult} result
   * @param {Theme} theme
   */
  async show(result, theme) {
    this.result = result;
    this.chart.theme = theme;
    this.chart.describe(result.alt_text);
    await this.draw(result.figure);
    this.words.replaceChildren(...result.texts.map((text) => element("li", {}, text)));
  }

  /**
   * Draw a figure with as many labels as fit.
   * @param {Figure} figure
   */
  async draw(figure) {
    this.drawn = this.room;
    await this.chart.redraw(figure, (whole) => fitted(whole, this.drawn));
    this.showRate();
  }

  get preview() {
    const seed = (this.result?.seeds ?? 1) > 1 ? " with the first seed" : "";
    return `Preview${seed}. Zones, stability limits and bands appear when you pause.`;
  }

  /** @returns {SweepRequest | null} */
  request() {
    if (!this.result) return null;
    const measure = /** @type {Measure} */ (this.scene.choices.measure?.value);
    const keys = this.result.figure.data.flatMap(({ meta }) => meta ?? []);
    return { keys, rates: this.result.rates, measure, criteria: this.scene.criteria };
  }

  /**
   * The lines for settings that are being changed; everything else is omitted.
   * @param {LiveSweep} live
   */
  async showLive({ lines, apart, height }) {
    const request = this.request();
    if (!this.result || !request) return;
    const { data, layout } = this.result.figure;
    const how = { ...request, height, logarithmic: this.logarithmic };
    const every = (/** @type {ArrayLike<number>} */ row) => Array.from(row).filter((_, place) => place % apart === 0);
    const x = every(request.rates);
    const drawn = data
      .filter(({ meta }) => meta && lines[meta])
      .map((trace) => ({ ...trace, x, y: every(lines[/** @type {string} */ (trace.meta)]).map((value) => shown(value, how)) }));
    const yaxis = {
      ...layout.yaxis,
      range: reach(
        drawn.flatMap(({ y }) => y),
        how,
      ),
    };
    await this.draw({ data: drawn, layout: { ...layout, yaxis, shapes: [], annotations: [] } });
  }

  /** @param {SweepResult} result */
  summary({ theory, seeds, caption, target }) {
    const limits = theory
      ? " The stability limit is exact for quadratics with a constant rate, and holds near the minimum elsewhere."
      : "";
    const band = seeds > 1 ? ` Lines are medians over ${seeds} seeds, bands hold the middle 80 %.` : "";
    return `Compared: ${caption}. ${target}${band}${limits}`;
  }

  /**
   * The rate under the pointer, its index on a scrubbing axis, and all lines at that rate, nearest first.
   * @param {MouseEvent} event
   */
  find(event) {
    const { x, y, width } = this.chart.at(event);
    if (!this.result || x < -REACH || x > width + REACH) return null;
    const { plot } = this.chart;
    const place = this.axis.placeAt(x);
    const rate = place === null ? this.computedRate(xAt(plot, clamp(x, 0, width))) : Number(this.axis.scrubbed?.values[place]);
    const lines = drawnTraces(plot).flatMap((trace) => lineAt(trace, rate, this.logarithmic));
    const away = (/** @type {number} */ value) => (Number.isFinite(value) ? Math.abs(pixelsAt(plot, value) - y) : Infinity);
    const apart = lines.map((line) => ({ ...line, away: away(line.value) }));
    return { rate, place, lines: apart.sort((one, other) => one.away - other.away) };
  }

  /** @param {number} wanted */
  computedRate(wanted) {
    const { rates } = /** @type {SweepResult} */ (this.result);
    return rates[nearest(rates, wanted)];
  }

  get logarithmic() {
    return this.result?.figure.layout.yaxis.type === "log";
  }

  /**
   * The optimizer whose rate a click would set: that of the line under the pointer, otherwise the subject.
   * @param {NonNullable<ReturnType<RateSweep["find"]>>} found
   */
  meant({ lines, place }) {
    const [first] = lines;
    const own = lines.find(({ key }) => key === this.subject);
    if (first?.away < NEAR) return own && own.away - first.away < APART ? own : first;
    return place === null ? undefined : own;
  }

  /**
   * Describe what is under the pointer.
   * @param {PointerEvent} event
   * @returns {number | null} index on the axis, if it can be scrubbed
   */
  look(event) {
    const { plot, tooltip } = this.chart;
    const found = this.find(event);
    if (!found) {
      tooltip.hide();
      return null;
    }
    const rows = found.lines.map(({ name, value, color }) => {
      const row = element("div", {}, `${name}: ${number(value, 3)}`);
      row.style.color = color;
      return row;
    });
    const meant = this.meant(found);
    const offer = meant ? [element("div", {}, `Click to set α of ${meant.name}`)] : [];
    tooltip.show(event, element("strong", {}, `α = ${typed(found.rate)}`), ...rows, ...offer);
    plot.style.cursor = meant ? "pointer" : "default";
    return found.place;
  }

  /**
   * Drag along the axis.
   * @param {PointerEvent} event
   */
  scrub(event) {
    this.chart.tooltip.hide();
    const place = this.axis.placeAt(this.chart.at(event).x);
    if (place !== null) scrubbing.pick(place);
  }

  /** @param {PointerEvent} event */
  click(event) {
    const found = this.find(event);
    const meant = found && this.meant(found);
    if (meant) this.set(meant.key, found.rate);
  }

  /**
   * Set a rate, and show the runs of its optimizer.
   * @param {string} key
   * @param {number} rate
   */
  set(key, rate) {
    if (this.axis.scrubbed) scrubbing.pick(null);
    this.actions.report({ [`${key}.learning_rate`]: typed(rate), ...(key === this.subject ? {} : { subject: key }) });
  }

  setShown() {
    const { rate } = this.axis;
    if (rate !== null) this.set(this.subject, rate);
  }

  /** Open the current rate in Explore with all optimizers. */
  openShown() {
    const { scrubbed, rate } = this.axis;
    this.actions.open(scrubbed && rate !== null ? { [scrubbed.parameter]: typed(rate) } : {});
  }

  get subject() {
    return this.scene.choices.subject?.value ?? "";
  }

  /** Show the current setting. */
  showRate() {
    if (!this.result) return;
    const { subject } = this;
    const rate = this.actions.parameters().get(`${subject}.learning_rate`);
    const line = this.result.figure.data.find(({ meta }) => meta === subject)?.line;
    this.axis.show(rate && line ? { rate: Number(rate), color: line.color } : null);
  }

  /** The available space, in the figure's pixels. */
  get room() {
    const { clientWidth, clientHeight } = this.chart.root;
    return { width: clientWidth / factor(), height: clientHeight / factor() };
  }

  async resize() {
    const { width, height } = this.room;
    const changed = width !== this.drawn.width || height !== this.drawn.height;
    if (this.result && changed) await this.draw(this.chart.figure ?? this.result.figure);
    await this.chart.resize();
    this.axis.draw();
  }
}

/**
 * The value of an optimizer's line at a rate; null for other traces.
 * @param {Trace} trace
 * @param {number} rate
 * @param {boolean} logarithmic whether the axis is logarithmic
 */
function lineAt({ meta, name = "", x, y, line }, rate, logarithmic) {
  if (!meta || !x || !y) return [];
  const reached = Array.from(x).findIndex((one) => Number(one) >= rate * (1 - 1e-9));
  const after = reached < 0 ? x.length - 1 : Math.max(reached, 1); // a coarse line may end earlier
  const [left, right] = [after - 1, after].map((place) => ({ rate: Number(x[place]), value: y[place] ?? NaN }));
  const share = clamp(Math.log(rate / left.rate) / Math.log(right.rate / left.rate), 0, 1);
  const [from, to] = [left, right].map(({ value }) => (logarithmic ? Math.log(value) : value));
  const between = share > 1 - 1e-6 ? to : share < 1e-6 ? from : from + share * (to - from);
  return [{ key: meta, name, value: logarithmic ? Math.exp(between) : between, color: line?.color ?? "" }];
}
