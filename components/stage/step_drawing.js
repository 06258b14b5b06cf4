// One step drawn on the terrain: the gradient point, the gradient, the optimizer's state, and the update.
import { HALO, TEXT } from "../browser/colors.js";
import { number, roundBelow } from "../browser/numbers.js";
import { placeOf } from "./drawing.js";

/**
 * @import { Point, Projection, StepSheet, Style, Theme } from "../browser/types"
 * @import { TerrainView } from "./drawing.js"
 * @import { ContourMap } from "./map.js"
 * @typedef {"gradient" | "memory" | "update"} Role
 * @typedef {"box" | "update" | "arrow" | "gradient" | "point" | "gradient_point"} Mark
 * @typedef {{ role: Role, width: number, dash: number[], head?: number, halo?: number }} Look
 */

const SHARE = 0.22; // of the map: the length of the longest gradient
const PIECES = 24; // per line on the terrain
const MEMORY = { light: "#b3261e", dark: "#ff7b72" };
/** @type {Record<Mark, Look>} */
export const LOOKS = {
  box: { role: "memory", width: 1.8, dash: [] },
  update: { role: "update", width: 6, dash: [], head: 16 },
  arrow: { role: "memory", width: 3.6, dash: [6, 8], head: 11, halo: 1.2 },
  gradient: { role: "gradient", width: 1.8, dash: [], head: 8, halo: 1.2 },
  point: { role: "memory", width: 2.2, dash: [] },
  gradient_point: { role: "gradient", width: 1.8, dash: [1, 5], halo: 1.6 },
};

/**
 * @param {Style} style of the run
 * @param {Theme} theme
 * @returns {Record<Role, string>}
 */
export function colorsOf(style, theme) {
  return { gradient: TEXT[theme], memory: MEMORY[theme], update: style[theme] };
}

/**
 * @param {StepSheet} sheet
 * @param {number} scale of the gradients
 * @param {TerrainView} view
 * @param {Projection} projection
 * @param {Record<Role, string>} colors
 */
export function drawStep(sheet, scale, view, projection, colors) {
  const pen = new Pen(view, projection, colors);
  const { point, gradient_point: asked, gradient, new_point: next, glyphs } = sheet;
  /** @type {(shape: Mark) => Point[]} */
  const remembered = (shape) =>
    glyphs
      .filter((glyph) => glyph.shape === shape)
      .map(({ values, scale: of }) => times(values, of === "gradient" ? scale : 1));
  for (const reach of remembered("box")) pen.box(point, reach);
  // Arrows often overlap: the thinner, the higher.
  const [x, y] = times(next, 1);
  pen.arrow(LOOKS.update, point, [x - point[0], y - point[1]]);
  for (const vector of remembered("arrow")) pen.arrow(LOOKS.arrow, point, vector);
  pen.arrow(LOOKS.gradient, asked, times(gradient, -scale));
  for (const place of remembered("point")) pen.ring(LOOKS.point, place, 6);
  if (String(asked) !== String(point)) pen.line(LOOKS.gradient_point, point, asked);
  pen.ring(LOOKS.gradient_point, asked, 4.5);
}

/**
 * A vector times a factor; null if it is not finite.
 * @param {(number | null)[]} values
 * @param {number} factor
 * @returns {Point}
 */
function times([x, y], factor) {
  return [x === null ? NaN : x * factor, y === null ? NaN : y * factor];
}

/**
 * The length on the map of a gradient of norm 1: round, and such that the longest one of this step is well visible.
 * @param {ContourMap} map
 * @param {StepSheet} sheet
 */
export function gradientScale(map, { gradient, glyphs }) {
  const { width, height } = map.frame();
  const [xLow, xHigh, yLow, yHigh] = map.range;
  const vectors = [gradient, ...glyphs.filter(({ scale }) => scale === "gradient").map(({ values }) => values)];
  const lengths = vectors.map((values) => {
    const [x, y] = times(values, 1);
    return Math.hypot((x * width) / (xHigh - xLow), (y * height) / (yHigh - yLow));
  });
  const longest = Math.max(...lengths.filter(Number.isFinite), 0);
  return longest ? roundBelow((SHARE * Math.min(width, height)) / longest) : 0;
}

/**
 * The scale in words: it is the same for all gradients of a step.
 * @param {number} scale
 */
export function scaleInWords(scale) {
  return scale ? `gradients drawn × ${number(scale)}` : "no gradient to draw";
}

/** Draws on a view's canvas, along its terrain. */
class Pen {
  /**
   * @param {TerrainView} view
   * @param {Projection} projection
   * @param {Record<Role, string>} colors
   */
  constructor(view, projection, colors) {
    this.view = view;
    this.projection = projection;
    this.colors = colors;
    this.overlay = view.overlay;
    this.halo = HALO[this.overlay.theme];
  }

  /** @param {number[]} point */
  inside([x, y]) {
    const [xLow, xHigh, yLow, yHigh] = this.view.window;
    return x >= xLow && x <= xHigh && y >= yLow && y <= yHigh;
  }

  /**
   * The points of a line on the terrain; null outside the window.
   * @param {Point} from
   * @param {Point} to
   */
  along(from, to) {
    return Array.from({ length: PIECES + 1 }, (_, piece) => {
      const point = from.map((value, axis) => value + (piece / PIECES) * (to[axis] - value));
      return this.inside(point) ? placeOf(this.view, this.projection, point) : null;
    });
  }

  /**
   * @param {Look} look
   * @param {Point} from
   * @param {Point} to
   */
  line(look, from, to) {
    this.stroke(look, this.along(from, to));
  }

  /**
   * @param {Look} look
   * @param {Point} from
   * @param {Point} vector
   */
  arrow(look, from, vector) {
    if (!vector.every(Number.isFinite)) return;
    const all = this.along(from, [from[0] + vector[0], from[1] + vector[1]]);
    const end = all.indexOf(null);
    const places = /** @type {Point[]} */ (end < 0 ? all : all.slice(0, end)); // up to where it leaves the window
    if (places.length < 2) return;
    const [before, tip] = places.slice(-2);
    const length = Math.hypot(tip[0] - places[0][0], tip[1] - places[0][1]);
    if (length < 2) return;
    const head = Math.min(look.head ?? 0, 0.6 * length);
    const angle = Math.atan2(tip[1] - before[1], tip[0] - before[0]);
    /** @type {(reach: number, aside: number) => Point} */
    const behind = (reach, aside) => [tip[0] - reach * Math.cos(angle + aside), tip[1] - reach * Math.sin(angle + aside)];
    const shaft = places.filter(([x, y]) => Math.hypot(x - tip[0], y - tip[1]) > 0.7 * head);
    this.stroke(look, [...(shaft.length ? shaft : [places[0]]), behind(0.7 * head, 0)]);
    this.fill(look, [tip, behind(head, 0.45), behind(head, -0.45)]);
  }

  /**
   * @param {Point} center
   * @param {Point} reach
   */
  box([x, y], [across, up]) {
    if (!Number.isFinite(across + up)) return;
    /** @type {(i: number, j: number) => Point} */
    const corner = (i, j) => [x + i * across, y + j * up];
    const corners = [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
    corners.forEach((from, side) => this.line(LOOKS.box, from, corners[(side + 1) % 4]));
  }

  /**
   * @param {Look} look
   * @param {Point} point
   * @param {number} radius
   */
  ring(look, point, radius) {
    if (!this.inside(point)) return;
    const circle = new Path2D();
    circle.arc(...placeOf(this.view, this.projection, point), radius, 0, 2 * Math.PI);
    this.strokePath(look, circle, []);
  }

  /**
   * @param {Look} look
   * @param {(Point | null)[]} places
   */
  stroke(look, places) {
    const path = new Path2D();
    places.forEach((place, index) => place && path[index && places[index - 1] ? "lineTo" : "moveTo"](...place));
    this.strokePath(look, path, look.dash);
  }

  /**
   * @param {Look} look
   * @param {Path2D} path
   * @param {number[]} dash
   */
  strokePath(look, path, dash) {
    const { overlay } = this;
    overlay.clip();
    overlay.context.setLineDash(dash);
    this.strokeOnce(path, this.halo, look.width + (look.halo ?? 3));
    this.strokeOnce(path, this.colors[look.role], look.width);
    overlay.context.restore();
  }

  /**
   * @param {Path2D} path
   * @param {string} color
   * @param {number} width
   */
  strokeOnce(path, color, width) {
    const { context } = this.overlay;
    context.strokeStyle = color;
    context.lineWidth = width;
    context.stroke(path);
  }

  /**
   * @param {Look} look
   * @param {Point[]} corners
   */
  fill(look, corners) {
    const path = new Path2D();
    for (const [x, y] of corners) path.lineTo(x, y); // the first one only moves there
    path.closePath();
    this.strokeOnce(path, this.halo, 2);
    this.overlay.context.fillStyle = this.colors[look.role];
    this.overlay.context.fill(path);
  }
}
