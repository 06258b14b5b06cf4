// The surface in three dimensions: drawn by Plotly once, the paths on a canvas above it, by the camera that Plotly uses.
import { CONFIG, plotly } from "../browser/plotly_adapter.js";
import { Ground, drape } from "./paths.js";
import { Ink } from "./canvas_overlay.js";

const LIFT = 0.006; // how far above the ground a path is drawn, as a share of the height, so that it does not sink into it

export class Relief extends EventTarget {
  constructor(host) {
    super();
    this.host = host;
    this.plot = host.querySelector(".plot");
    this.ink = new Ink(host);
  }

  async ground(figure, window, camera) {
    const Plotly = await plotly();
    const layout = structuredClone(figure.layout);
    this.near = layout.scene.camera;
    this.home = this.fitted();
    layout.scene.camera = camera ?? this.home;
    this.window = window;
    await Plotly.react(this.plot, figure.data, layout, CONFIG);
    const { x, y, z } = this.plot._fullData[0];
    this.surface = new Ground(x, y, z);
    const [low, high] = layout.scene.zaxis.range;
    this.lift = LIFT * (high - low);
    this.listen();
    this.lines = new Map();
  }

  // Plotly draws its scene in frames of its own; ours follow in the same frame.
  listen() {
    const { glplot } = this.scene;
    if (this.glplot === glplot) return;
    this.glplot = glplot;
    const render = glplot.onrender;
    glplot.onrender = () => {
      render?.();
      this.dispatchEvent(new Event("moved"));
    };
  }

  get scene() {
    return this.plot._fullLayout.scene._scene;
  }

  camera() {
    return this.scene.getCamera();
  }

  // The usual camera, farther off where the view is narrow, so that the whole surface fits.
  fitted() {
    const { eye, center } = this.near;
    const farther = Math.max(1, (1.12 * this.plot.clientHeight) / Math.max(this.plot.clientWidth, 1));
    const along = (axis) => center[axis] + farther * (eye[axis] - center[axis]);
    return { eye: { x: along("x"), y: along("y"), z: along("z") }, center, up: { x: 0, y: 0, z: 1 } };
  }

  atHome() {
    const camera = this.camera();
    return ["eye", "center", "up"].every((point) => ["x", "y", "z"].every((axis) => Math.abs(camera[point][axis] - this.home[point][axis]) < 2e-3));
  }

  // The camera where a person has turned it, else null.
  turned() {
    return this.window && !this.atHome() ? this.camera() : null;
  }

  look(camera) {
    return window.Plotly.relayout(this.plot, { "scene.camera": camera ?? this.home });
  }

  zoom(factor) {
    const camera = this.camera();
    for (const axis of "xyz") camera.eye[axis] = camera.center[axis] + (camera.eye[axis] - camera.center[axis]) / factor;
    return this.look(camera);
  }

  async resize() {
    if (!this.surface || !this.host.offsetParent) return; // or hidden
    const atHome = this.atHome();
    await window.Plotly.Plots.resize(this.plot);
    this.home = this.fitted();
    if (atHome) await this.look();
  }

  // The place on the canvas of a point in data coordinates.
  projection() {
    const { glplot, dataScale } = this.scene;
    const { model, view, projection } = glplot.cameraParams;
    const matrix = multiply(projection, multiply(view, model));
    const { width, height } = this.frame();
    const project = (x, y, z) => {
      const [a, b, c] = [x * dataScale[0], y * dataScale[1], z * dataScale[2]];
      const along = (row) => matrix[row] * a + matrix[4 + row] * b + matrix[8 + row] * c + matrix[12 + row];
      const depth = along(3);
      return [((along(0) / depth + 1) / 2) * width, ((1 - along(1) / depth) / 2) * height];
    };
    return { project, eye: eyeOf(view, model, dataScale), signature: [...matrix, width, height].join() };
  }

  frame() {
    const box = this.scene.container.getBoundingClientRect();
    const host = this.host.getBoundingClientRect();
    return { left: box.left - host.left, top: box.top - host.top, width: box.width, height: box.height };
  }

  // A run laid onto the ground and projected; kept until the run or the camera changes.
  line(run, { project, eye, signature }) {
    let line = this.lines.get(run.key);
    if (line?.run !== run) {
      line = { run, ...drape(run.line, { height: (x, y) => this.heightAt(x, y) }, this.window) };
      this.lines.set(run.key, line);
    }
    if (line.signature !== signature) {
      const count = line.x.length;
      Object.assign(line, { signature, px: new Float32Array(count), py: new Float32Array(count), hidden: new Uint8Array(count) });
      for (let i = 0; i < count; i++) {
        [line.px[i], line.py[i]] = project(line.x[i], line.y[i], line.z[i]);
        line.hidden[i] = this.behind(line.x[i], line.y[i], line.z[i], eye) ? 1 : 0;
      }
    }
    return line;
  }

  // The height at which a path passes over a point.
  heightAt(x, y) {
    return this.surface.height(x, y) + this.lift;
  }

  // Whether the ground stands between a point and the eye.
  behind(x, y, z, eye) {
    const [xLow, xHigh, yLow, yHigh] = this.window;
    const [dx, dy, dz] = [eye[0] - x, eye[1] - y, eye[2] - z];
    const stride = 0.015 / Math.max(Math.abs(dx) / (xHigh - xLow), Math.abs(dy) / (yHigh - yLow), 0.015);
    for (let u = stride; u < 1; u += stride) {
      const [atX, atY] = [x + u * dx, y + u * dy];
      if (atX < xLow || atX > xHigh || atY < yLow || atY > yHigh) return false;
      if (z + u * dz < this.surface.height(atX, atY)) return true;
    }
    return false;
  }
}

function multiply(a, b) {
  const product = new Float64Array(16);
  for (let column = 0; column < 4; column++)
    for (let row = 0; row < 4; row++)
      for (let k = 0; k < 4; k++) product[4 * column + row] += a[4 * k + row] * b[4 * column + k];
  return product;
}

// The eye in data coordinates: view is a rotation and a shift, model scales and shifts each axis.
function eyeOf(view, model, scale) {
  return [0, 1, 2].map((axis) => {
    const world = -(view[4 * axis] * view[12] + view[4 * axis + 1] * view[13] + view[4 * axis + 2] * view[14]);
    return (world - model[12 + axis]) / model[5 * axis] / scale[axis];
  });
}

// A camera as nine numbers, for the address, and back.
export function numbersOf({ eye, center, up }) {
  return [eye, center, up].flatMap(({ x, y, z }) => [x, y, z].map((number) => Number(number.toFixed(3))));
}

export function cameraOf(numbers) {
  const point = (first) => ({ x: numbers[first], y: numbers[first + 1], z: numbers[first + 2] });
  return { eye: point(0), center: point(3), up: point(6) };
}
