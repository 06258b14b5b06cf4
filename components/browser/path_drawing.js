// A path on a canvas of its own: cheap enough to redraw at every move of the pointer.
import { HALO } from "./colors.js";
import { drawingOn } from "./dom.js";
import { clamp } from "./numbers.js";

/** @import { Point, Rectangle, Theme } from "./types" */

/**
 * Begin to draw on a canvas: as many pixels as the screen has, in CSS pixels.
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 */
export function beginOn(canvas, width, height) {
  const ratio = window.devicePixelRatio || 1;
  const [full, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== full) canvas.width = full;
  if (canvas.height !== high) canvas.height = high;
  const context = drawingOn(canvas);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}

/**
 * A path with a dot at its start and one at its end.
 * @param {CanvasRenderingContext2D} context
 * @param {Point[]} points
 * @param {string} color
 * @param {Theme} theme
 */
export function drawPath(context, points, color, theme) {
  const path = new Path2D();
  points.forEach(([px, py], index) => path[index ? "lineTo" : "moveTo"](px, py));
  context.lineJoin = "round";
  for (const [stroke, wide] of /** @type {[string, number][]} */ ([
    [HALO[theme], 4.5],
    [color, 2.2],
  ])) {
    context.strokeStyle = stroke;
    context.lineWidth = wide;
    context.stroke(path);
  }
  if (!points.length) return;
  dot(context, points[0], "#ffffff", "#1d2939");
  dot(context, points[points.length - 1], color, "#ffffff");
}

/**
 * A path in pixels, up to its first point that is not finite.
 * @param {Rectangle} window
 * @param {ArrayLike<number>} x
 * @param {ArrayLike<number>} y
 * @param {number} width
 * @param {number} height
 */
export function pointsOf([xLow, xHigh, yLow, yHigh], x, y, width, height) {
  const near = (/** @type {number} */ value) => clamp(value, -1e4, 1e4);
  /** @type {Point[]} */
  const points = [];
  for (let i = 0; i < x.length && Number.isFinite(x[i]) && Number.isFinite(y[i]); i++)
    points.push([near(((x[i] - xLow) / (xHigh - xLow)) * width), near(((yHigh - y[i]) / (yHigh - yLow)) * height)]);
  return points;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Point} point
 * @param {string} fill
 * @param {string} edge
 */
function dot(context, [x, y], fill, edge) {
  context.beginPath();
  context.arc(x, y, 4, 0, 2 * Math.PI);
  context.fillStyle = fill;
  context.fill();
  context.strokeStyle = edge;
  context.lineWidth = 1.5;
  context.stroke();
}
