// Pictures to take away: each view as PNG or SVG, three times the size, with its legend and all that was set.
import { PAPER, TEXT } from "../browser/colours.js";
import { captioned } from "../browser/wrapped.js";
import { seenAt } from "./paths.js";

/**
 * @import { Line, MarkedChange, Run, Scene, Theme } from "../browser/types"
 * @import { Annotation, Layout, Plot, SurfaceLayout, Trace } from "../browser/plotly"
 * @import { Curve } from "./curve.js"
 * @import { ViewName } from "./elements.js"
 * @import { ContourMap } from "./map.js"
 * @import { Surface3D } from "./surface3d.js"
 * @typedef {object} Shown
 * @property {Pick<Scene, "title" | "caption" | "file" | "start" | "steps" | "window">} scene
 * @property {Run[]} runs
 * @property {number} time on the clock: later steps are not shown
 * @property {Theme} theme
 * @property {Surface3D} surface3d
 * @property {ContourMap} map
 * @property {Curve} curve
 * @typedef {{ data: Trace[], layout: Layout }} Picture
 */

/** @type {Record<ViewName, { size: [number, number], name: string, figure: (shown: Shown) => Picture }>} */
const VIEWS = {
  surface3d: { size: [900, 640], name: "3d", figure: surfaceFigure },
  map: { size: [700, 640], name: "contour", figure: mapFigure },
  curve: { size: [900, 420], name: "curve", figure: curveFigure },
};
const FONT = "Helvetica, Arial, sans-serif"; // a picture cannot use the fonts of the page
/** @type {Record<string, string | undefined>} the markers that Plotly has in three dimensions */
const SOLIDS = {
  ...{ square: "square", diamond: "diamond", triangle: "diamond-open" },
  ...{ cross: "cross", pentagon: "square-open", star: "x" },
};

/**
 * A picture of a view as it is seen, and how its file is called.
 * @param {ViewName} view
 * @param {Shown} shown
 */
export function pictureOf(view, shown) {
  const { size, name, figure } = VIEWS[view];
  const seen = { ...shown, runs: shown.runs.map((run) => seenAt(run, shown.time, shown.scene.window)) };
  const { title, caption, steps, file } = shown.scene;
  const step = Math.floor(shown.time);
  const said = step < steps ? `${caption}, shown up to step ${step}` : caption;
  const picture = () => ({ figure: framed(figure(seen), seen, said, size), title, caption: said });
  return { file: `${file}-${name}`, picture };
}

/**
 * Title, settings above; below, a line for each run with all of its hyperparameters.
 * @param {Picture} figure
 * @param {Shown} shown
 * @param {string} caption
 * @param {[number, number]} size
 */
function framed({ data, layout }, { scene, runs, theme }, caption, [width, height]) {
  const rows = 20 * runs.length;
  const { title, more } = captioned(scene.title, caption, width);
  return {
    data,
    layout: {
      ...layout,
      paper_bgcolor: PAPER[theme],
      plot_bgcolor: PAPER[theme],
      font: { ...layout.font, family: FONT },
      width,
      height: height + rows + more,
      showlegend: true,
      legend: { x: 0, y: -64 / (height - 70), yanchor: "top", font: { size: 13 }, itemwidth: 50 },
      title,
      margin: { l: 70, r: 20, t: 70 + more, b: 70 + rows },
    },
  };
}

/**
 * What is drawn in a plot, without entries in the legend.
 * @param {Plot} plot
 */
function drawn(plot) {
  return (plot.data ?? []).map((trace) => ({ ...trace, showlegend: false }));
}

/** @param {Plot} plot */
function layoutOf({ layout }) {
  if (!layout) throw new Error("There is nothing to save yet.");
  return layout;
}

/**
 * @param {Run} run
 * @param {Theme} theme
 */
function lineOf(run, theme, width = 3) {
  return { color: run.style[theme], dash: run.style.dash, width };
}

/**
 * The numbers of a line with a gap where a new part begins.
 * @param {number[]} pen
 * @param {number[]} values
 */
export function pieces(pen, values) {
  return values.flatMap((value, i) => (pen[i] || i === 0 ? [value] : [null, value]));
}

/** @param {Theme} theme */
function startOf(theme, size = 12) {
  const marker = { color: PAPER[theme], size, symbol: "circle", line: { width: 3, color: TEXT[theme] } };
  return { mode: "markers", marker, name: "start", showlegend: false };
}

/**
 * @param {Shown} shown
 * @returns {Picture}
 */
function mapFigure({ scene, runs, theme, map }) {
  const paths = runs.map(({ line, ...run }) => ({
    ...{ type: "scatter", mode: "lines", name: run.label, line: lineOf({ line, ...run }, theme) },
    ...{ x: pieces(line.pen, line.x), y: pieces(line.pen, line.y) },
  }));
  const inside = runs.filter((run) => run.line.t.at(-1) === run.t[run.t.length - 1]); // at the end
  const ends = inside.map((run) => ({
    ...{ type: "scatter", mode: "markers", showlegend: false, x: run.line.x.slice(-1), y: run.line.y.slice(-1) },
    marker: { symbol: symbolOf(run), size: 11, color: run.style[theme], line: { width: 1.5, color: PAPER[theme] } },
  }));
  const changed = runs.map((run) => changesOf(run, run.line, theme));
  const start = { type: "scatter", ...startOf(theme), x: [scene.start[0]], y: [scene.start[1]] };
  const layout = layoutOf(map.plot);
  const annotations = [...(layout.annotations ?? []), ...runs.flatMap((run) => exitsOf(run, theme))];
  return { data: [...drawn(map.plot), ...paths, ...changed, ...ends, start], layout: { ...layout, annotations } };
}

/**
 * Rings where settings change during the run, with what they are from there on.
 * @param {Run} run
 * @param {Pick<Line, "t" | "x" | "y">} line
 * @param {Theme} theme
 */
function changesOf({ style, changes = [] }, { t, x, y }, theme) {
  /** @type {(change: MarkedChange) => boolean} */
  const within = ([step]) => t.includes(step);
  const made = changes.filter(within);
  const places = made.map(([step]) => t.indexOf(step));
  return {
    ...{ type: "scatter", mode: "markers+text", showlegend: false },
    ...{ x: places.map((at) => x[at]), y: places.map((at) => y[at]), text: made.map(([, text]) => text) },
    marker: { symbol: "circle-open", size: 14, color: style[theme], line: { width: 2.5 } },
    textposition: "top center",
    textfont: { color: style[theme], size: 12 },
  };
}

/**
 * @param {Run} run
 * @param {Theme} theme
 * @returns {Annotation[]}
 */
function exitsOf({ exits, style }, theme) {
  return exits.map(([x, y, t]) => ({
    ...{ x, y, text: `leaves at step ${Math.ceil(t)}`, showarrow: true, arrowhead: 2, ax: 0, ay: 26 },
    font: { size: 12, color: style[theme] },
  }));
}

/**
 * @param {Shown} shown
 * @returns {Picture}
 */
function surfaceFigure({ scene, runs, theme, surface3d }) {
  const paths = runs.map((run) => {
    const { pen, x, y, z } = surface3d.draped(run);
    const [px, py, pz] = [x, y, z].map((values) => pieces(pen, values));
    return { type: "scatter3d", mode: "lines", name: run.label, line: lineOf(run, theme, 6), x: px, y: py, z: pz };
  });
  const ends = paths.map(({ x, y, z }, index) => ({
    ...{ type: "scatter3d", mode: "markers", showlegend: false, x: x.slice(-1), y: y.slice(-1), z: z.slice(-1) },
    marker: { symbol: SOLIDS[runs[index].style.marker] ?? "circle", size: 5, color: runs[index].style[theme] },
  }));
  const [x, y] = scene.start;
  const start = { type: "scatter3d", ...startOf(theme, 5), x: [x], y: [y], z: [surface3d.heightAt(x, y)] };
  const layout = /** @type {SurfaceLayout} */ (layoutOf(surface3d.plot));
  const view = { ...layout.scene, camera: surface3d.camera() };
  return { data: [...drawn(surface3d.plot), ...paths, ...ends, start], layout: { ...layout, scene: view } };
}

/**
 * @param {Shown} shown
 * @returns {Picture}
 */
function curveFigure({ runs, theme, curve }) {
  const rows = runs.map((run, index) => {
    const y = Array.from(curve.rows[index]).slice(0, run.t.length);
    const [t, x] = [run.t, curve.along(run)].map((row) => y.map((_, at) => row[at]));
    return { t, x, y };
  });
  const lines = runs.map((run, index) => {
    const { x, y } = rows[index];
    return { type: "scatter", mode: "lines", name: run.label, line: lineOf(run, theme), x, y };
  });
  const changed = runs.map((run, index) => changesOf(run, rows[index], theme));
  const layout = structuredClone(layoutOf(curve.plot));
  layout.yaxis.title.text = curve.title;
  return { data: [...lines, ...changed], layout };
}

/** @param {Run} run */
function symbolOf({ style: { marker } }) {
  return marker === "triangle" ? "triangle-up" : marker; // the other names are Plotly's
}
