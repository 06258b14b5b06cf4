// The parts of saved pictures: the traces of a plot, the lines of runs, their start, and the marks on them.
import { PAPER, TEXT } from "../browser/colors.js";
import { MAX_EXITS } from "./paths.js";

/**
 * @import { Line, MarkedChange, Rectangle, Run, Theme } from "../browser/types"
 * @import { Annotation, Plot } from "../browser/plotly"
 */

const EDGE = 0.2; // share of a side in which text beside a point would reach over the edge

/**
 * The traces of a plot, without legend entries.
 * @param {Plot} plot
 */
export function drawn(plot) {
  return (plot.data ?? []).map((trace) => ({ ...trace, showlegend: false }));
}

/** @param {Plot} plot */
export function layoutOf({ layout }) {
  if (!layout) throw new Error("There is nothing to save yet.");
  return layout;
}

/**
 * @param {Run} run
 * @param {Theme} theme
 */
export function lineOf(run, theme, width = 3) {
  return { color: run.style[theme], dash: run.style.dash, width };
}

/**
 * The values of a line, with a gap where a new piece starts.
 * @param {number[]} pen
 * @param {number[]} values
 */
export function pieces(pen, values) {
  return values.flatMap((value, i) => (pen[i] || i === 0 ? [value] : [null, value]));
}

/** @param {Theme} theme */
export function startOf(theme, size = 12) {
  const marker = {
    color: PAPER[theme],
    size,
    symbol: "circle",
    line: { width: 3, color: TEXT[theme] },
  };
  return { mode: "markers", marker, name: "start", showlegend: false };
}

/**
 * Rings at mid-run changes, with the new settings.
 * @param {Run} run
 * @param {Pick<Line, "t" | "x" | "y">} line
 * @param {Theme} theme
 */
export function changesOf({ style, changes = [] }, { t, x, y }, theme) {
  /** @type {(change: MarkedChange) => boolean} */
  const within = ([step]) => t.includes(step);
  const made = changes.filter(within);
  const places = made.map(([step]) => t.indexOf(step));
  return {
    ...{ type: "scatter", mode: "markers+text", showlegend: false },
    ...{
      x: places.map((at) => x[at]),
      y: places.map((at) => y[at]),
      text: made.map(([, text]) => text),
    },
    marker: {
      symbol: "circle-open",
      size: 14,
      color: style[theme],
      line: { width: 2.5 },
    },
    textposition: "top center",
    textfont: { color: style[theme], size: 12 },
  };
}

/**
 * Where a path leaves the map, for the first exits, as on the page; the text stands within the map.
 * @param {Run} run
 * @param {Theme} theme
 * @param {Rectangle} range visible part of the map
 * @returns {Annotation[]}
 */
export function exitsOf({ exits, style }, theme, [left, right, low, high]) {
  return exits.slice(0, MAX_EXITS).map(([x, y, t]) => {
    const [across, up] = [(x - left) / (right - left), (y - low) / (high - low)];
    return {
      ...{ x, y, text: `leaves at step ${Math.ceil(t)}`, font: { size: 12, color: style[theme] } },
      ...{ showarrow: true, arrowhead: 2, ax: 0, ay: up < EDGE ? -26 : 26 },
      xanchor: across < EDGE ? "left" : across > 1 - EDGE ? "right" : "center",
    };
  });
}

/** @param {Run} run */
export function symbolOf({ style: { marker } }) {
  return marker === "triangle" ? "triangle-up" : marker; // the other names match Plotly's
}
