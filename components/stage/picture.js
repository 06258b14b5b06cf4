// Saved pictures: each view as PNG or SVG at three times its size, with its legend and all settings.
import { PAPER } from "../browser/colors.js";
import { captioned } from "../browser/wrapped.js";
import { beneathPaths, colorsOf } from "../browser/fates/figure.js";
import { seenAt } from "./paths.js";
import { changesOf, drawn, exitsOf, layoutOf, lineOf, pieces, startOf, symbolOf } from "./picture_parts.js";

/**
 * @import { Rectangle, Run, Scene, Theme } from "../browser/types"
 * @import { Layout, SurfaceLayout, Trace } from "../browser/plotly"
 * @import { SeenFates } from "../browser/fates/figure.js"
 * @import { Curve } from "./curve.js"
 * @import { SeenEnsemble } from "./ensemble_figure.js"
 * @import { ViewName } from "./elements.js"
 * @import { ContourMap } from "./map.js"
 * @import { Surface3D } from "./surface3d.js"
 * @typedef {object} Shown
 * @property {Pick<Scene, "title" | "caption" | "file" | "start" | "steps" | "window">} scene
 * @property {Run[]} runs
 * @property {number} time of the clock: later steps are not shown
 * @property {Theme} theme
 * @property {Surface3D} surface3d
 * @property {ContourMap} map
 * @property {Curve} curve
 * @property {() => SeenFates | null} fates below the paths of the map
 * @property {SeenEnsemble} ensemble below the runs
 * @typedef {{ data: Trace[], layout: Layout }} Picture
 */

/** @type {Record<ViewName, { size: [number, number], name: string, figure: (shown: Shown, fates: SeenFates | null) => Picture }>} */
const VIEWS = {
  surface3d: { size: [900, 640], name: "3d", figure: surfaceFigure },
  map: { size: [700, 640], name: "contour", figure: mapFigure },
  curve: { size: [900, 420], name: "curve", figure: curveFigure },
};
const FONT = "Helvetica, Arial, sans-serif"; // pictures cannot use web fonts
const HALO = "rgba(255, 255, 255, 0.75)";
/** @type {Record<string, string | undefined>} Plotly's markers in 3D, except “x”, which it draws as ❌: few fonts have that */
const SOLIDS = {
  ...{ square: "square", diamond: "diamond", triangle: "diamond-open" },
  ...{ cross: "cross", pentagon: "square-open", star: "cross" },
};

/**
 * A picture of a view as currently shown, and its file name.
 * @param {ViewName} view
 * @param {Shown} shown
 */
export function pictureOf(view, shown) {
  const { size, name, figure } = VIEWS[view];
  const seen = {
    ...shown,
    runs: shown.runs.map((run) => seenAt(run, shown.time, shown.scene.window)),
  };
  const { title, caption, steps, file } = shown.scene;
  const step = Math.floor(shown.time);
  const upTo = step < steps ? `${caption}, shown up to step ${step}` : caption;
  const picture = () => {
    const fates = view === "map" ? shown.fates() : null;
    const seenUpTo = fates ? `${upTo}; ${colorsOf(fates)}` : upTo;
    return {
      figure: framed(figure(seen, fates), seen, seenUpTo, size),
      title,
      caption: seenUpTo,
    };
  };
  return { file: `${file}-${name}`, picture };
}

/**
 * Title and settings above; below, a line per run with all hyperparameters.
 * @param {Picture} figure
 * @param {Shown} shown
 * @param {string} caption
 * @param {[number, number]} size
 */
function framed({ data, layout }, { scene, theme }, caption, [width, height]) {
  const rows = 20 * data.filter(({ showlegend }) => showlegend !== false).length;
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
      legend: {
        x: 0,
        y: -64 / (height - 70),
        yanchor: "top",
        font: { size: 13 },
        itemwidth: 50,
      },
      title,
      margin: { l: 70, r: 20, t: 70 + more, b: 70 + rows },
    },
  };
}

/**
 * @param {Shown} shown
 * @param {SeenFates | null} fates
 * @returns {Picture}
 */
function mapFigure({ scene, runs, theme, map, ensemble }, fates) {
  const paths = runs.map(({ line, ...run }) => ({
    ...{
      type: "scatter",
      mode: "lines",
      name: run.label,
      line: lineOf({ line, ...run }, theme),
    },
    ...{ x: pieces(line.pen, line.x), y: pieces(line.pen, line.y) },
  }));
  const inside = runs.filter((run) => run.line.t.at(-1) === run.t[run.t.length - 1]); // at the end
  const ends = inside.map((run) => ({
    ...{
      type: "scatter",
      mode: "markers",
      showlegend: false,
      x: run.line.x.slice(-1),
      y: run.line.y.slice(-1),
    },
    marker: {
      symbol: symbolOf(run),
      size: 11,
      color: run.style[theme],
      line: { width: 1.5, color: PAPER[theme] },
    },
  }));
  const changed = runs.map((run) => changesOf(run, run.line, theme));
  const start = {
    type: "scatter",
    ...startOf(theme),
    x: [scene.start[0]],
    y: [scene.start[1]],
  };
  const layout = layoutOf(map.plot);
  const [xaxis, yaxis] = [layout.xaxis, layout.yaxis].map((axis) => ({
    ...axis,
    domain: [0, 1],
  })); // on the page Plotly narrows them
  const { images, entries, signs } = fates ? beneathPaths(fates) : { images: [], entries: [], signs: [] };
  /** @type {Rectangle} */
  const range = [...xaxis.range, ...yaxis.range];
  const annotations = [...map.names, ...signs, ...runs.flatMap((run) => exitsOf(run, theme, range))];
  const halo = { color: HALO, width: 6 };
  const halos = fates ? paths.map((path) => ({ ...path, line: halo, showlegend: false })) : []; // otherwise colors hide them
  const data = [...drawn(map.plot), ...ensemble.onMap(), ...halos, ...paths, ...changed, ...ends, start, ...entries];
  return { data, layout: { ...layout, xaxis, yaxis, annotations, images } };
}

/**
 * @param {Shown} shown
 * @returns {Picture}
 */
function surfaceFigure({ scene, runs, theme, surface3d, ensemble }) {
  const paths = runs.map((run) => {
    const { pen, x, y, z } = surface3d.draped(run);
    const [px, py, pz] = [x, y, z].map((values) => pieces(pen, values));
    return {
      type: "scatter3d",
      mode: "lines",
      name: run.label,
      line: lineOf(run, theme, 6),
      x: px,
      y: py,
      z: pz,
    };
  });
  const ends = paths.map(({ x, y, z }, index) => ({
    ...{
      type: "scatter3d",
      mode: "markers",
      showlegend: false,
      x: x.slice(-1),
      y: y.slice(-1),
      z: z.slice(-1),
    },
    marker: {
      symbol: SOLIDS[runs[index].style.marker] ?? "circle",
      size: 5,
      color: runs[index].style[theme],
    },
  }));
  const [x, y] = scene.start;
  const start = {
    type: "scatter3d",
    ...startOf(theme, 5),
    x: [x],
    y: [y],
    z: [surface3d.heightAt(x, y)],
  };
  const layout = /** @type {SurfaceLayout} */ (layoutOf(surface3d.plot));
  const view = { ...layout.scene, camera: surface3d.camera() };
  return {
    data: [...drawn(surface3d.plot), ...ensemble.onSurface(surface3d), ...paths, ...ends, start],
    layout: { ...layout, scene: view },
  };
}

/**
 * @param {Shown} shown
 * @returns {Picture}
 */
function curveFigure({ runs, theme, curve, ensemble }) {
  const rows = runs.map((run, index) => {
    const y = Array.from(curve.rows[index]).slice(0, run.t.length);
    const [t, x] = [run.t, curve.along(run)].map((row) => y.map((_, at) => row[at]));
    return { t, x, y };
  });
  const lines = runs.map((run, index) => {
    const { x, y } = rows[index];
    return {
      type: "scatter",
      mode: "lines",
      name: run.label,
      line: lineOf(run, theme),
      x,
      y,
    };
  });
  const changed = runs.map((run, index) => changesOf(run, rows[index], theme));
  const layout = structuredClone(layoutOf(curve.plot));
  layout.yaxis.title.text = curve.title;
  return { data: [...ensemble.onCurve(curve), ...lines, ...changed], layout };
}
