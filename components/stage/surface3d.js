// The 3D surface: drawn once by Plotly, with the paths on a canvas above it, projected with Plotly's camera.
import { find } from "../browser/dom.js";
import { factor } from "../browser/magnify.js";
import { clamp } from "../browser/numbers.js";
import { draw, fitToHost, relayout } from "../browser/plotly_adapter.js";
import { boxOf, cameraOf, drawnTraces, onRender, perspectiveOf, isDrawn } from "../browser/plotly_internals.js";
import { alike, atDistance, rotated } from "./camera.js";
import { CanvasOverlay } from "./overlay.js";
import { moves } from "./projected_lines.js";
import { listenToRotation } from "./surface_gestures.js";
import { listenToRotationKeys } from "./rotation_keys.js";
import { Terrain, drape } from "./terrain.js";

/**
 * @import { Camera, DrapedLine, Frame, ProjectedLine, Projection, Rectangle, Run } from "../browser/types"
 * @import { Plot, SurfaceFigure } from "../browser/plotly"
 */

const LIFT = 0.006; // height of a path above the terrain, relative to its range, so that it does not sink in
const STRIDE = 0.015; // distance between two visibility checks along a line of sight, relative to the window

const SMALL = 320; // pixels at the usual font size: a scene below it has fewer ticks of f
const LABELS = [105, 60]; // pixels at the usual font size for axis labels beside and below the surface

/** Dispatches "moved" when the camera moves. */
export class Surface3D extends EventTarget {
  /** @type {Rectangle} */
  window;
  /** @type {Terrain | null} */
  terrain = null;
  lift = 0;
  /** Ticks on the vertical axis. */
  nticks = 0;
  /** The camera for a square view. @type {Camera} */
  near;
  /** The default camera. @type {Camera} */
  home;
  /** @type {Map<string, { run: Run, draped: DrapedLine, signature: string, line: ProjectedLine }>} */
  kept = new Map();

  /**
   * @param {HTMLElement} host
   * @param {() => number} times how large type is there, in that of a page
   */
  constructor(host, times = factor) {
    super();
    this.host = host;
    this.times = times;
    /** @type {Plot} */
    this.plot = find(host, ".plot");
    this.overlay = new CanvasOverlay(host);
    listenToRotation(this);
    listenToRotationKeys(this);
  }

  /**
   * @param {SurfaceFigure} figure
   * @param {Rectangle} window
   * @param {Camera | null} camera
   * @param {number} [density] of pixels
   */
  async load({ data, layout }, window, camera, density) {
    this.near = layout.scene.camera;
    this.home = this.fitted();
    this.window = window;
    this.nticks = this.ticksThatFit();
    const zaxis = { ...layout.scene.zaxis, nticks: this.nticks };
    const scene = { ...layout.scene, zaxis, camera: camera ?? this.home };
    await draw(this.plot, { data, layout: { ...layout, scene } }, density);
    const { x, y, z } = /** @type {{ x: number[], y: number[], z: number[][] }} */ (drawnTraces(this.plot)[0]);
    this.terrain = new Terrain(x, y, z);
    const [low, high] = layout.scene.zaxis.range;
    this.lift = LIFT * (high - low);
    onRender(this.plot, () => this.dispatchEvent(new Event("moved")));
    this.kept.clear();
  }

  camera() {
    return cameraOf(this.plot);
  }

  /** The default camera, farther away if the view is narrow or low, so that the surface fits with its labels. */
  fitted() {
    const { clientWidth, clientHeight } = this.plot;
    const [beside, beneath] = LABELS.map((pixels) => pixels * this.times());
    const [width, height] = [Math.max(clientWidth - beside, 1), Math.max(clientHeight - beneath, 1)];
    const camera = atDistance(this.near, clamp(0.95 * clientHeight * Math.max(1 / width, 0.92 / height), 1, 3));
    return { ...camera, up: { x: 0, y: 0, z: 1 } };
  }

  /** How many ticks have room on the vertical axis. */
  ticksThatFit() {
    const { clientWidth, clientHeight } = this.plot;
    return Math.min(clientWidth, clientHeight) < SMALL * this.times() ? 3 : 6;
  }

  atHome() {
    return alike(this.camera(), this.home);
  }

  /** The camera if the user has moved it, otherwise null. */
  movedCamera() {
    return this.terrain && !this.atHome() ? this.camera() : null;
  }

  /** @param {Camera} camera */
  look(camera) {
    return relayout(this.plot, { "scene.camera": camera });
  }

  reset() {
    return this.look(this.home);
  }

  /** @param {number} times */
  zoom(times) {
    return this.look(atDistance(this.camera(), 1 / times));
  }

  /**
   * Rotate the camera to the right and up, by angles.
   * @param {number} right
   * @param {number} up
   */
  turn(right, up) {
    return this.look(rotated(this.camera(), right, up));
  }

  async resize() {
    if (!this.terrain || !this.host.offsetParent) return; // hidden
    await fitToHost(this.plot);
    if (!isDrawn(this.plot)) return; // the page has been left meanwhile
    const atHome = this.atHome(); // read after the wait, because the user may have rotated it
    this.home = this.fitted();
    if (atHome) await this.reset();
    const nticks = this.ticksThatFit();
    if (nticks === this.nticks) return;
    this.nticks = nticks;
    await relayout(this.plot, { "scene.zaxis.nticks": nticks });
  }

  /**
   * The canvas position of a point in data coordinates.
   * @returns {Projection}
   */
  projection() {
    const { matrix, eye } = perspectiveOf(this.plot);
    const { width, height } = this.frame();
    /** @type {Projection["project"]} */
    const project = (x, y, z = 0) => {
      const along = (/** @type {number} */ row) =>
        matrix[row] * x + matrix[4 + row] * y + matrix[8 + row] * z + matrix[12 + row];
      const depth = along(3);
      return [((along(0) / depth + 1) / 2) * width, ((1 - along(1) / depth) / 2) * height];
    };
    return { project, eye, signature: [...matrix, width, height].join() };
  }

  /** @returns {Frame} */
  frame() {
    const box = boxOf(this.plot);
    const host = this.host.getBoundingClientRect();
    return { left: box.left - host.left, top: box.top - host.top, width: box.width, height: box.height };
  }

  /**
   * @param {Run[]} runs
   * @param {Projection} projection
   */
  lines(runs, projection) {
    return runs.map((run) => this.line(run, projection));
  }

  /**
   * A run draped over the terrain and projected; cached until the run or the camera changes.
   * @param {Run} run
   * @param {Projection} projection
   */
  line(run, projection) {
    const known = this.kept.get(run.key);
    if (known?.run === run && known.signature === projection.signature) return known.line;
    const draped = known?.run === run ? known.draped : this.draped(run);
    const line = this.projected(draped, projection);
    this.kept.set(run.key, { run, draped, line, signature: projection.signature });
    return line;
  }

  /** @param {Run} run */
  draped(run) {
    return drape(run.line, (x, y) => this.heightAt(x, y), this.window);
  }

  /**
   * @param {DrapedLine} line
   * @param {Projection} projection
   */
  projected({ x, y, z, t, pen }, { project, eye }) {
    const points = x.map((value, i) => project(value, y[i], z[i]));
    const [px, py] = [0, 1].map((axis) => Float32Array.from(points, (point) => point[axis]));
    const hidden = new Uint8Array(x.length);
    let looked = 0; // the vertex at which visibility was last checked
    for (let i = 0; eye && i < x.length; i++) {
      if (i && !moves(px, py, looked, i)) hidden[i] = hidden[looked];
      else [hidden[i], looked] = [this.behind(x[i], y[i], z[i], eye) ? 1 : 0, i];
    }
    return { t, pen, px, py, hidden };
  }

  /**
   * The height at which a path passes over a point.
   * @param {number} x
   * @param {number} y
   */
  heightAt(x, y) {
    return (this.terrain?.height(x, y) ?? 0) + this.lift;
  }

  /**
   * Whether the terrain hides a point from the eye.
   * @param {number} x
   * @param {number} y
   * @param {number} z
   * @param {number[]} eye
   */
  behind(x, y, z, eye) {
    const [xLow, xHigh, yLow, yHigh] = this.window;
    const [dx, dy, dz] = [eye[0] - x, eye[1] - y, eye[2] - z];
    const stride = STRIDE / Math.max(Math.abs(dx) / (xHigh - xLow), Math.abs(dy) / (yHigh - yLow), STRIDE);
    for (let u = stride; u < 1; u += stride) {
      const [atX, atY] = [x + u * dx, y + u * dy];
      if (atX < xLow || atX > xHigh || atY < yLow || atY > yHigh) return false;
      if (this.terrain && z + u * dz < this.terrain.height(atX, atY)) return true;
    }
    return false;
  }
}
