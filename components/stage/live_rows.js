// The numbers along a path that is computed here, as the page would send them.
import { finiteValues } from "../browser/outcome.js";

/**
 * @import { Rows, Scene } from "../browser/types"
 * @import { Path, SurfaceProgram } from "../browser/engine.js"
 */

/**
 * Rows up to the last point at which f is finite.
 * @param {Path} path
 * @param {SurfaceProgram} surface
 * @param {Pick<Scene, "names" | "lowest">} scene
 * @param {number} cost of a step, in gradient evaluations
 * @returns {Rows}
 */
export function rowsOf({ x, y, rates }, surface, { names, lowest }, cost) {
  const values = finiteValues({ x, y }, surface);
  const count = values.length;
  /** @type {Rows} */
  const rows = {
    ...empty(names, count),
    rates: Float32Array.from(rates.subarray(1, Math.max(count, 1))),
    evaluations: Float32Array.from({ length: count }, (_, step) => cost * step),
    limit: null,
  };
  const [slopes, curvatures] = [new Float64Array(2), new Float64Array(2)];
  for (let i = 0; i < count; i++) {
    rows.x[i] = x[i];
    rows.y[i] = y[i];
    rows.gap[i] = values[i] - (lowest ?? 0);
    surface.gradient(x[i], y[i], slopes);
    rows.gradient_norm[i] = Math.hypot(slopes[0], slopes[1]);
    if (rows.distance) rows.distance[i] = surface.distance(x[i], y[i]);
    if (!rows.sharpness) continue;
    surface.curvatures(x[i], y[i], curvatures);
    rows.sharpness[i] = Number.isNaN(curvatures[1]) ? Infinity : curvatures[1];
  }
  return rows;
}

/**
 * @param {string[]} names
 * @param {number} count
 * @returns {Pick<Rows, "x" | "y" | "gap" | "gradient_norm" | "distance" | "sharpness">}
 */
function empty(names, count) {
  const row = () => new Float32Array(count);
  return {
    x: row(),
    y: row(),
    gap: row(),
    gradient_norm: row(),
    ...(names.includes("distance") ? { distance: row() } : {}),
    ...(names.includes("sharpness") ? { sharpness: row() } : {}),
  };
}
