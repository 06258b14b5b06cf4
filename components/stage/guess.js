// A guess on the map, placed by a click, a tap, or a crosshair moved with the arrow keys; and the line from it to the truth.
import { clamp } from "../browser/numbers.js";
import { placeOf } from "./drawing.js";

/**
 * @import { Point, Projection } from "../browser/types"
 * @import { TerrainView } from "./drawing.js"
 * @import { Movable } from "./keyboard_handle.js"
 * @import { ContourMap } from "./map.js"
 * @import { CanvasOverlay } from "./overlay.js"
 * @typedef {{ onPlace: (point: Point) => void, onMove: (point: Point) => void, onDraw: () => void }} Actions
 */

/** @type {Point[]} */
const DIRECTIONS = [
  [-1, 0],
  [1, 0],
  [0, 1],
  [0, -1],
];

export class Guess {
  /** The question, or null. @type {string | null} */
  asked = null;
  /** The crosshair's position, once it has been moved. @type {Point | null} */
  at = null;
  aiming = false;

  /**
   * @param {ContourMap} map
   * @param {Actions} actions
   */
  constructor(map, actions) {
    this.map = map;
    this.actions = actions;
    this.canvas = map.overlay.canvas;
    this.canvas.addEventListener("focus", () => this.draw());
    this.canvas.addEventListener("blur", () => {
      this.aiming = false;
      this.draw();
    });
  }

  draw() {
    if (this.asked) this.actions.onDraw();
  }

  /**
   * Ask for a guess; null ends it, and the arrow keys move the start again.
   * @param {string | null} asked
   */
  open(asked) {
    if (asked === this.asked) return;
    this.asked = asked;
    this.at = null;
    /** @type {Movable} */
    const crosshair = {
      role: "application",
      label: `${asked} Arrow keys move the crosshair, with Shift ten times as far; Enter places the guess.`,
      at: () => this.crosshair(),
      moveTo: (point) => this.moveTo(point),
      place: () => this.actions.onPlace(this.crosshair()),
    };
    this.map.handle.take(asked ? crosshair : null);
  }

  /** Show the crosshair and let the arrow keys move it. */
  aim() {
    this.canvas.focus();
    this.aiming = true;
    this.draw();
  }

  /**
   * Initially at the start, or within the visible part of the map.
   * @returns {Point}
   */
  crosshair() {
    const [xLow, xHigh, yLow, yHigh] = this.map.range;
    const [x, y] = this.at ?? this.map.start ?? [0, 0];
    return [clamp(x, xLow, xHigh), clamp(y, yLow, yHigh)];
  }

  /** Whether the keyboard moves the crosshair: a click also focuses the map, but needs no crosshair. */
  aimedByKeys() {
    return this.canvas === document.activeElement && (this.aiming || this.canvas.matches(":focus-visible"));
  }

  /** @param {Point} point */
  moveTo([x, y]) {
    this.at = [Number(x.toFixed(6)), Number(y.toFixed(6))];
    this.aiming = true;
    this.draw();
    this.actions.onMove(this.crosshair());
  }

  /**
   * @param {TerrainView} view
   * @param {Projection} projection
   * @param {Point | null} point the guess
   * @param {Point | null} end the right answer, once revealed
   */
  drawOn(view, projection, point, end) {
    const { overlay } = view;
    const onMap = view === this.map;
    const place = (/** @type {Point} */ at) => placeOf(view, projection, at);
    if (onMap && this.asked && this.aimedByKeys()) drawCrosshair(overlay, place(this.crosshair()));
    if (!point) return;
    const at = place(point);
    if (onMap && end) stroke(overlay, line(at, place(end)), 2.2, [2, 6]);
    stroke(overlay, reticle(...at), 2.2);
    if (onMap) overlay.note("guess", at[0], at[1] - 6, overlay.color);
  }
}

/**
 * @param {CanvasOverlay} overlay
 * @param {Point} place
 */
function drawCrosshair(overlay, [x, y]) {
  const gap = 14;
  const lines = [
    line([0, y], [x - gap, y]),
    line([x + gap, y], [overlay.width, y]),
    line([x, 0], [x, y - gap]),
    line([x, y + gap], [x, overlay.height]),
  ];
  for (const path of lines) stroke(overlay, path, 1.4);
}

/**
 * @param {Point} from
 * @param {Point} to
 */
function line(from, to) {
  const path = new Path2D();
  path.moveTo(...from);
  path.lineTo(...to);
  return path;
}

/**
 * A ring with four ticks, as in a telescopic sight.
 * @param {number} x
 * @param {number} y
 */
function reticle(x, y) {
  const path = new Path2D();
  path.arc(x, y, 8, 0, 2 * Math.PI);
  for (const [dx, dy] of DIRECTIONS) {
    path.moveTo(x + 4 * dx, y + 4 * dy);
    path.lineTo(x + 12 * dx, y + 12 * dy);
  }
  return path;
}

/**
 * @param {CanvasOverlay} overlay
 * @param {Path2D} path
 * @param {number} width
 * @param {number[]} [dash]
 */
function stroke({ context, halo, color }, path, width, dash = []) {
  context.save();
  context.setLineDash(dash);
  context.strokeStyle = halo;
  context.lineWidth = width + 2.6;
  context.stroke(path);
  context.strokeStyle = color;
  context.lineWidth = width;
  context.stroke(path);
  context.restore();
}
