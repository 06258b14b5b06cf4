// The fates of all starts of a part of the plane, from coarse to fine; and the run from one of them.
import { FateFinder } from "./fate_finder.js";
import { finiteValues } from "./outcome.js";
import { STRIPE, belongs } from "./fate_shares.js";

/**
 * @import { Race } from "./engine.js"
 * @import { FateRequest, LiveFate, LiveFates, StartRequest } from "./requests"
 */

const COARSE = STRIPE; // size in pixels of the first blocks
const ROWWISE = 2; // block size from which results are shown row by row

/**
 * A pixel that has not been computed yet gets the color of its block's upper left one.
 * @param {Race} race
 * @param {URLSearchParams} parameters
 * @param {FateRequest} request
 * @returns {Generator<LiveFates | null>}
 */
export function* fateMap(race, parameters, { key, window, part, columns, rows, share = [0, 1] }) {
  const finder = new FateFinder({ ...race, program: race.runs[key] }, key, parameters, window);
  const row = () => new Int16Array(columns * rows);
  const { minima } = race.surface.endings;
  const found = { columns, rows, fates: row(), since: row(), steps: finder.steps, minima };
  for (let apart = COARSE; apart >= 1; apart /= 2) {
    for (let top = 0; top < rows; top += apart) {
      if (!belongs(top, share)) continue;
      for (let column = 0; column < columns; column += apart) {
        if (apart < COARSE && column % (2 * apart) === 0 && top % (2 * apart) === 0) continue; // already computed
        const fate = finder.fateOf(...startOf(part, (column + 0.5) / columns, (top + 0.5) / rows));
        const [below, right] = [Math.min(top + apart, rows), Math.min(column + apart, columns)];
        for (let at = top; at < below; at++) {
          found.fates.fill(fate, at * columns + column, at * columns + right);
          found.since.fill(finder.since, at * columns + column, at * columns + right);
        }
        yield null;
      }
      if (apart <= ROWWISE) yield { ...found, apart: 2 * apart };
    }
    yield { ...found, apart };
  }
}

/**
 * @param {Race} race
 * @param {URLSearchParams} parameters
 * @param {StartRequest} request
 * @returns {Generator<LiveFate>}
 */
export function* oneFate(race, parameters, { key, window, start }) {
  const finder = new FateFinder({ ...race, program: race.runs[key] }, key, parameters, window);
  const fate = finder.fateOf(...start);
  const { length } = finiteValues(finder.path);
  const [x, y] = [finder.path.x.slice(0, length), finder.path.y.slice(0, length)];
  const value = finder.path.values[finder.steps];
  yield { fate, since: finder.since, x, y, value, minima: race.surface.endings.minima };
}

/**
 * The point at these shares of the width and, from the top, of the height.
 * @param {FateRequest["part"]} part
 * @param {number} across
 * @param {number} down
 * @returns {[x: number, y: number]}
 */
export function startOf([left, right, low, high], across, down) {
  return [left + across * (right - left), high - down * (high - low)];
}
