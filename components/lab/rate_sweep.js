// All learning rates at once: a line an optimizer, its zones beneath; a click opens that rate in Explore.
import { element } from "../browser/dom.js";
import { number } from "../browser/numbers.js";
import { drawnTraces, pixelsAt, xAt } from "../browser/plotly_adapter.js";
import { Chart } from "./chart.js";
import { reach, shown } from "./live_lines.js";

/**
 * @import { Edits, Theme } from "../browser/types"
 * @import { Figure, Trace } from "../browser/plotly"
 * @import { LabData, LiveSweep, Measure, SweepRequest, SweepResult } from "./types"
 */

const NEAR = 40; // pixels to the line that a click means

// Where the strips are narrow, the names of the zones would lie over each other: the list beneath has them.
const roomy = (/** @type {number} */ width) => width === 0 || width > 620;
/** @type {(figure: Figure) => Figure} */
const unnamed = ({ data, layout }) => {
  const annotations = (layout.annotations ?? []).filter(({ yref }) => yref !== "y2");
  return { data, layout: { ...layout, annotations } };
};

export class RateSweep {
  title = "All learning rates at once";
  about =
    "Each optimizer with 181 rates, from the same start, with the same steps and the same noise. Click a line to open that rate in Explore.";
  choices = ["measure"];
  /** @type {LabData} */
  scene;
  /** @type {SweepResult | null} */
  result = null;

  /** @param {(changes: Edits) => void} openInExplore */
  constructor(openInExplore) {
    this.openInExplore = openInExplore;
    this.chart = new Chart("clamp(300px, 44vh, 460px)");
    this.list = element("ul", { class: "texts" });
    this.root = element("div", {}, this.chart.root, this.list);
    const { plot, tooltip } = this.chart;
    plot.addEventListener("pointermove", (event) => this.hover(event));
    plot.addEventListener("pointerleave", () => tooltip.hide());
    plot.addEventListener("click", (event) => this.click(event));
  }

  /**
   * @param {SweepResult} result
   * @param {Theme} theme
   */
  async show(result, theme) {
    this.result = result;
    const figure = roomy(this.chart.root.clientWidth) ? result.figure : unnamed(result.figure);
    await this.chart.draw(figure, theme, result.alt_text);
    this.list.replaceChildren(...result.texts.map((text) => element("li", {}, text)));
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
   * The lines for settings that a hand changes; what belongs to others is left out.
   * @param {LiveSweep} live
   */
  async showLive({ lines, apart, height }) {
    const request = this.request();
    if (!this.result || !request) return;
    const { data, layout } = this.result.figure;
    const how = { ...request, height, logarithmic: layout.yaxis.type === "log" };
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
    await this.chart.redraw({ data: drawn, layout: { ...layout, yaxis, shapes: [], annotations: [] } });
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
   * The rate under the pointer and the values of all lines there, the nearest first.
   * @param {MouseEvent} event
   */
  find(event) {
    const { x, y, width, inside } = this.chart.at(event);
    if (!this.result || x < 0 || x > width) return null;
    const { plot } = this.chart;
    const { rates } = this.result;
    const index = nearest(rates, xAt(plot, x));
    const lines = drawnTraces(plot).flatMap((trace) => valueOf(trace, index, (value) => Math.abs(pixelsAt(plot, value) - y)));
    return { rate: rates[index], inside, lines: lines.sort((one, other) => one.away - other.away) };
  }

  /** @param {PointerEvent} event */
  hover(event) {
    const { plot, tooltip } = this.chart;
    const found = this.find(event);
    if (!found) return tooltip.hide();
    const rows = found.lines.map(({ name, value, colour }) => {
      const row = element("div", {}, `${name}: ${number(value, 4)}`);
      row.style.color = colour;
      return row;
    });
    tooltip.show(event, element("div", {}, `α = ${found.rate}`), ...rows);
    plot.style.cursor = found.lines[0]?.away < NEAR ? "pointer" : "default";
  }

  /** @param {MouseEvent} event */
  click(event) {
    const found = this.find(event);
    if (!found?.inside || !(found.lines[0]?.away < NEAR)) return;
    this.openInExplore({ [`${found.lines[0].key}.learning_rate`]: String(found.rate) });
  }

  resize() {
    this.chart.resize();
  }

  /** @param {string} format */
  save(format) {
    if (this.result) this.chart.save(format, this.result);
  }
}

/**
 * The place of the rate that is nearest on a logarithmic axis.
 * @param {number[]} rates
 * @param {number} wanted
 */
export function nearest(rates, wanted) {
  const away = (/** @type {number} */ rate) => Math.abs(Math.log(rate / wanted));
  return rates.reduce((best, rate, index) => (away(rate) < away(rates[best]) ? index : best), 0);
}

/**
 * The value of an optimizer's line, and how far from the pointer it lies; nothing of a trace that is no such line.
 * @param {Trace} trace
 * @param {number} index
 * @param {(value: number) => number} distance
 */
function valueOf({ meta, name, y, line }, index, distance) {
  if (!meta) return [];
  const value = y?.[index] ?? NaN;
  return [{ key: meta, name, value, away: Number.isFinite(value) ? distance(value) : Infinity, colour: line?.color ?? "" }];
}
