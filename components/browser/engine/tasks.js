// The tasks of the worker for the panels, from coarse to fine: each is a generator, which can be stopped at any `yield`.
import { finiteValues, outcomeOf } from "./outcome.js";
import { Sweep } from "./sweep.js";
import { ensembleOf } from "./ensemble_task.js";
import { fateMap, oneFate } from "./fate_tasks.js";

/**
 * @import { Race } from "./engine.js"
 * @import { CellRequest, CellRun, FiveRequest, HeatRequest, LiveFive, LiveHeat, LiveSweep, SweepRequest } from "./requests"
 */

const COARSE = 16; // step of the first, coarsest level

/**
 * All indices from coarse to fine: the spacing of those computed so far, and the next ones.
 * @param {number} count
 * @returns {Generator<[apart: number, places: number[]]>}
 */
export function* refining(count) {
  for (let apart = COARSE; apart >= 1; apart /= 2) {
    const places = Array.from({ length: Math.ceil(count / apart) }, (_, index) => index * apart);
    yield [apart, places.filter((place) => apart === COARSE || place % (2 * apart))];
  }
}

/**
 * One measure of some optimizers at all learning rates.
 * @param {Race} race
 * @param {URLSearchParams} parameters
 * @param {SweepRequest} request
 * @returns {Generator<LiveSweep | null>}
 */
export function* rateSweep(race, parameters, { keys, rates, measure, criteria }) {
  const [x, y] = ["x", "y"].map((name) => Number(parameters.get(name)));
  const sweeps = keys.map((key) => ({
    key,
    sweep: sweepOf(race, parameters, [`${key}.learning_rate`]),
    line: new Float64Array(rates.length),
  }));
  const lines = Object.fromEntries(sweeps.map(({ key, line }) => [key, line]));
  for (const [apart, places] of refining(rates.length)) {
    for (const place of places)
      for (const { sweep, line } of sweeps) {
        line[place] = sweep.outcome(criteria, rates[place])[measure];
        yield null;
      }
    yield { lines, apart, height: race.surface.value(x, y) };
  }
}

/**
 * The runs of one optimizer at a few learning rates.
 * @param {Race} race
 * @param {URLSearchParams} parameters
 * @param {FiveRequest} request
 * @returns {Generator<LiveFive | null>}
 */
export function* fewRates(race, parameters, { parameter, rates }) {
  const sweep = sweepOf(race, parameters, [parameter]);
  const runs = [];
  for (const rate of rates) {
    sweep.run(rate);
    const values = finiteValues(sweep.path);
    const known = (/** @type {Float64Array} */ row) => row.slice(0, values.length);
    runs.push({ values, x: known(sweep.path.x), y: known(sweep.path.y), evaluations: known(sweep.path.evaluations) });
    yield null;
  }
  yield { runs };
}

/**
 * The outcome for every pair of two hyperparameters; a cell that has not been computed gets the value of its coarse neighbor.
 * @param {Race} race
 * @param {URLSearchParams} parameters
 * @param {HeatRequest} request
 * @returns {Generator<LiveHeat | null>}
 */
export function* heatMap(race, parameters, { names, values: [across, up], criteria }) {
  const sweep = sweepOf(race, parameters, names);
  const columns = across.length;
  const row = () => new Float64Array(columns * up.length);
  const found = { steps: row(), evaluations: row(), values: row(), diverged: new Uint8Array(columns * up.length) };
  for (const [apart] of refining(Math.max(columns, up.length))) {
    for (let y = 0; y < up.length; y += apart)
      for (let x = 0; x < columns; x += apart) {
        if (apart < COARSE && x % (2 * apart) === 0 && y % (2 * apart) === 0) continue; // already computed
        const { steps, evaluations, value, diverged } = sweep.outcome(criteria, across[x], up[y]);
        for (let below = y; below < Math.min(y + apart, up.length); below++) {
          const [from, to] = [below * columns + x, below * columns + Math.min(x + apart, columns)];
          found.steps.fill(steps, from, to);
          found.evaluations.fill(evaluations, from, to);
          found.values.fill(value, from, to);
          found.diverged.fill(Number(diverged), from, to);
        }
        yield null;
      }
    yield found;
  }
}

/**
 * One run, and its outcome.
 * @param {Race} race
 * @param {URLSearchParams} parameters
 * @param {CellRequest} request
 * @returns {Generator<CellRun>}
 */
export function* oneCell(race, parameters, { names, values, criteria }) {
  const sweep = sweepOf(race, parameters, names);
  sweep.run(...values);
  const { path, steps } = sweep;
  const { length } = finiteValues(path);
  yield { x: path.x.slice(0, length), y: path.y.slice(0, length), outcome: outcomeOf(path, steps, race.surface, criteria) };
}

/**
 * A sweep of the optimizer that the first of the varied parameters belongs to.
 * @param {Race} race
 * @param {URLSearchParams} parameters
 * @param {string[]} varied
 */
function sweepOf(race, parameters, varied) {
  const [key] = varied[0].split(".");
  return new Sweep({ ...race, program: race.runs[key] }, key, parameters, varied);
}

/** By panel name. @type {Record<string, (race: Race, parameters: URLSearchParams, request: any) => Generator>} */
export const TASKS = {
  ...{ sweep: rateSweep, five: fewRates, heat: heatMap, cell: oneCell },
  ...{ fates: fateMap, fate: oneFate, ensemble: ensembleOf },
};
