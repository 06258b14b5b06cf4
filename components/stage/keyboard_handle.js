// The arrow keys on the focused map: they move the start, or the requested guess, by a hundredth of the visible
// part, with Shift by a tenth.

/**
 * @import { Point } from "../browser/types"
 * @import { ContourMap } from "./map.js"
 * @typedef {object} Movable
 * @property {"slider" | "application"} role
 * @property {string} label
 * @property {() => Point | null} at
 * @property {(point: Point) => void} moveTo
 * @property {() => void} [place] action of Enter; Space belongs to the page
 */

/** @type {Record<string, Point | undefined>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

export class KeyboardHandle {
  /** @type {Movable} */
  held;

  /** @param {ContourMap} map */
  constructor(map) {
    this.map = map;
    this.canvas = map.overlay.canvas;
    /** @type {Movable} */
    this.start = {
      role: "slider",
      label: "Start on the map; arrow keys move it (Shift: farther)",
      at: () => map.start,
      moveTo: ([x, y]) => map.moveStart(map.rounded(x, y)),
    };
    this.held = this.start;
    this.canvas.removeAttribute("aria-hidden");
    this.canvas.tabIndex = 0;
    this.canvas.addEventListener("focus", () => this.announce());
    this.canvas.addEventListener("pointerup", () => this.canvas.blur()); // after a click, the arrow keys belong to the clock again
    this.canvas.addEventListener("keydown", (event) => this.press(event));
    this.take(null);
  }

  /**
   * Move something else from now on; null for the start.
   * @param {Movable | null} other
   */
  take(other) {
    this.held = other ?? this.start;
    this.canvas.setAttribute("role", this.held.role);
    this.canvas.setAttribute("aria-label", this.held.label);
    this.announce();
  }

  /**
   * Enable the handle if there is something to move.
   * @param {boolean} enabled
   */
  enable(enabled) {
    this.canvas.tabIndex = enabled ? 0 : -1;
    this.canvas.classList.toggle("handle", enabled);
    if (enabled) this.canvas.removeAttribute("aria-hidden");
    else this.canvas.setAttribute("aria-hidden", "true");
  }

  /** A slider needs a value for screen readers; this may be called before there is a start. */
  announce() {
    const { canvas, held } = this;
    if (held.role === "slider") {
      const [x, y] = held.at() ?? [0, 0];
      canvas.setAttribute("aria-valuenow", String(x));
      canvas.setAttribute("aria-valuetext", `x ${x}, y ${y}`);
    } else for (const name of ["aria-valuenow", "aria-valuetext"]) canvas.removeAttribute(name);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const { held } = this;
    const arrow = ARROWS[event.key];
    const at = held.at();
    if (event.ctrlKey || event.metaKey || event.altKey || !at) return;
    if (arrow) this.move(at, arrow, event.shiftKey ? 0.1 : 0.01);
    else if (held.place && event.key === "Enter") held.place();
    else return;
    event.preventDefault();
    event.stopPropagation(); // keep the arrow keys from the clock
    this.announce();
  }

  /**
   * @param {Point} from
   * @param {Point} direction
   * @param {number} share of the visible part
   */
  move([x, y], [right, up], share) {
    const [xLow, xHigh, yLow, yHigh] = this.map.range;
    this.held.moveTo([x + right * share * (xHigh - xLow), y + up * share * (yHigh - yLow)]);
  }
}
