// The drawing of a map of fates: its image, the letter of each minimum, and the run from one start.
import { TEXT } from "../colors.js";
import { drawingOn, element } from "../dom.js";
import { colorOf, textColorOn, painted } from "./colors.js";
import { letterOf } from "./words.js";
import { factor } from "../magnify.js";
import { drawPath, pointsOf } from "../path_drawing.js";

/**
 * @import { Point, Rectangle, Theme } from "../types"
 * @import { LiveFates } from "../engine/requests"
 */

const RADIUS = 9; // pixels at the default font size

/** An image of fates, one pixel per start, stretched over the part of the plane that it shows. */
export class FateImage {
  canvas = element("canvas");

  /** @param {LiveFates} found */
  paint(found) {
    const { canvas } = this;
    if (canvas.width !== found.columns) canvas.width = found.columns;
    if (canvas.height !== found.rows) canvas.height = found.rows;
    drawingOn(canvas).putImageData(painted(found, found.steps), 0, 0);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} width
   * @param {number} height
   */
  draw(context, width, height) {
    context.imageSmoothingEnabled = false;
    if (this.canvas.width) context.drawImage(this.canvas, 0, 0, width, height);
  }
}

/**
 * The letter of each minimum in its color.
 * @param {CanvasRenderingContext2D} context
 * @param {Point[]} minima
 * @param {(x: number, y: number) => Point} project
 * @param {number} times font size relative to the page's
 * @param {string} family of the type
 */
export function drawSigns(context, minima, project, times = factor(), family = getComputedStyle(context.canvas).fontFamily) {
  const radius = RADIUS * times;
  context.font = `700 ${1.4 * radius}px ${family}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const [fate, minimum] of minima.entries()) {
    const [x, y] = project(...minimum);
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = colorOf(fate);
    context.fill();
    context.lineWidth = 2;
    context.strokeStyle = "#ffffff";
    context.stroke();
    context.fillStyle = textColorOn(colorOf(fate));
    context.fillText(letterOf(fate), x, y + 0.06 * radius);
  }
}

/**
 * The run from a start.
 * @param {CanvasRenderingContext2D} context
 * @param {{ x: ArrayLike<number>, y: ArrayLike<number> }} run
 * @param {Rectangle} part of the plane, and its size in pixels
 * @param {[width: number, height: number]} size
 * @param {Theme} theme
 */
export function drawRun(context, { x, y }, part, [width, height], theme) {
  drawPath(context, pointsOf(part, x, y, width, height), TEXT[theme], theme);
}
