// Where a run ends: the fate of any start, as `optimizers/_fates.py` finds it.
import { DIVERGED, ELSEWHERE, LEFT, MOVING, PLAIN, SADDLE, VALLEY } from "../fates/table.js";
import { RepeatedRun } from "./repeated_run.js";
import { within } from "../rectangle.js";

/**
 * @import { Parameters, RunProgram, SurfaceProgram } from "./engine.js"
 * @import { Rectangle } from "../types"
 */

export class FateFinder extends RepeatedRun {
  /** The step at which the last run converged; −1 for never. */
  since = -1;
  gradient = new Float64Array(2);
  curvatures = new Float64Array(2);

  /**
   * @param {{ surface: SurfaceProgram, program: RunProgram, normals: Float64Array | null }} programs
   * @param {string} key of the optimizer
   * @param {Parameters} parameters
   * @param {Rectangle} window that runs may leave
   */
  constructor(programs, key, parameters, window) {
    super(programs.surface, programs.program, key, parameters);
    this.normals = programs.normals;
    this.window = window;
  }

  /**
   * The fate of a start. `path` holds the points of its run, up to the first that is not finite.
   * @param {number} x
   * @param {number} y
   */
  fateOf(x, y) {
    const { path, steps } = this;
    [path.x[0], path.y[0]] = [x, y];
    const since = this.settledAt(this.normals);
    this.since = Number.isNaN(since) ? -1 : since;
    if (Number.isNaN(since)) return DIVERGED;
    return this.since < 0 ? this.lost(path.x[steps], path.y[steps]) : this.nearest(path.x[steps], path.y[steps]);
  }

  /**
   * The fate of a run that has not converged, from its last point.
   * @param {number} x
   * @param {number} y
   */
  lost(x, y) {
    const { surface } = this;
    if (!within(x, y, this.window)) return LEFT;
    surface.gradient(x, y, this.gradient);
    return Math.hypot(this.gradient[0], this.gradient[1]) < surface.endings.flat ? this.place(x, y) : MOVING;
  }

  /**
   * The type of place at which a run has stalled.
   * @param {number} x
   * @param {number} y
   */
  place(x, y) {
    const { curvatures } = this;
    const { surface } = this;
    surface.curvatures(x, y, curvatures);
    const [flattest, steepest] = curvatures;
    const { level } = surface.endings;
    if (Math.max(Math.abs(flattest), Math.abs(steepest)) < level) return PLAIN;
    return flattest < -level ? SADDLE : VALLEY;
  }

  /**
   * The index of the minimum to which a run has converged.
   * @param {number} x
   * @param {number} y
   */
  nearest(x, y) {
    const { minima, elsewhere, tolerance } = this.surface.endings;
    let [found, least] = [ELSEWHERE, Infinity];
    for (let place = 0; place < minima.length; place++) {
      const away = Math.hypot(x - minima[place][0], y - minima[place][1]);
      if (away < least) [found, least] = [place, away];
    }
    return elsewhere && least > tolerance ? ELSEWHERE : found;
  }
}

/**
 * The share of each fate.
 * @param {ArrayLike<number>} fates
 * @returns {Map<number, number>}
 */
export function sharesOf(fates) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (let at = 0; at < fates.length; at++) counts.set(fates[at], (counts.get(fates[at]) ?? 0) + 1);
  return new Map([...counts].map(([fate, count]) => [fate, count / fates.length]));
}
