// The internals of Plotly that are used here, and nowhere else: what its interface does not tell of a drawn plot.
import { multiply } from "./matrix.js";

/** @import { Frame } from "./types" */
/** @import { Camera, Plot, Trace } from "./plotly" */

/**
 * Whether a plot has been drawn and not been purged.
 * @param {Plot} plot
 */
export function isDrawn(plot) {
  return Boolean(/** @type {{ _fullLayout?: object }} */ (plot)._fullLayout);
}

/**
 * Whether a visible plot differs in size from its container, which has changed while the plot was drawn.
 * @param {Plot} plot
 */
export function isOutOfSize(plot) {
  if (!isDrawn(plot) || !plot.offsetParent) return false;
  const { clientWidth, clientHeight } = plot;
  const [width, height] = [inner(plot, "_fullLayout.width"), inner(plot, "_fullLayout.height")];
  return Math.abs(width - clientWidth) > 1 || Math.abs(height - clientHeight) > 1;
}

/**
 * A nested property; if it is missing, the error names the first part that is.
 * @template Found
 * @param {object} owner
 * @param {string} path
 * @returns {Found}
 */
function inner(owner, path) {
  /** @type {any} */
  let found = owner;
  const passed = [];
  for (const name of path.split(".")) {
    found = found[name];
    passed.push(name);
    if (found === undefined || found === null) throw new Error(`Plotly has changed: a plot has no ${passed.join(".")}`);
  }
  return found;
}

/**
 * Where the axes of a 2D plot lie in its host.
 * @param {Plot} plot
 * @returns {Frame}
 */
export function frameOf(plot) {
  return {
    left: plot.offsetLeft + inner(plot, "_fullLayout.xaxis._offset"),
    top: plot.offsetTop + inner(plot, "_fullLayout.yaxis._offset"),
    width: inner(plot, "_fullLayout.xaxis._length"),
    height: inner(plot, "_fullLayout.yaxis._length"),
  };
}

/**
 * The value on the x-axis, which may be logarithmic, at a distance in pixels from its left end.
 * @param {Plot} plot
 * @param {number} pixels
 * @returns {number}
 */
export function xAt(plot, pixels) {
  inner(plot, "_fullLayout.xaxis.p2d");
  return inner(plot, "_fullLayout.xaxis").p2d(pixels);
}

/**
 * The distance in pixels of a value from the top of the y-axis.
 * @param {Plot} plot
 * @param {number} value
 * @returns {number}
 */
export function pixelsAt(plot, value) {
  inner(plot, "_fullLayout.yaxis.d2p");
  return inner(plot, "_fullLayout.yaxis").d2p(value);
}

/**
 * The traces as drawn, with their arrays decoded.
 * @param {Plot} plot
 * @returns {Trace[]}
 */
export function drawnTraces(plot) {
  return inner(plot, "_fullData");
}

const SCENE = "_fullLayout.scene._scene";

/**
 * The camera of a 3D plot.
 * @param {Plot} plot
 * @returns {Camera}
 */
export function cameraOf(plot) {
  inner(plot, `${SCENE}.getCamera`);
  return inner(plot, SCENE).getCamera();
}

/**
 * The canvas of a 3D plot. Its pixels can only be read in the task that drew them, see `drawFrom`.
 * @param {Plot} plot
 * @returns {HTMLCanvasElement}
 */
export function canvasOf(plot) {
  return inner(plot, `${SCENE}.glplot.canvas`);
}

/**
 * Prepare a 3D plot for saved pictures: no hover detection, which takes a third of the time, no camera animation, and only
 * the given points of a surface, which Plotly otherwise quadruples by interpolation.
 * @param {Plot} plot
 */
export function prepareForPictures(plot) {
  /** @type {{ drawPick: unknown }[]} */
  const objects = inner(plot, `${SCENE}.glplot.objects`);
  for (const one of objects) one.drawPick = null;
  inner(plot, `${SCENE}.glplot.camera.delay`);
  inner(plot, `${SCENE}.glplot.camera`).delay = 0;
  /** @type {[string, { data: Trace, estimateScale: () => number, update(data: Trace): void }][]} */
  const traces = Object.entries(inner(plot, `${SCENE}.traces`));
  for (const [name, trace] of traces.filter(([, { data }]) => data.type === "surface")) {
    inner(plot, `${SCENE}.traces.${name}.estimateScale`);
    trace.estimateScale = () => 1;
    trace.update(trace.data);
  }
}

/**
 * Draw a 3D plot from a camera synchronously: the canvas keeps its pixels until the task ends.
 * @param {Plot} plot
 * @param {Camera} camera
 */
export function drawFrom(plot, camera) {
  for (const name of ["setViewport", "fullSceneLayout", "glplot.redraw"]) inner(plot, `${SCENE}.${name}`);
  const scene = inner(plot, SCENE);
  const { fullSceneLayout } = scene;
  scene.setViewport({ ...fullSceneLayout, camera: { ...fullSceneLayout.camera, ...camera } });
  scene.glplot.redraw();
}

/**
 * Where a 3D plot's drawing lies on the screen.
 * @param {Plot} plot
 * @returns {DOMRect}
 */
export function boxOf(plot) {
  /** @type {HTMLElement} */
  const container = inner(plot, `${SCENE}.container`);
  return container.getBoundingClientRect();
}

/**
 * The projection of a 3D plot: the matrix (column-major) from data coordinates to clip space, where both screen axes
 * range from -1 to 1, and the eye in data coordinates.
 * @param {Plot} plot
 * @returns {{ matrix: Float64Array, eye: number[] }}
 */
export function perspectiveOf(plot) {
  /** @type {number[][]} */
  const [model, view, projection] = ["model", "view", "projection"].map((name) =>
    inner(plot, `${SCENE}.glplot.cameraParams.${name}`),
  );
  /** @type {number[]} */
  const scale = inner(plot, `${SCENE}.dataScale`);
  const scaled = model.map((value, index) => (index < 12 ? value * scale[index >> 2] : value));
  return { matrix: multiply(projection, multiply(view, scaled)), eye: eyeOf(view, scaled) };
}

/**
 * The view matrix is a rotation and a translation; the model matrix scales and shifts each axis.
 * @param {number[]} view
 * @param {number[]} model
 */
function eyeOf(view, model) {
  return [0, 1, 2].map((axis) => {
    const world = -(view[4 * axis] * view[12] + view[4 * axis + 1] * view[13] + view[4 * axis + 2] * view[14]);
    return (world - model[12 + axis]) / model[5 * axis];
  });
}

/** @type {WeakSet<object>} */
const followed = new WeakSet();

/**
 * Plotly draws 3D scenes in its own animation frames; the listener is called in the same frame.
 * @param {Plot} plot
 * @param {() => void} listener
 */
export function onRender(plot, listener) {
  /** @type {{ onrender?: () => void }} */
  const glplot = inner(plot, `${SCENE}.glplot`);
  if (followed.has(glplot)) return;
  followed.add(glplot);
  const render = glplot.onrender;
  glplot.onrender = () => {
    render?.();
    listener();
  };
}
