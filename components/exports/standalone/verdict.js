// How a run ended, in a row of the table, as in `optimizers/_verdict.py` but without the type of place where it stalled.
import { outcomeOf } from "../../browser/engine/outcome.js";
import { number } from "../../browser/numbers.js";
import { within } from "../../browser/rectangle.js";

/**
 * @import { Path, SurfaceProgram } from "../../browser/engine/engine.js"
 * @import { Criteria } from "../../browser/engine/outcome.js"
 * @import { Rectangle, SentRun } from "../../browser/types"
 * @typedef {Criteria & { flat: number }} Judged what a run is judged by: `flat` is the gradient norm that counts as none
 */

/**
 * @param {Path} path up to the last finite point
 * @param {number} steps
 * @param {SurfaceProgram} surface
 * @param {Judged} judged
 * @param {Rectangle} window
 * @returns {Pick<SentRun, "verdict" | "step" | "broken" | "cells">}
 */
export function verdictOf(path, steps, surface, judged, window) {
  const last = path.x.length - 1;
  const [x, y] = [path.x[last], path.y[last]];
  const broken = last < steps;
  const outcome = outcomeOf(path, steps, surface, judged);
  const [verdict, step, text] = endOf();
  return { verdict, step, broken, cells: [text, ...measuresOf(path, surface)] };

  /** @returns {[SentRun["verdict"], step: number, text: string]} */
  function endOf() {
    if (broken) return ["diverged", last + 1, `diverged at step ${last + 1}`];
    if (outcome.diverged) return ["diverged", last, "diverged"];
    if (judged.lowest !== null && outcome.steps <= steps)
      return ["converged", outcome.steps, `converged from step ${outcome.steps}`];
    if (!within(x, y, window)) {
      const since = leftAt(path, window);
      return ["left", since, since ? `left the window at step ${since}` : "never in the window"];
    }
    const gradient = new Float64Array(2);
    surface.gradient(x, y, gradient);
    return Math.hypot(gradient[0], gradient[1]) < judged.flat ? ["stalled", last, "stalled"] : ["moving", last, "still moving"];
  }
}

/**
 * @param {Path} path
 * @param {SurfaceProgram} surface
 */
function measuresOf({ x, y, values, evaluations }, surface) {
  const last = x.length - 1;
  if (last < 0) return ["—", "—", "—", "0", "—"];
  const reached = x.findIndex((_, step) => surface.near(x[step], y[step]));
  const length = x.reduce((sum, _, step) => (step ? sum + Math.hypot(x[step] - x[step - 1], y[step] - y[step - 1]) : 0), 0);
  return [
    reached < 0 ? "—" : String(reached),
    `(${number(x[last], 4)}, ${number(y[last], 4)})`,
    number(values[last], 4),
    number(length, 4),
    evaluations[last].toFixed(0),
  ];
}

/**
 * The first step of the last period outside the window.
 * @param {Path} path
 * @param {Rectangle} window
 */
function leftAt({ x, y }, window) {
  return x.findLastIndex((_, step) => within(x[step], y[step], window)) + 1;
}
