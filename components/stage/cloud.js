// An ensemble on the terrain and the curve: its members as dots or as a density, and quantiles of a metric.
import { DASHES } from "../browser/styles.js";
import { element, drawingOn } from "../browser/dom.js";
import { within } from "../browser/rectangle.js";
import { placeOf } from "./drawing.js";

/**
 * @import { Point, Projection, Run, Style } from "../browser/types"
 * @import { Cloud } from "../browser/engine/ensemble.js"
 * @import { Theory } from "../browser/engine/ensemble_theory.js"
 * @import { Curve } from "./curve.js"
 * @import { TerrainView } from "./drawing.js"
 * @import { CanvasOverlay } from "./overlay.js"
 * @typedef {{ low: ArrayLike<number>, median: ArrayLike<number>, high: ArrayLike<number> }} Band
 */

const MANY = 600; // members from which a density is clearer than dots
const CELL = 5; // side of a density cell, in pixels
const STRONGEST = 0.9; // opacity at the highest density
const CORNERS = 96; // vertices of an ellipse
const WITHIN_95 = 2.4477; // standard deviations: the ellipse that holds 95 % of a 2D normal distribution

/**
 * The members at a time of the clock, interpolated between steps.
 * @param {Cloud} cloud
 * @param {number} time
 * @returns {Point[]}
 */
export function membersAt({ members, steps, x, y }, time) {
  const step = Math.min(Math.floor(time), steps);
  const share = step < steps ? time - step : 0;
  const between = (/** @type {Float64Array} */ row, /** @type {number} */ at) =>
    share ? row[at] + share * (row[at + members] - row[at]) : row[at];
  return Array.from({ length: members }, (_, place) => {
    const at = step * members + place;
    return /** @type {Point} */ ([between(x, at), between(y, at)]);
  }).filter(([along, up]) => Number.isFinite(along + up));
}

/**
 * @param {TerrainView} view
 * @param {Projection} projection
 * @param {Point[]} points
 * @param {Style} style
 */
export function drawMembers(view, projection, points, style) {
  const { overlay } = view;
  const places = points.filter(([x, y]) => within(x, y, view.window)).map((point) => placeOf(view, projection, point));
  overlay.clip();
  if (points.length > MANY && !projection.eye) drawDensity(overlay, places, style[overlay.theme]);
  else drawDots(overlay, places, style[overlay.theme]);
  overlay.context.restore();
}

/**
 * @param {CanvasOverlay} overlay
 * @param {Point[]} places
 * @param {string} color
 */
function drawDots({ context, scale }, places, color) {
  const size = 3 * scale;
  context.fillStyle = color;
  context.globalAlpha = places.length > MANY ? 0.35 : 0.55;
  for (const [x, y] of places) context.fillRect(x - size / 2, y - size / 2, size, size);
  context.globalAlpha = 1;
}

/**
 * @param {CanvasOverlay} overlay
 * @param {Point[]} places
 * @param {string} color
 */
function drawDensity({ context, width, height }, places, color) {
  const [columns, rows] = [width, height].map((side) => Math.max(1, Math.ceil(side / CELL)));
  const counts = smoothed(countsOf(places, columns, rows), columns, rows);
  const most = counts.reduce((one, other) => Math.max(one, other), 0);
  if (!most) return;
  const canvas = element("canvas", { width: columns, height: rows });
  const drawing = drawingOn(canvas);
  const image = drawing.createImageData(columns, rows);
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
  counts.forEach((count, at) => image.data.set([red, green, blue, 255 * STRONGEST * Math.sqrt(count / most)], 4 * at));
  drawing.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = true;
  context.drawImage(canvas, 0, 0, columns * CELL, rows * CELL);
}

/**
 * The number of points in each cell.
 * @param {Point[]} places
 * @param {number} columns
 * @param {number} rows
 */
function countsOf(places, columns, rows) {
  const counts = new Float32Array(columns * rows);
  for (const [x, y] of places) {
    const [column, row] = [Math.floor(x / CELL), Math.floor(y / CELL)];
    if (column >= 0 && column < columns && row >= 0 && row < rows) counts[row * columns + column]++;
  }
  return counts;
}

/**
 * Each cell's mean with its neighbors, twice.
 * @param {Float32Array} counts
 * @param {number} columns
 * @param {number} rows
 */
function smoothed(counts, columns, rows) {
  for (const [apart, length] of [
    [1, columns],
    [columns, rows],
    [1, columns],
    [columns, rows],
  ]) {
    // prettier-ignore
    const before = counts;
    counts = before.map((count, at) => {
      const place = Math.floor(at / apart) % length;
      const [previous, next] = [place ? before[at - apart] : 0, place < length - 1 ? before[at + apart] : 0];
      return (previous + 2 * count + next) / 4;
    });
  }
  return counts;
}

/**
 * The ellipse that theoretically holds 95 % of the members at a step.
 * @param {Theory} theory
 * @param {number} step
 * @returns {Point[]}
 */
export function ellipseOf({ quadratic: { center, axes }, variances }, step) {
  const [one, other] = variances.map((row) => WITHIN_95 * Math.sqrt(row[step]));
  return Array.from({ length: CORNERS + 1 }, (_, corner) => {
    const angle = (2 * Math.PI * corner) / CORNERS;
    const [along, across] = [one * Math.cos(angle), other * Math.sin(angle)];
    const at = (/** @type {0 | 1} */ axis) => center[axis] + along * axes[0][axis] + across * axes[1][axis];
    return /** @type {Point} */ ([at(0), at(1)]);
  }).filter((point) => point.every(Number.isFinite));
}

/**
 * @param {TerrainView} view
 * @param {Projection} projection
 * @param {Point[]} corners
 */
export function drawEllipse(view, projection, corners) {
  const { overlay } = view;
  const path = new Path2D();
  for (const corner of corners) path.lineTo(...placeOf(view, projection, corner));
  overlay.clip();
  overlay.context.setLineDash(DASHES.dash.map((length) => length * overlay.scale));
  overlay.stroke(path, overlay.halo, 3.4, 0.9);
  overlay.stroke(path, overlay.color, 1.6, 1);
  overlay.context.restore();
}

/**
 * The middle 80 % of the members on the curve, and their median.
 * @param {Curve} curve
 * @param {Projection} projection
 * @param {Run} run
 * @param {Band} band
 */
export function drawBand(curve, { project }, run, band) {
  const { overlay } = curve;
  const { context } = overlay;
  const along = curve.along(run);
  const line = (/** @type {ArrayLike<number>} */ row) => Array.from(run.t, (step, at) => project(along[at], row[step]));
  const [low, median, high] = [line(band.low), line(band.median), line(band.high)];
  const area = pathOf([...high, ...low.reverse()]);
  overlay.clip();
  context.globalAlpha = 0.22;
  context.fillStyle = run.style[overlay.theme];
  context.fill(area);
  context.globalAlpha = 1;
  context.setLineDash(DASHES.dash.map((length) => length * overlay.scale));
  overlay.stroke(pathOf(median), run.style[overlay.theme], 1.6, 0.9);
  context.restore();
}

/** @param {Point[]} points */
function pathOf(points) {
  const path = new Path2D();
  for (const [x, y] of points) if (Number.isFinite(x + y)) path.lineTo(x, y);
  return path;
}
