// The engine in the browser: runs the page's compiled programs with the settings of an address.

/**
 * A surface as a program: see `optimizers/_programs/surface_program.py`.
 * @typedef {object} SurfaceProgram
 * @property {(x: number, y: number) => number} value
 * @property {(x: number, y: number, out: Float64Array) => void} gradient
 * @property {(x: number, y: number, out: Float64Array) => void} hessian entries xx, xy and yy
 * @property {(x: number, y: number, out: Float64Array) => void} curvatures smallest and largest
 * @property {(x: number, y: number) => number} distance to the nearest known minimum
 * @property {(x: number, y: number) => boolean} near whether a minimum is within the tolerance
 * @property {Endings} endings
 */

/**
 * The criteria that decide a run's fate.
 * @typedef {object} Endings
 * @property {[x: number, y: number][]} minima isolated minima
 * @property {boolean} elsewhere whether there are rings or curves of minima
 * @property {number} tolerance distance from a minimum within which a run has reached it
 * @property {number} flat gradient norm that counts as 0
 * @property {number} level curvature below which the surface counts as level
 * @property {[low: number, high: number]} heights lowest and highest f in the domain
 * @property {Quadratic | null} [quadratic] f itself, if it is a quadratic with a minimum
 */

/**
 * A quadratic with a minimum: its position, the curvatures along its axes, and these as unit vectors.
 * @typedef {{ center: [x: number, y: number], curvatures: [number, number], axes: [x: number, y: number][] }} Quadratic
 */

/**
 * A run as a program: see `optimizers/_programs/run_program.py`.
 * @typedef {object} RunProgram
 * @property {{ own: string[], schedule: string[] }} settings
 * @property {(x: number, y: number) => Float64Array} begin
 * @property {((settings: number[], rate: number, curvature: number, sigma: number) => number) | null} stationary the long-run variance along
 * an axis of a quadratic
 * @property {(numbers: Float64Array, settings: number[], steps: number, first: number, last: number, sigma: number, normals: Float64Array | null, path: Path) => number} advance
 */

/**
 * The points of a run, one row per step including the start, with f at each, the learning rate of the step that led there, and the
 * gradient evaluations so far.
 * @typedef {{ x: Float64Array, y: Float64Array, values: Float64Array, rates: Float64Array, evaluations: Float64Array }} Path
 */

/**
 * The variables of a metric's formula: see `components/metrics/_metric.py`.
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

/** @typedef {Record<string, (at: Iterate) => number>} Formulas of the metrics by key */

/** @typedef {[last: number, settings: number[]]} Stretch of a run: its last step and its settings */

/** @typedef {Pick<URLSearchParams, "get">} Parameters settings by name, as in an address */

/**
 * What a race needs: the surface, a program per optimizer key, the formulas of the metrics, and the noise if
 * there is any; for an ensemble, the noise of each seed.
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
 * The path of one run, from the start to the last finite step.
 * @param {Pick<Race, "surface" | "runs" | "normals">} race
 * @param {string} key of the optimizer
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
 * Run from the start of a path and write the points into it. Returns the last step, or the first one that is not
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
 * A path that contains only the start.
 * @param {number} x
 * @param {number} y
 * @param {number} steps
 * @returns {Path}
 */
export function pathFrom(x, y, steps) {
  const row = () => new Float64Array(steps + 1);
  const path = { x: row(), y: row(), values: row(), rates: row(), evaluations: row() };
  [path.x[0], path.y[0]] = [x, y];
  return path;
}

/** @param {Path} path @param {number} points @returns {Path} */
export function cut(path, points) {
  const row = (/** @type {Float64Array} */ whole) => whole.subarray(0, points);
  const { x, y, values, rates, evaluations } = path;
  return { x: row(x), y: row(y), values: row(values), rates: row(rates), evaluations: row(evaluations) };
}

/**
 * The segments of a run between mid-run changes: the last step of each, and its settings.
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
 * A program's settings, in its order.
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
