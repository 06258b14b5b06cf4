// The metrics along a path that was computed here, in the same form as the page sends them.

/**
 * @import { Rows, Scene } from "../types"
 * @import { Formulas, Iterate, Path, SurfaceProgram } from "./engine.js"
 */

/**
 * A step of a path as a formula's variables; those that need the surface are computed on access.
 * @implements {Iterate}
 */
class PathStep {
  step = 0;
  x = NaN;
  y = NaN;
  value = NaN;
  #out = { gradient: new Float64Array(2), hessian: new Float64Array(3), curvatures: new Float64Array(2) };

  /**
   * @param {Path} path
   * @param {SurfaceProgram} surface
   * @param {number | null} lowest
   */
  constructor(path, surface, lowest) {
    this.path = path;
    this.surface = surface;
    this.known = lowest !== null;
    this.lowest = lowest ?? 0;
  }

  /**
   * Move to a step. Returns whether everything is finite there.
   * @param {number} step
   */
  go(step) {
    this.step = step;
    this.x = this.path.x[step];
    this.y = this.path.y[step];
    this.value = this.path.values[step];
    return [this.x, this.y, this.value].every(Number.isFinite);
  }

  get learning_rate() {
    return this.step ? this.path.rates[this.step] : NaN;
  }

  get update() {
    const { step, path } = this;
    return step ? [this.x - path.x[step - 1], this.y - path.y[step - 1]] : [NaN, NaN];
  }

  get distance() {
    return this.known ? this.surface.distance(this.x, this.y) : NaN;
  }

  get gradient() {
    this.surface.gradient(this.x, this.y, this.#out.gradient);
    return this.#out.gradient;
  }

  get hessian() {
    this.surface.hessian(this.x, this.y, this.#out.hessian);
    return this.#out.hessian;
  }

  get curvatures() {
    const out = this.#out.curvatures;
    this.surface.curvatures(this.x, this.y, out);
    if (Number.isNaN(out[1])) out[1] = Infinity;
    return out;
  }
}

/**
 * Rows up to the last point at which f is finite.
 * @param {Path} path
 * @param {{ surface: SurfaceProgram, metrics: Formulas }} race
 * @param {Pick<Scene, "names" | "lowest">} scene
 * @param {ArrayLike<number>} steps steps to include, by default all
 * @returns {Rows}
 */
export function rowsOf(path, { surface, metrics }, { names, lowest }, steps = path.x.map((_, step) => step)) {
  const at = new PathStep(path, surface, lowest);
  const row = () => new Float32Array(steps.length);
  const [x, y, evaluations, values] = [row(), row(), row(), names.map(row)];
  let count = 0;
  for (; count < steps.length && at.go(steps[count]); count++) {
    [x[count], y[count], evaluations[count]] = [at.x, at.y, path.evaluations[steps[count]]];
    for (let place = 0; place < names.length; place++) values[place][count] = metrics[names[place]](at);
  }
  const known = (/** @type {Float32Array} */ whole) => whole.subarray(0, count);
  return {
    x: known(x),
    y: known(y),
    evaluations: known(evaluations),
    metrics: Object.fromEntries(names.map((name, place) => [name, known(values[place])])),
    limits: {},
  };
}
