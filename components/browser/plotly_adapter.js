// Plotly, fetched once and shared by every plot of the page.

/** @import { Figure, Plot, Plotly, Trace } from "./plotly" */

/** @type {Promise<Plotly> | null} */
let loading = null;

/** @returns {Promise<Plotly>} */
export function plotly() {
  if (window.Plotly) return Promise.resolve(window.Plotly);
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL("../plotly.min.js", import.meta.url).href;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => {
      loading = null; // the next call tries again
      reject(new Error("plotly.js could not be fetched"));
    };
    document.head.append(script);
  });
  return loading;
}

const CONFIG = { displayModeBar: false, scrollZoom: false, doubleClick: false, showTips: false, responsive: false };

/**
 * Draw or update a figure. Plotly modifies the layout that it is given, so it gets a copy.
 * @param {Plot} plot
 * @param {Figure} figure
 * @param {number} density device pixels per page pixel in 3D
 */
export async function draw(plot, { data, layout }, density = 2) {
  return (await plotly()).react(plot, data, structuredClone(layout), { ...CONFIG, plotGlPixelRatio: density });
}

/**
 * Release a plot's resources, above all its WebGL context: browsers allow only a few, and Plotly leaves them to
 * garbage collection.
 * @param {Plot} plot
 */
export async function purge(plot) {
  if (!plot.data) return;
  const library = await plotly();
  /** @type {NodeListOf<HTMLCanvasElement>} */
  const canvases = plot.querySelectorAll(".gl-container canvas");
  const contexts = Array.from(canvases, (canvas) => canvas.getContext("webgl"));
  library.purge(plot);
  for (const context of contexts) context?.getExtension("WEBGL_lose_context")?.loseContext();
}

/**
 * Draw a figure from scratch: `react` loses the constraint of equal axes.
 * @param {Plot} plot
 * @param {Figure} figure
 */
export async function drawAnew(plot, { data, layout }) {
  return (await plotly()).newPlot(plot, data, structuredClone(layout), CONFIG);
}

/**
 * @param {Plot} plot
 * @param {Record<string, unknown>} changes
 */
export async function relayout(plot, changes) {
  return (await plotly()).relayout(plot, changes);
}

/**
 * @param {Plot} plot
 * @param {number} trace
 * @param {boolean} visible
 */
export async function setVisible(plot, trace, visible) {
  if (plot.data && plot.data[trace].visible !== visible) await (await plotly()).restyle(plot, { visible }, [trace]);
}

/**
 * Fill the levels of a contour plot, or draw only their lines.
 * @param {Plot} plot
 * @param {number} trace
 * @param {boolean} filled
 */
export async function setFilled(plot, trace, filled) {
  const contours = plot.data?.[trace].contours;
  const coloring = filled ? "fill" : "none";
  if (contours && (contours.coloring ?? "fill") !== coloring)
    await (await plotly()).restyle(plot, { "contours.coloring": coloring }, [trace]);
}

/** @param {Plot} plot */
export async function fitToHost(plot) {
  if (plot.data && plot.offsetParent) await (await plotly()).Plots.resize(plot); // a hidden plot has no size
}

/**
 * A figure as a picture at three times its size: base64 of a PNG, or the text of an SVG.
 * @param {{ data: Trace[], layout: object }} figure
 * @param {string} format
 */
export async function imageOf(figure, format) {
  return (await plotly()).toImage(figure, { format, scale: 3, imageDataOnly: true });
}

/**
 * A 2D plot as currently drawn, as a data URL.
 * @param {Plot} plot
 */
export async function stillOf({ data = [], layout, clientWidth, clientHeight }) {
  const size = { width: clientWidth, height: clientHeight };
  return (await plotly()).toImage({ data, layout: layout ?? {} }, { format: "png", scale: 1, imageDataOnly: false, ...size });
}
