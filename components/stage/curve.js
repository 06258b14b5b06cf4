// The curve: f, the distance, the slope or the learning rate of each run against the step, on the clock of the other views.
import { CONFIG, frameOf, plotly } from "../browser/plotly_adapter.js";
import { Ink } from "./canvas_overlay.js";

const SMALLEST = 1e-16; // on a logarithmic axis, as a share of the first value: below lies round-off

export class Curve {
  constructor(host) {
    this.host = host;
    this.plot = host.querySelector(".plot");
    this.ink = new Ink(host);
  }

  async ground(figure) {
    const Plotly = await plotly();
    this.range = null;
    await Plotly.react(this.plot, figure.data, structuredClone(figure.layout), CONFIG);
    this.lines = new Map();
  }

  async resize() {
    if (this.lines && this.host.offsetParent) await window.Plotly.Plots.resize(this.plot); // a hidden plot has no size
  }

  frame() {
    return frameOf(this.plot);
  }

  // Choose what is shown: sets the axes where they change, and keeps them where they do not.
  // `all` are the runs that the axes have room for: those that are shown, or all that could be picked instead.
  async show(runs, { metric, scale, steps, lowest, heights, all }) {
    const rows = runs.map((run) => values(run, metric, scale, lowest));
    const bearable = metric === "sharpness" ? runs.map(bearableOf).filter(Boolean) : [];
    const inAll = all === runs ? rows : all.everything(metric, (run) => [values(run, metric, scale, lowest)]);
    const ranging = [...inAll, ...bearable.map((line) => near(line, rows))];
    const least = Math.min(...rows.map(({ y }) => y.reduce((low, value) => Math.min(low, value), Infinity)));
    this.log = scale === "log" && (metric !== "value" || lowest !== null || least > 0);
    const range = this.log ? logarithmicRange(ranging) : linearRange(ranging, metric === "value" ? heights : null, metric !== "rate" && metric !== "sharpness");
    const title = titleOf(metric, this.log && lowest !== null);
    const key = JSON.stringify([range, steps, title, this.log]);
    this.rows = rows;
    this.bearable = bearable;
    this.lines = new Map();
    if (key !== this.key) {
      this.key = key;
      this.range = [0, steps, ...range];
      const type = this.log ? "log" : "linear";
      await window.Plotly.relayout(this.plot, {
        "xaxis.range": [0, steps],
        "yaxis.type": type,
        "yaxis.range": range,
        "yaxis.title.text": title,
      });
    }
  }

  projection() {
    const { width, height } = this.frame();
    const [tLow, tHigh, low, high] = this.range;
    const project = (t, value) => [
      ((t - tLow) / (tHigh - tLow)) * width,
      Math.min(Math.max(((high - (this.log ? Math.log10(value) : value)) / (high - low)) * height, -1e4), 1e4),
    ];
    return { project, signature: [width, height, ...this.range, this.log].join() };
  }

  // The dotted lines of what the rates bear, and the places where a run crosses its own.
  limits({ project }) {
    return (this.bearable ?? []).map(({ run, y, crossings }) => {
      const t = Array.from(y, (_, i) => run.t[i]);
      const [px, py] = [0, 1].map((axis) => t.map((step, i) => project(step, y[i])[axis]));
      const marks = crossings.map((i) => project(run.t[i], run.sharpness[i]));
      return { run, line: { px, py, t, pen: t.map((_, i) => (i ? 1 : 0)) }, marks, steps: crossings.map((i) => run.t[i]) };
    });
  }

  line(run, index, { project, signature }) {
    let line = this.lines.get(run.key);
    if (line?.run !== run || line.signature !== signature) {
      const { first, y } = this.rows[index];
      line = { run, signature, t: [], pen: [], px: [], py: [] };
      let pen = 0;
      y.forEach((value, at) => {
        const drawn = Number.isFinite(value) && (!this.log || value > 0);
        if (drawn) {
          const step = run.t[first + at];
          const [px, py] = project(step, value);
          line.px.push(px), line.py.push(py), line.t.push(step), line.pen.push(pen);
        }
        pen = drawn ? 1 : 0;
      });
      this.lines.set(run.key, line);
    }
    return line;
  }
}

// The sharpest ground that a run's learning rate bears at each step, where theory knows it, and where the run crosses that.
function bearableOf(run) {
  if (run.limit === null || !run.sharpness) return null;
  const y = run.rates.map((rate, i) => run.limit[i] / rate);
  const above = Array.from(y, (bears, i) => run.sharpness[i] > bears);
  return { run, y, first: 0, crossings: above.flatMap((sharp, i) => (i && sharp !== above[i - 1] ? [i] : [])) };
}

// A line that may lie far above all others takes no more room than they do.
function near({ y }, rows) {
  const most = Math.max(...rows.map((row) => row.y.reduce((high, value) => (Number.isFinite(value) ? Math.max(high, value) : high), 0)));
  return { first: 0, y: y.map((value) => Math.min(value, 2.5 * most || 1)) };
}

// The values of a run, and the place of the first of them.
export function values(run, metric, scale, lowest) {
  if (metric === "rate") return { first: 1, y: run.rates };
  if (metric === "gradient") return { first: 0, y: run.slope };
  if (metric === "distance" || metric === "sharpness") return { first: 0, y: run[metric] ?? new Float32Array() };
  return { first: 0, y: scale === "log" || lowest === null ? run.above : run.above.map((above) => above + lowest) };
}

export function titleOf(metric, above) {
  return { value: above ? "f − f*" : "f", distance: "distance to the minimum", gradient: "‖∇f‖", rate: "learning rate", sharpness: "λmax; dotted: what the rate bears" }[metric];
}

// Room for every value, but not for those of a path far above the ground that is shown: they leave by the upper edge.
function linearRange(rows, heights, mayEscape) {
  let [low, high] = [Infinity, -Infinity];
  for (const { y } of rows) for (const value of y) if (Number.isFinite(value)) (low = Math.min(low, value)), (high = Math.max(high, value));
  if (heights) (low = Math.max(low, heights[0] - 0.05 * (heights[1] - heights[0]))), (high = Math.min(high, heights[1]));
  else if (mayEscape) high = Math.min(high, 4 * Math.max(...rows.map(({ y }) => y[0] ?? 0)) || high);
  if (!(low < high)) [low, high] = Number.isFinite(low) ? [low - 1, low + 1] : [0, 1];
  return tidy(low - 0.04 * (high - low), high + 0.04 * (high - low));
}

function logarithmicRange(rows) {
  const first = Math.max(...rows.map(({ y }) => y[0] ?? 0), 1e-30);
  let [low, high] = [Infinity, -Infinity];
  for (const { y } of rows) for (const value of y) if (value > 0 && value < Infinity) (low = Math.min(low, value)), (high = Math.max(high, value));
  if (!(low <= high)) return [-1, 1];
  const [least, most] = [Math.max(low, first * SMALLEST), Math.min(high, first * 1e3)].map(Math.log10);
  return [Math.floor(2 * least - 0.2) / 2, Math.ceil(2 * most + 0.2) / 2];
}

// Rounded outwards to two digits of the range's size, so that small changes leave the axis alone.
function tidy(low, high) {
  const unit = 10 ** Math.floor(Math.log10(high - low)) / 10;
  return [Math.floor(low / unit) * unit, Math.ceil(high / unit) * unit];
}
