// The curve: a metric of each run by step, on the clock of the other views.
import { find } from "../browser/dom.js";
import { factor } from "../browser/magnify.js";
import { clamp } from "../browser/numbers.js";
import { draw, fitToHost, relayout } from "../browser/plotly_adapter.js";
import { frameOf } from "../browser/plotly_internals.js";
import { crossingsOf, extremes, linearRange, logarithmicRange, near, valuesOf } from "./curve_axes.js";
import { CanvasOverlay } from "./overlay.js";

/**
 * @import { Metric, Point, ProjectedLine, Projection, Rectangle, Rows, Run } from "../browser/types"
 * @import { Figure, Plot } from "../browser/plotly"
 * @import { Band } from "./cloud.js"
 * @import { Values } from "./curve_axes.js"
 * @typedef {object} Choice
 * @property {string} key of the metric
 * @property {Metric} metric
 * @property {"linear" | "log"} scale
 * @property {"steps" | "evaluations"} per unit of the horizontal axis
 * @property {number} steps
 * @property {number | null} lowest
 * @property {Point} heights lowest and highest of the terrain
 * @property {Band | null} [band] quantiles of the metric over the seeds of an ensemble
 * @property {(key: string, of: (run: Rows) => Values) => Values[]} [ofAll] a function's results, cached by key, on all runs that
 * could be shown instead, for which the axes have room
 * @typedef {{ run: Run, values: Values, limits: Values, crossings: number[] }} StabilityLimit
 */

/** The title of the horizontal axis. */
const AXES = { steps: "step", evaluations: "gradient evaluations" };
const FEW = 6; // steps, each with a tick
const LOW = 130; // pixels at the usual font size: below this height, axis titles are shortened
const VANISHING = 60; // pixels below which they are omitted: Plotly cannot place a title without tick labels
const BENEATH = { low: 26, usual: 44 };

export class Curve {
  log = false;
  /** Whether the metric has a logarithm. */
  positive = false;
  /** @type {"steps" | "evaluations"} */
  per = "steps";
  title = "";
  key = "";
  /** Titles and ticks that depend on the height, as a string to compare. */
  words = "";
  /** @type {Rectangle | null} */
  range = null;
  /** @type {Values[]} */
  rows = [];
  /** @type {StabilityLimit[]} */
  limits = [];
  /** @type {Band | null} */
  band = null;
  /** @type {Map<string, ProjectedLine & { run: Run, signature: string }>} */
  kept = new Map();

  /**
   * @param {HTMLElement} host
   * @param {() => number} times size of its type relative to the page's
   */
  constructor(host, times = factor) {
    this.host = host;
    this.times = times;
    /** @type {Plot} */
    this.plot = find(host, ".plot");
    this.overlay = new CanvasOverlay(host);
  }

  /** @param {Figure} figure */
  async load(figure) {
    this.range = null;
    this.key = this.words = "";
    const layout = structuredClone(figure.layout);
    layout.xaxis.title.text = layout.yaxis.title.text = ""; // set when a metric is shown
    await draw(this.plot, { ...figure, layout });
    this.kept.clear();
  }

  async resize() {
    const { plot, words } = this;
    if (!words || words === JSON.stringify(this.axes())) await fitToHost(plot);
    else if (plot.data && plot.offsetParent) await this.relayout({ autosize: true }); // it may have left
  }

  /** Titles and ticks: if the curve is low, fewer ticks, and no title that repeats the menu beside it. */
  axes() {
    const height = this.plot.clientHeight / this.times();
    const low = height < LOW;
    return {
      "xaxis.title.text": low ? "" : AXES[this.per],
      "yaxis.title.text": height < VANISHING ? "" : this.title,
      "yaxis.nticks": low ? 3 : 6,
      "margin.b": (low ? BENEATH.low : BENEATH.usual) * this.times(),
    };
  }

  /** @param {Record<string, unknown>} changed */
  async relayout(changed) {
    const axes = this.axes();
    this.words = JSON.stringify(axes);
    await relayout(this.plot, { ...changed, ...axes });
  }

  frame() {
    return frameOf(this.plot);
  }

  /**
   * Show runs by a metric; the axes change only if the choice does.
   * @param {Run[]} runs
   * @param {Choice} choice
   */
  async show(runs, choice) {
    const { key: name, metric, scale, steps, lowest } = choice;
    this.per = choice.per;
    const of = (/** @type {Rows} */ run) => valuesOf(run, name, metric, scale, lowest);
    this.rows = runs.map(of);
    this.limits = runs.flatMap((run, index) => limitsOf(run, name, this.rows[index]));
    const [least] = extremes(this.rows, (value) => !Number.isNaN(value));
    this.positive = !metric.above || lowest !== null || least > 0;
    this.log = scale === "log" && this.positive;
    this.title = this.log && metric.above && lowest !== null ? metric.above : metric.title;
    this.band = choice.band ?? null;
    const all = choice.ofAll?.(`${name} ${scale}`, of) ?? this.rows;
    const range = this.rangeFor(
      [...all, ...(this.band ? Object.values(this.band) : []), ...this.limits.map(({ limits }) => near(limits, this.rows))],
      choice,
    );
    this.kept.clear();
    const ends = runs.map((run) => this.along(run).at(-1) ?? 0);
    const last = this.per === "steps" ? steps : Math.max(1, ...ends);
    const key = JSON.stringify([range, last, this.per, this.title, this.log]);
    if (key === this.key) return;
    this.key = key;
    this.range = [0, last, ...range];
    await this.relayout({
      "xaxis.range": [0, last],
      "xaxis.dtick": last < FEW ? 1 : null, // no ticks between steps
      "yaxis.type": this.log ? "log" : "linear",
      "yaxis.range": range,
    });
  }

  /**
   * The position of a run's points on the horizontal axis.
   * @param {Run} run
   */
  along(run) {
    return this.per === "steps" ? run.t : run.evaluations;
  }

  /**
   * @param {Values[]} rows
   * @param {Choice} choice
   */
  rangeFor(rows, { metric: { reach }, heights }) {
    if (this.log) return logarithmicRange(rows);
    return linearRange(rows, reach === "terrain" ? heights : null, reach !== "all");
  }

  /** @returns {Projection} */
  projection() {
    const { width, height } = this.frame();
    const [first, last, low, high] = this.range ?? [0, 1, 0, 1];
    return {
      project: (t, value) => [
        ((t - first) / (last - first)) * width,
        clamp(((high - (this.log ? Math.log10(value) : value)) / (high - low)) * height, -1e4, 1e4),
      ],
      signature: [width, height, first, last, low, high, this.log, this.per].join(),
    };
  }

  /**
   * The dotted lines of the stability limits, and the points where a run crosses its own.
   * @param {Projection} projection
   */
  limitLines({ project }) {
    return this.limits.map(({ run, values, limits, crossings }) => {
      const t = Array.from(limits, (_, i) => run.t[i]);
      const along = this.along(run);
      const points = t.map((_, i) => project(along[i], limits[i]));
      const line = { px: points.map(([x]) => x), py: points.map(([, down]) => down), t, pen: t.map((_, i) => (i ? 1 : 0)) };
      const marks = crossings.map((i) => ({ step: run.t[i], at: project(along[i], values[i]) }));
      return { run, line, marks };
    });
  }

  /**
   * @param {Run[]} runs
   * @param {Projection} projection
   */
  lines(runs, projection) {
    return runs.map((run, index) => this.line(run, this.rows[index] ?? [], projection));
  }

  /**
   * @param {Run} run
   * @param {Values} values
   * @param {Projection} projection
   */
  line(run, values, { project, signature }) {
    const known = this.kept.get(run.key);
    if (known?.run === run && known.signature === signature) return known;
    /** @type {{ px: number[], py: number[], t: number[], pen: number[] }} */
    const { px, py, t, pen } = { px: [], py: [], t: [], pen: [] };
    const along = this.along(run);
    let down = 0;
    for (let at = 0; at < values.length; at++) {
      const drawn = Number.isFinite(values[at]) && (!this.log || values[at] > 0);
      if (drawn) {
        const [x, depth] = project(along[at], values[at]);
        px.push(x);
        py.push(depth);
        t.push(run.t[at]);
        pen.push(down);
      }
      down = drawn ? 1 : 0;
    }
    const line = { run, signature, px, py, t, pen };
    this.kept.set(run.key, line);
    return line;
  }
}

/**
 * The stability limit of a metric, if the run has one.
 * @param {Run} run
 * @param {string} key of the metric
 * @param {Values} values
 * @returns {StabilityLimit[]}
 */
function limitsOf(run, key, values) {
  const limits = run.limits[key];
  return limits && values.length ? [{ run, values, limits, crossings: crossingsOf(values, limits) }] : [];
}
