// Many runs of one optimizer that differ in a few settings; only the outcome of each is kept.
import { pathFrom, settingsOf } from "./engine.js";
import { outcomeOf } from "./outcome.js";

/**
 * @import { Parameters, RunProgram, SurfaceProgram } from "./engine.js"
 * @import { Criteria } from "./outcome.js"
 */

export class Sweep {
  /**
   * @param {{ surface: SurfaceProgram, program: RunProgram, normals: Float64Array | null }} programs
   * @param {string} key of the optimizer
   * @param {Parameters} parameters
   * @param {string[]} varied names of the settings that differ
   */
  constructor({ surface, program, normals }, key, parameters, varied) {
    const number = (/** @type {string} */ name) => Number(parameters.get(name));
    this.surface = surface;
    this.program = program;
    this.normals = normals;
    this.steps = number("steps");
    this.sigma = number("noise");
    this.begun = program.begin(number("x"), number("y"));
    this.numbers = new Float64Array(this.begun.length);
    const settings = settingsOf(program, key, parameters);
    this.settings = [...settings.values()];
    this.places = varied.map((name) => [...settings.keys()].indexOf(name));
    /** The points of the last run, which the next one overwrites. */
    this.path = pathFrom(this.begun[0], this.begun[1], this.steps);
  }

  /**
   * Run once; `path` holds the points, up to the first that is not finite.
   * @param {...number} values of the varied settings
   */
  run(...values) {
    const { surface, program, numbers, settings, steps, sigma, normals, path } = this;
    numbers.set(this.begun);
    this.places.forEach((place, index) => (settings[place] = values[index]));
    const end = program.advance(numbers, settings, steps, 0, steps, sigma, normals, path);
    path.values[end] = surface.value(path.x[end], path.y[end]);
  }

  /**
   * The outcome of a run.
   * @param {Criteria} criteria
   * @param {...number} values of the varied settings
   */
  outcome(criteria, ...values) {
    this.run(...values);
    return outcomeOf(this.path, this.steps, this.surface, criteria);
  }
}
