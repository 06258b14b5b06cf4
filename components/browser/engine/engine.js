// The engine in the browser: runs programs that the page makes from its records, with the settings of an address.

/**
 * A surface as a program: see `optimizers/_programs/surface_program.py`.
 * @typedef {object} SurfaceProgram
 * @property {(x: number, y: number) => number} value
 * @property {(x: number, y: number, out: Float64Array) => void} gradient
 * @property {(x: number, y: number, out: Float64Array) => void} hessian its entries xx, xy and yy
 * @property {(x: number, y: number, out: Float64Array) => void} curvatures the smallest and the largest
 * @property {(x: number, y: number) => number} distance to the nearest known minimum
 * @property {(x: number, y: number) => boolean} near whether one is within the tolerance
 * @property {Endings} endings
 */

/**
 * What the fate of a run is decided by.
 * @typedef {object} Endings
 * @property {[x: number, y: number][]} minima those that are points
 * @property {boolean} elsewhere whether others lie on a ring or a curve
 * @property {number} tolerance the distance from a minimum within which a run has reached it
 * @property {number} flat the norm below which the gradient counts as 0
 * @property {number} level the curvature below which the surface counts as level
 * @property {[low: number, high: number]} heights the lowest and the highest f in the domain
 * @property {Quadratic | null} [quadratic] what f is, where it is a quadratic with a minimum
 */

/**
 * A quadratic with a minimum: where that lies, the curvatures along its axes, and these as unit vectors.
 * @typedef {{ centre: [x: number, y: number], curvatures: [number, number], axes: [x: number, y: number][] }} Quadratic
 */

/**
 * A run as a program: see `optimizers/_programs/run_program.py`.
 * @typedef {object} RunProgram
 * @property {{ own: string[], schedule: string[] }} settings
 * @property {(x: number, y: number) => Float64Array} begin
 * @property {((settings: number[], rate: number, curvature: number, sigma: number) => number) | null} stationary the variance along
 *   an axis of a quadratic at which noise keeps the run in the long run
 * @property {(numbers: Float64Array, settings: number[], steps: number, first: number, last: number, sigma: number, normals: Float64Array | null, path: Path) => number} advance
 */

/**
 * The points of a run, a row a step from the start on, with f there; and the learning rate of each step and what it cost in
 * gradient evaluations, which stand at its end.
 * @typedef {{ x: Float64Array, y: Float64Array, values: Float64Array, rates: Float64Array, costs: Float64Array }} Path
 */

/**
 * What a formula of a metric may use: see `components/metrics/_metric.py`.
 * @typedef {object} Iterate
 * @property {number} x
 * @property {number} y
 * @property {ArrayLike<number>} update
 * @property {number} learning_rate
 * @property {number} value
 * @property {number} lowest
 * @property {number} distance
 * @property {ArrayLike<number>} gradient
 * @property {ArrayLike<number>} hessian
 * @property {ArrayLike<number>} curvatures
 */

/** @typedef {Record<string, (at: Iterate) => number>} Formulas of the metrics, by their keys */

/** @typedef {[last: number, settings: number[]]} Stretch of a run: up to which step, and with which settings */

/** @typedef {Pick<URLSearchParams, "get">} Parameters settings by name, as an address has them */

/**
 * What a race needs: the surface, a program for each optimizer by its key, the formulas of the metrics, and the noise where
 * there is any; for the members of an ensemble that of each of their seeds.
 * @typedef {object} Race
 * @property {SurfaceProgram} surface
 * @property {Record<string, RunProgram>} runs
 * @property {Formulas} metrics
 * @property {Float64Array | null} normals
 * @property {Float64Array[]} seeds
 */

/** @param {Parameters} parameters */
export function optimizersOf(parameters) {
  const chosen = parameters.get("optimizers") ?? "none";
  return chosen === "none" ? [] : chosen.split(",");
}

/**
 * The path of one run, from its start to the last step before it is no longer finite.
 * @param {Pick<Race, "surface" | "runs" | "normals">} race
 * @param {string} key the optimizer's
 * @param {Parameters} parameters
 * @returns {Path}
 */
export function pathOf({ surface, runs, normals }, key, parameters) {
  const [x, y, steps, sigma] = ["x", "y", "steps", "noise"].map((name) => Number(parameters.get(name)));
  const program = runs[key];
  const path = pathFrom(x, y, steps);
  const stretches = segments(program, key, parameters, steps);
  const reached = follow({ surface, program, normals }, stretches, steps, sigma, path);
  return Number.isFinite(path.x[reached] + path.y[reached]) ? path : cut(path, reached);
}

/**
 * Run from the start of a path, and write the run into it: up to the step that is returned, the last or the first that is not
 * finite.
 * @param {{ surface: SurfaceProgram, program: RunProgram, normals: Float64Array | null }} programs
 * @param {Iterable<Stretch>} stretches
 * @param {number} steps
 * @param {number} sigma
 * @param {Path} path
 */
export function follow({ surface, program, normals }, stretches, steps, sigma, path) {
  const numbers = program.begin(path.x[0], path.y[0]);
  let at = 0;
  for (const [last, settings] of stretches) {
    at = program.advance(numbers, settings, steps, at, last, sigma, normals, path);
    path.values[at] = surface.value(path.x[at], path.y[at]);
    if (at < last || !Number.isFinite(path.x[at] + path.y[at])) break;
  }
  return at;
}

/**
 * A path that only begins.
 * @param {number} x
 * @param {number} y
 * @param {number} steps
 * @returns {Path}
 */
export function pathFrom(x, y, steps) {
  const row = () => new Float64Array(steps + 1);
  const path = { x: row(), y: row(), values: row(), rates: row(), costs: row() };
  [path.x[0], path.y[0]] = [x, y];
  return path;
}

/** @param {Path} path @param {number} points @returns {Path} */
export function cut(path, points) {
  const row = (/** @type {Float64Array} */ whole) => whole.subarray(0, points);
  const { x, y, values, rates, costs } = path;
  return { x: row(x), y: row(y), values: row(values), rates: row(rates), costs: row(costs) };
}

/**
 * The stretches of a run between the changes in its middle: up to which step, and with which settings.
 * @param {RunProgram} program
 * @param {string} key
 * @param {Parameters} parameters
 * @param {number} steps
 * @returns {Generator<Stretch>}
 */
export function* segments(program, key, parameters, steps) {
  const values = settingsOf(program, key, parameters);
  for (const { step, name, value } of changesOf(parameters)) {
    if (step >= steps || !values.has(name)) continue;
    yield [step, [...values.values()]];
    values.set(name, value);
  }
  yield [steps, [...values.values()]];
}

/**
 * What a program is set to, in its order.
 * @param {RunProgram} program
 * @param {string} key
 * @param {Parameters} parameters
 */
export function settingsOf(program, key, parameters) {
  const schedule = parameters.get("schedule");
  const names = [
    ...program.settings.own.map((name) => `${key}.${name}`),
    ...program.settings.schedule.map((name) => `${schedule}.${name}`),
  ];
  return new Map(names.map((name) => [name, Number(parameters.get(name))]));
}

/** @param {Parameters} parameters */
export function changesOf(parameters) {
  const texts = (parameters.get("changes") || "none").split(",").filter((text) => text !== "none");
  const changes = texts
    .map((text) => text.split(":"))
    .map(([step, name, value]) => ({ step: Number(step), name, value: Number(value) }));
  return changes.sort((one, other) => one.step - other.step);
}
