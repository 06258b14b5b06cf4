// Drawing on a canvas over a plot: lines up to the clock's time, markers, and short notes.
import { HALO, TEXT } from "../browser/colors.js";
import { drawingOn, element } from "../browser/dom.js";
import { clamp } from "../browser/numbers.js";
import { DASHES, outline } from "../browser/styles.js";
import { trace } from "./projected_lines.js";

/** @import { Frame, Point, ProjectedLine, Style, Theme } from "../browser/types" */

const MARGIN = 8;

/**
 * The pointer's position on a view, in pixels from the top left of its drawing.
 * @param {{ host: HTMLElement, frame(): Frame }} view
 * @param {{ clientX: number, clientY: number }} pointer
 * @returns {Point}
 */
export function placeOn(view, { clientX, clientY }) {
  const { left, top } = view.host.getBoundingClientRect();
  const frame = view.frame();
  return [clientX - left - frame.left, clientY - top - frame.top];
}

export class CanvasOverlay {
  width = 0;
  height = 0;
  scale = 1;
  /** @type {Theme} */
  theme = "light";
  /** @type {{ left: number, width: number, base: number }[]} */
  texts = [];

  /** @param {HTMLElement} host */
  constructor(host) {
    this.canvas = element("canvas", { class: "overlay", "aria-hidden": "true" }); // its content is described in words below
    host.append(this.canvas);
    this.context = drawingOn(this.canvas);
  }

  get halo() {
    return HALO[this.theme];
  }

  /** The color of what does not belong to a run. */
  get color() {
    return TEXT[this.theme];
  }

  /**
   * Clear the canvas and cover this part of the host (CSS pixels), with a margin so that markers on the edge are complete.
   * Everything is drawn at `scale` times its usual size.
   * @param {Frame} frame
   * @param {Theme} theme
   * @param {number} scale
   */
  begin({ left, top, width, height }, theme, scale) {
    const ratio = window.devicePixelRatio || 1;
    const margin = MARGIN * scale;
    const { canvas, context } = this;
    const [full, high] = [width + 2 * margin, height + 2 * margin];
    const [w, h] = [Math.round(full * ratio), Math.round(high * ratio)];
    if (canvas.width !== w) canvas.width = w;
    if (canvas.height !== h) canvas.height = h;
    canvas.style.cssText = `left: ${left - margin}px; top: ${top - margin}px; width: ${full}px; height: ${high}px`;
    context.setTransform(ratio, 0, 0, ratio, margin * ratio, margin * ratio);
    context.clearRect(-margin, -margin, full, high);
    Object.assign(this, { width, height, scale, theme, texts: [] });
    context.lineJoin = context.lineCap = "round";
  }

  /** Clip to the frame until `context.restore()`. */
  clip() {
    const { context } = this;
    context.save();
    context.beginPath();
    context.rect(0, 0, this.width, this.height);
    context.clip();
  }

  /**
   * A projected line up to time `until`; parts behind the terrain are faint.
   * @param {ProjectedLine} line
   * @param {Style} style
   * @param {number} until
   * @param {{ alpha?: number, width?: number }} [look]
   */
  line(line, style, until, { alpha = 1, width = 2.6 } = {}) {
    const { context } = this;
    const { seen, hidden } = trace(line, until);
    this.clip();
    context.setLineDash(DASHES[style.dash].map((length) => length * this.scale));
    this.stroke(hidden, style[this.theme], 0.8 * width, 0.5 * alpha);
    this.stroke(seen, this.halo, width + 2.6, alpha);
    this.stroke(seen, style[this.theme], width, alpha);
    context.restore();
  }

  /**
   * @param {Path2D} path
   * @param {string} color
   * @param {number} width
   * @param {number} alpha
   */
  stroke(path, color, width, alpha) {
    const { context } = this;
    context.globalAlpha = alpha;
    context.strokeStyle = color;
    context.lineWidth = width * this.scale;
    context.stroke(path);
    context.globalAlpha = 1;
  }

  /**
   * @param {Style} style
   * @param {number} x
   * @param {number} y
   * @param {number} radius
   */
  marker(style, x, y, radius, alpha = 1) {
    const { context } = this;
    const shape = new Path2D();
    outline(shape, style.marker, x, y, radius * this.scale);
    this.stroke(shape, this.halo, 2, alpha);
    context.globalAlpha = alpha;
    context.fillStyle = style[this.theme];
    context.fill(shape);
    context.globalAlpha = 1;
  }

  /**
   * @param {string} color
   * @param {number} x
   * @param {number} y
   * @param {number} radius
   */
  ring(color, x, y, radius, alpha = 1) {
    const circle = new Path2D();
    circle.arc(x, y, radius * this.scale, 0, 2 * Math.PI);
    this.stroke(circle, this.halo, 5, alpha);
    this.stroke(circle, color, 2.2, alpha);
  }

  /**
   * The start: a ring with a dot, which can be dragged.
   * @param {number} x
   * @param {number} y
   */
  start(x, y) {
    const { context } = this;
    this.ring(this.color, x, y, 7);
    context.fillStyle = this.color;
    context.beginPath();
    context.arc(x, y, 2 * this.scale, 0, 2 * Math.PI);
    context.fill();
  }

  /**
   * A short text above or below a point, inside the canvas and clear of earlier notes.
   * @param {string} text
   * @param {number} x
   * @param {number} y
   * @param {string} color
   */
  note(text, x, y, color, alpha = 1) {
    const { context, scale } = this;
    context.font = `600 ${12 * scale}px ${getComputedStyle(this.canvas).fontFamily}`;
    const width = context.measureText(text).width;
    const left = clamp(x - width / 2, 4, this.width - width - 4);
    const base = this.freeBase(left, width, y);
    this.texts.push({ left, width, base });
    context.globalAlpha = alpha;
    context.strokeStyle = this.halo;
    context.lineWidth = 4 * scale;
    context.strokeText(text, left, base);
    context.fillStyle = color;
    context.fillText(text, left, base);
    context.globalAlpha = 1;
  }

  /**
   * A baseline near `y` at which a text overlaps no other.
   * @param {number} left
   * @param {number} width
   * @param {number} y
   */
  freeBase(left, width, y) {
    const { scale } = this;
    const beside = (/** @type {{ left: number, width: number }} */ other) =>
      other.left > left + width || left > other.left + other.width;
    const free = (/** @type {number} */ base) =>
      this.texts.every((other) => Math.abs(other.base - base) > 13 * scale || beside(other));
    const bases = [-12, 21, -26, 35].map((away) => y + away * scale).filter((base) => base > 12 * scale && base < this.height);
    return bases.find(free) ?? bases[0] ?? y;
  }

  /**
   * A vertical line.
   * @param {number} x
   */
  upright(x) {
    const line = new Path2D();
    line.moveTo(x, 0);
    line.lineTo(x, this.height);
    this.stroke(line, this.color, 1, 0.45);
  }
}
