// The same run under many seeds, in the background: a few of them first, then all.
import { Ensemble } from "./ensemble.js";
import { theoryOf } from "./ensemble_theory.js";

/**
 * @import { Race } from "./engine.js"
 * @import { EnsembleRequest, LiveCloud } from "./requests"
 */

const FEW = 50; // members shown first

/**
 * @param {Race} race
 * @param {URLSearchParams} parameters
 * @param {EnsembleRequest} request
 * @returns {Generator<LiveCloud | null>}
 */
export function* ensembleOf(race, parameters, request) {
  const ensemble = new Ensemble(race, request.key, parameters, request);
  const { program, stretches, path, sigma } = ensemble;
  const { quadratic } = race.surface.endings;
  while (ensemble.known < ensemble.members) {
    ensemble.next();
    const done = ensemble.known === ensemble.members;
    if (!done && ensemble.known !== FEW) yield null;
    else {
      const theory = theoryOf(quadratic, program, stretches, path, sigma);
      const missing = theory ? "" : quadratic ? "method" : "quadratic";
      yield { ...ensemble.cloud(), theory, missing, metric: request.metric, done };
    }
  }
}
