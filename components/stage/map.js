// The contour map: drawn once by Plotly, with paths and start on a canvas above it that handles clicks, drags and zooming.
import { find } from "../browser/dom.js";
import { clamp, roundedTo } from "../browser/numbers.js";
import { drawAnew, fitToHost, relayout, setFilled, setVisible } from "../browser/plotly_adapter.js";
import { frameOf, isDrawn } from "../browser/plotly_internals.js";
import { KeyboardHandle } from "./keyboard_handle.js";
import { listenToGestures } from "./map_gestures.js";
import { namesWithin } from "./names.js";
import { CanvasOverlay, placeOn } from "./overlay.js";

/**
 * @import { Point, ProjectedLine, Projection, Rectangle, Run } from "../browser/types"
 * @import { Annotation, Figure, Plot } from "../browser/plotly"
 */

/** Dispatches "start" with a point when the user sets the start, and "zoomed". */
export class ContourMap extends EventTarget {
  /** The whole window. @type {Rectangle} */
  window;
  /** The visible part. @type {Rectangle} */
  range;
  /** @type {Point | null} */
  start = null;
  /** All labels, whether or not there is room for them. @type {Annotation[]} */
  names = [];
  placed = "";
  /** @type {Map<string, ProjectedLine & { run: Run, signature: string }>} */
  kept = new Map();

  /** @param {HTMLElement} host */
  constructor(host) {
    super();
    this.host = host;
    /** @type {Plot} */
    this.plot = find(host, ".plot");
    this.overlay = new CanvasOverlay(host);
    this.overlay.canvas.classList.add("handle");
    listenToGestures(this);
    this.handle = new KeyboardHandle(this);
  }

  /**
   * Draw a terrain; without `zoom` the visible part stays if the window is the same.
   * @param {Figure} figure
   * @param {Rectangle} window
   * @param {Rectangle | null} zoom
   */
  async load(figure, window, zoom) {
    const same = String(this.window) === String(window);
    this.range = zoom ?? (same ? this.range : window);
    this.window = window;
    const [xLow, xHigh, yLow, yHigh] = this.range;
    const layout = structuredClone(figure.layout);
    layout.xaxis.range = [xLow, xHigh];
    layout.yaxis.range = [yLow, yHigh];
    this.names = layout.annotations ?? [];
    this.placed = "";
    await drawAnew(this.plot, { data: figure.data, layout });
    await this.place();
    this.kept.clear();
  }

  /**
   * Draw only contour lines, to show what is below, or filled levels.
   * @param {boolean} lines
   */
  showLevels(lines) {
    return setFilled(this.plot, 0, !lines);
  }

  /** @param {boolean} visible */
  showField(visible) {
    return setVisible(this.plot, 1, visible);
  }

  async resize() {
    await fitToHost(this.plot);
    await this.place();
  }

  /** Place the labels that fit. */
  async place() {
    if (!isDrawn(this.plot)) return;
    const annotations = namesWithin(this.names, this.range, this.frame());
    const placed = JSON.stringify(annotations);
    if (placed === this.placed) return;
    this.placed = placed;
    await relayout(this.plot, { annotations });
  }

  frame() {
    return frameOf(this.plot);
  }

  /** @returns {Projection} */
  projection() {
    const { width, height } = this.frame();
    const [xLow, xHigh, yLow, yHigh] = this.range;
    return {
      project: (x, y) => [((x - xLow) / (xHigh - xLow)) * width, ((yHigh - y) / (yHigh - yLow)) * height],
      signature: [width, height, ...this.range].join(),
    };
  }

  /**
   * @param {Run[]} runs
   * @param {Projection} projection
   */
  lines(runs, projection) {
    return runs.map((run) => this.line(run, projection));
  }

  /**
   * A projected run, cached until the run or the projection changes.
   * @param {Run} run
   * @param {Projection} projection
   */
  line(run, { project, signature }) {
    const known = this.kept.get(run.key);
    if (known?.run === run && known.signature === signature) return known;
    const { x, y, t, pen } = run.line;
    const points = x.map((value, i) => project(value, y[i]));
    const [px, py] = [0, 1].map((axis) => Float32Array.from(points, (point) => point[axis]));
    const line = { run, signature, t, pen, px, py };
    this.kept.set(run.key, line);
    return line;
  }

  heightAt() {
    return 0; // the map is flat
  }

  /**
   * The point under the pointer.
   * @param {{ clientX: number, clientY: number }} pointer
   */
  pointAt(pointer) {
    const { width, height } = this.frame();
    const [xLow, xHigh, yLow, yHigh] = this.range;
    const [left, top] = placeOn(this, pointer);
    return this.rounded(xLow + clamp(left / width, 0, 1) * (xHigh - xLow), yHigh - clamp(top / height, 0, 1) * (yHigh - yLow));
  }

  /**
   * Rounded to what a pixel can resolve, so that addresses stay short.
   * @param {number} x
   * @param {number} y
   * @returns {Point}
   */
  rounded(x, y) {
    const { width, height } = this.frame();
    const [xLow, xHigh, yLow, yHigh] = this.range;
    const [left, right, low, high] = this.window;
    return [clamp(roundedTo(x, (xHigh - xLow) / width), left, right), clamp(roundedTo(y, (yHigh - yLow) / height), low, high)];
  }

  /** @param {Point} point */
  moveStart(point) {
    this.dispatchEvent(new CustomEvent("start", { detail: point }));
  }

  /**
   * Zoom around a point, given as shares of the width and the height.
   * @param {number} factor
   */
  zoom(factor, across = 0.5, down = 0.5) {
    const [xLow, xHigh, yLow, yHigh] = this.range;
    const [width, height] = [(xHigh - xLow) / factor, (yHigh - yLow) / factor];
    const x = xLow + across * (xHigh - xLow) - across * width;
    const y = yHigh - down * (yHigh - yLow) - (1 - down) * height;
    return this.zoomTo([x, x + width, y, y + height]);
  }

  /**
   * Show a part of the window, never more than the window.
   * @param {Rectangle} range
   */
  async zoomTo(range) {
    this.range = within(range, this.window);
    await relayout(this.plot, { "xaxis.range": this.range.slice(0, 2), "yaxis.range": this.range.slice(2) });
    await this.place();
    this.dispatchEvent(new Event("zoomed"));
  }

  reset() {
    return this.zoomTo(this.window);
  }
}

/**
 * The part of a window nearest to a range; the window itself if the range covers it.
 * @param {Rectangle} range
 * @param {Rectangle} window
 * @returns {Rectangle}
 */
export function within([xLow, xHigh, yLow, yHigh], window) {
  const [left, right, low, high] = window;
  /** @type {Rectangle} */
  const part = [...fit(xLow, xHigh, left, right), ...fit(yLow, yHigh, low, high)];
  return part.every((edge, index) => Math.abs(edge - window[index]) < 1e-9 * (right - left)) ? window : part;
}

/**
 * @param {number} low
 * @param {number} high
 * @param {number} least
 * @param {number} most
 * @returns {Point}
 */
function fit(low, high, least, most) {
  const width = clamp(high - low, (most - least) / 1000, most - least);
  const from = clamp(low, least, most - width);
  return [from, from + width];
}
