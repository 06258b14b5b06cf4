// Drawing on a view's canvas: lines up to the clock's time, markers, the start, and the points where paths leave the window.
import { stride } from "./clock.js";
import { MAX_EXITS } from "./paths.js";
import { headOf } from "./projected_lines.js";

/**
 * @import { Point, ProjectedLine, Projection, Run, Theme } from "../browser/types"
 * @import { Curve } from "./curve.js"
 * @import { ContourMap } from "./map.js"
 * @import { CanvasOverlay } from "./overlay.js"
 * @import { Surface3D } from "./surface3d.js"
 * @typedef {ContourMap | Surface3D} TerrainView
 * @typedef {object} Picture what all views show
 * @property {Run[]} runs
 * @property {number} time
 * @property {number} steps
 * @property {Theme} theme
 * @property {number} scale
 * @property {Point} start
 * @property {boolean} marks whether equal steps are marked
 * @property {boolean} ahead whether paths are drawn faintly ahead of the clock
 * @property {string | null} only key of the highlighted run
 * @property {string} ensemble key of the run that is shown with many seeds
 * @property {{ index: number, step: number } | null} pointed highlighted step
 * @typedef {(view: TerrainView, projection: Projection) => void} Layer
 * @typedef {{ beneathRuns: Layer, beneath: Layer, above: Layer }} Layers
 * @typedef {{ run: Run, line: ProjectedLine, alpha: number }} Entry
 */

const FADED = 0.12; // opacity of the other runs while one is highlighted
const ONE_OF_MANY = 0.45; // opacity of a run among its seeds
const GHOST = 0.16; // opacity of a path ahead of the clock
const MAX_CROSSINGS = 6; // marked crossings of a run and its stability limit

/**
 * Draws on the surface or the map: an ensemble below the runs, the worksheet's step below the start, a guess above it.
 * @param {TerrainView} view
 * @param {Picture} picture
 * @param {Layers} layers
 */
export function drawTerrainView(view, picture, { beneathRuns, beneath, above }) {
  const { overlay } = view;
  const projection = view.projection();
  overlay.begin(view.frame(), picture.theme, picture.scale);
  const entries = entriesOf(view.lines(picture.runs, projection), picture);
  beneathRuns(view, projection);
  drawLines(overlay, entries, picture);
  drawMarkers(overlay, entries, picture);
  beneath(view, projection);
  drawExits(view, projection, entries, picture);
  overlay.start(...placeOf(view, projection, picture.start));
  above(view, projection);
  drawPointed(overlay, entries, picture);
}

/**
 * @param {Curve} curve
 * @param {Picture} picture
 * @param {(curve: Curve, projection: Projection) => void} [beneathRuns]
 */
export function drawCurve(curve, picture, beneathRuns) {
  const { overlay } = curve;
  const projection = curve.projection();
  overlay.begin(curve.frame(), picture.theme, picture.scale);
  const entries = entriesOf(curve.lines(picture.runs, projection), picture);
  beneathRuns?.(curve, projection);
  if (picture.time < picture.steps) overlay.upright(projection.project(picture.time, 1)[0]);
  drawLines(overlay, entries, picture);
  drawLimits(curve, projection, picture);
  drawMarkers(overlay, entries, picture);
  drawPointed(overlay, entries, picture);
}

/**
 * A point of the plane on a view's canvas.
 * @param {TerrainView} view
 * @param {Projection} projection
 * @param {number[]} point
 */
export function placeOf(view, { project }, [x, y]) {
  return project(x, y, view.heightAt(x, y));
}

/**
 * @param {ProjectedLine[]} lines
 * @param {Picture} picture
 * @returns {Entry[]}
 */
function entriesOf(lines, { runs, only, ensemble }) {
  const alphaOf = (/** @type {Run} */ { key }) => (only && only !== key ? FADED : key === ensemble ? ONE_OF_MANY : 1);
  return runs.map((run, index) => ({ run, line: lines[index], alpha: alphaOf(run) }));
}

const byStrength = (/** @type {Entry[]} */ entries) => [...entries].sort((one, other) => one.alpha - other.alpha);

/**
 * @param {CanvasOverlay} overlay
 * @param {Entry[]} entries
 * @param {Picture} picture
 */
function drawLines(overlay, entries, { time, steps, ahead }) {
  const order = byStrength(entries);
  if (ahead && time < steps)
    for (const { run, line, alpha } of order) overlay.line(line, run.style, Infinity, { alpha: GHOST * alpha, width: 1.6 });
  for (const { run, line, alpha } of order) overlay.line(line, run.style, time, { alpha });
}

/**
 * Each stability limit as a dotted line, and a cross with the step where the curvature crosses it.
 * @param {Curve} curve
 * @param {Projection} projection
 * @param {Picture} picture
 */
function drawLimits(curve, projection, { time, theme, only }) {
  const { overlay } = curve;
  for (const { run, line, marks } of curve.limitLines(projection)) {
    const alpha = only && only !== run.key ? FADED : 1;
    overlay.line(line, { ...run.style, dash: "dot" }, Infinity, { alpha: 0.75 * alpha, width: 1.4 });
    for (const { step, at } of marks.slice(0, MAX_CROSSINGS)) {
      if (step > time) continue;
      overlay.marker({ ...run.style, marker: "cross" }, ...at, 6.5, alpha);
      overlay.note(`${step}`, ...at, run.style[theme], alpha);
    }
  }
}

/**
 * Mid-run changes, equal steps, and the current point of each run.
 * @param {CanvasOverlay} overlay
 * @param {Entry[]} entries
 * @param {Picture} picture
 */
function drawMarkers(overlay, entries, picture) {
  for (const entry of byStrength(entries)) {
    drawChanges(overlay, entry, picture);
    if (picture.marks) drawMarks(overlay, entry, picture);
    drawHead(overlay, entry, picture);
  }
}

/**
 * An open ring on the path, with the settings from there on.
 * @param {CanvasOverlay} overlay
 * @param {Entry} entry
 * @param {Picture} picture
 */
function drawChanges(overlay, { run, line, alpha }, { time, steps, theme }) {
  for (const [step, text] of run.changes ?? []) {
    const at = line.t.indexOf(step);
    if (at < 0 || step >= steps) continue;
    const strength = step > time ? 0.4 * alpha : alpha;
    overlay.ring(run.style[theme], line.px[at], line.py[at], 8, strength);
    overlay.note(text, line.px[at], line.py[at], run.style[theme], strength);
  }
}

/**
 * @param {CanvasOverlay} overlay
 * @param {Entry} entry
 * @param {Picture} picture
 */
function drawMarks(overlay, { run, line, alpha }, { time, steps }) {
  const every = stride(steps);
  for (let i = 0; i < line.px.length; i++)
    if (line.t[i] <= time && line.t[i] % every === 0 && !line.hidden?.[i])
      overlay.marker(run.style, line.px[i], line.py[i], 3.4, alpha);
}

/**
 * @param {CanvasOverlay} overlay
 * @param {Entry} entry
 * @param {Picture} picture
 */
function drawHead(overlay, { run, line, alpha }, { time }) {
  const head = headOf(line, Math.min(time, run.t[run.t.length - 1]));
  if (head) overlay.marker(run.style, head.x, head.y, 5.5, line.hidden?.[head.vertex] ? alpha * 0.4 : alpha);
}

/**
 * @param {CanvasOverlay} overlay
 * @param {Entry[]} entries
 * @param {Picture} picture
 */
function drawPointed(overlay, entries, { pointed }) {
  const entry = pointed && entries[pointed.index];
  const at = entry ? entry.line.t.indexOf(pointed.step) : -1;
  if (entry && at >= 0) overlay.marker(entry.run.style, entry.line.px[at], entry.line.py[at], 7);
}

/**
 * Where paths leave the window: a cross with the step, for the first exits of each run.
 * @param {TerrainView} view
 * @param {Projection} projection
 * @param {Entry[]} entries
 * @param {Picture} picture
 */
function drawExits(view, projection, entries, { time, theme }) {
  for (const { run, alpha } of entries)
    for (const [x, y, step] of run.exits.slice(0, MAX_EXITS)) {
      if (step > time) continue;
      const at = placeOf(view, projection, [x, y]);
      view.overlay.note(`${Math.ceil(step)}`, ...at, run.style[theme], alpha);
      view.overlay.marker({ ...run.style, marker: "cross" }, ...at, 6, alpha);
    }
}
