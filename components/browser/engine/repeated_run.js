// A run repeated from other starts or with other noise: its points, and the step at which it converges.
import { follow, pathFrom, segments } from "./engine.js";
import { settledAt } from "./outcome.js";

/** @import { Parameters, RunProgram, SurfaceProgram } from "./engine.js" */

export class RepeatedRun {
  /**
   * @param {SurfaceProgram} surface
   * @param {RunProgram} program
   * @param {string} key of the optimizer
   * @param {Parameters} parameters
   */
  constructor(surface, program, key, parameters) {
    this.surface = surface;
    this.program = program;
    this.steps = Number(parameters.get("steps"));
    this.sigma = Number(parameters.get("noise"));
    this.stretches = [...segments(program, key, parameters, this.steps)];
    this.criteria = { lowest: -Infinity, heights: surface.endings.heights }; // only the distance to a minimum matters
    /** The points of the last run, which the next one overwrites. */
    this.path = pathFrom(Number(parameters.get("x")), Number(parameters.get("y")), this.steps);
  }

  /**
   * Run with this noise. Returns the step at which it converges, −1 for never, NaN if it diverges.
   * @param {Float64Array | null} normals
   */
  settledAt(normals) {
    const { surface, program, stretches, steps, sigma, path, criteria } = this;
    const reached = follow({ surface, program, normals }, stretches, steps, sigma, path);
    return settledAt(path, steps, reached, surface, criteria);
  }
}
