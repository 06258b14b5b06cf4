// The curve: f, the distance, the slope or the learning rate of each run against the step, on the clock of the other views.
import { CONFIG, frameOf, plotly } from "./plotly.js";
import { Ink } from "./ink.js";

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
    if (this.lines) await window.Plotly.Plots.resize(this.plot);
  }

  frame() {
    return frameOf(this.plot);
  }

  // Choose what is shown: sets the axes where they change, and keeps them where they do not.
  async show(runs, { metric, scale, steps, lowest, heights }) {
    const rows = runs.map((run) => values(run, metric, scale, lowest));
    const least = Math.min(...rows.map(({ y }) => y.reduce((low, value) => Math.min(low, value), Infinity)));
    this.log = scale === "log" && (metric !== "value" || lowest !== null || least > 0);
    const range = this.log ? logarithmicRange(rows) : linearRange(rows, metric === "value" ? heights : null, metric !== "rate");
    const title = titleOf(metric, this.log && lowest !== null);
    const key = JSON.stringify([range, steps, title, this.log]);
    this.rows = rows;
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

  line(run, index, { project, signature }) {
    let line = this.lines.get(run.key);
    if (line?.signature !== signature) {
      const { first, y } = this.rows[index];
      line = { signature, t: [], pen: [], px: [], py: [] };
      let pen = 0;
      y.forEach((value, at) => {
        const drawn = Number.isFinite(value) && (!this.log || value > 0);
        if (drawn) {
          const [px, py] = project(first + at, value);
          line.px.push(px), line.py.push(py), line.t.push(first + at), line.pen.push(pen);
        }
        pen = drawn ? 1 : 0;
      });
      this.lines.set(run.key, line);
    }
    return line;
  }
}

// The values of a run, and the step of the first of them.
export function values(run, metric, scale, lowest) {
  if (metric === "rate") return { first: 1, y: run.rates };
  if (metric === "gradient") return { first: 0, y: run.slope };
  if (metric === "distance") return { first: 0, y: run.distance ?? new Float32Array() };
  return { first: 0, y: scale === "log" || lowest === null ? run.above : run.above.map((above) => above + lowest) };
}

export function titleOf(metric, above) {
  return { value: above ? "f − f*" : "f", distance: "distance to the minimum", gradient: "‖∇f‖", rate: "learning rate" }[metric];
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
