// The engine in the browser: runs programs that the page makes from its records, with the settings of an address.
import { fetched } from "./fetched.js";

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

const METRICS = "metrics.js";
const BLOCK = 100; // seeds whose noise is fetched at a time
const MOST_DRAWN = 200_000; // steps of all of them: see components/web/programs.py
const MOST_KEPT = 40; // blocks, of 3.2 MB at most; two thousand seeds are 21

// Programs and noise by their address, each fetched once.
export class Programs {
  /** @type {Map<string, any>} */
  ready = new Map();
  /** @type {Map<string, Promise<unknown>>} */
  coming = new Map();
  /** The addresses of noise, by when they were used last. @type {Set<string>} */
  noise = new Set();
  /** @type {Promise<unknown>} */
  loaded = Promise.resolve();

  /** @param {string} assets where they are served, with a slash at the end */
  constructor(assets) {
    this.base = new URL(assets, location.href).href; // a worker has no document
  }

  /**
   * What a race with these settings needs, or null while some of it is on its way; `loaded` resolves when it is there.
   * @param {Parameters} parameters
   * @param {number} [members] of an ensemble, whose seeds follow that of the settings
   * @returns {Race | null}
   */
  race(parameters, members = 0) {
    const schedule = parameters.get("schedule");
    const surface = this.surfaceAddress(parameters);
    const [seed, steps] = [parameters.get("seed"), Number(parameters.get("steps"))];
    const runs = optimizersOf(parameters).map((key) => [key, surface(`/${key}/${schedule}.js`)]);
    const noise = Number(parameters.get("noise")) ? [`normals/${seed}/${roomy(steps)}.bin`] : [];
    const blocks = noise.length ? blocksOf(Number(seed), steps, members) : [];
    const drawn = [...noise, ...blocks.map(({ address }) => address)];
    this.keep(drawn);
    const all = [METRICS, surface(".js"), ...runs.map(([, address]) => address), ...drawn];
    this.loaded = Promise.all(all.map((address) => this.load(address)));
    if (!all.every((address) => this.ready.has(address))) return null;
    return {
      surface: this.ready.get(surface(".js")),
      runs: Object.fromEntries(runs.map(([key, address]) => [key, this.ready.get(address)])),
      metrics: this.ready.get(METRICS).metrics,
      normals: noise.map((address) => this.ready.get(address))[0] ?? null,
      seeds: blocks.flatMap(({ address, from, to }) => rowsOf(this.ready.get(address), steps).slice(from, to)),
    };
  }

  /**
   * Noise that is used now is kept, and what was used longest ago forgotten.
   * @param {string[]} addresses
   */
  keep(addresses) {
    for (const address of addresses) {
      this.noise.delete(address);
      this.noise.add(address);
    }
    for (const address of [...this.noise].slice(0, -MOST_KEPT)) {
      this.noise.delete(address);
      this.ready.delete(address);
      this.coming.delete(address);
    }
  }

  /** @param {Parameters} parameters */
  surfaceAddress(parameters) {
    const key = parameters.get("surface");
    const typed = new URLSearchParams();
    if (key === "own") for (const name of ["formula", "domain"]) typed.set(name, parameters.get(name) ?? "");
    return (/** @type {string} */ rest) => `program/${key}${rest}${typed.size ? `?${typed}` : ""}`;
  }

  /** @param {string} address */
  load(address) {
    let coming = this.coming.get(address);
    if (!coming) {
      const url = this.base + address;
      const asked = address.startsWith("normals/") ? numbersFrom(url) : import(url);
      coming = asked.then(
        (found) => this.coming.get(address) === coming && this.ready.set(address, found), // or nobody wants it any more
        () => this.coming.delete(address), // asked for again next time
      );
      this.coming.set(address, coming);
    }
    return coming;
  }
}

/** @param {string} url */
async function numbersFrom(url) {
  const answer = await fetched(url);
  if (!answer.ok) throw new Error(await answer.text());
  return new Float64Array(await answer.arrayBuffer());
}

/**
 * Noise is fetched for some more steps than are wanted, so that dragging their number fetches little.
 * @param {number} steps
 */
function roomy(steps) {
  return Math.min(Math.max(256, 2 ** Math.ceil(Math.log2(steps))), 5000);
}

/**
 * Where the noise of so many seeds from one on is served, in blocks, and which rows of each are wanted. A block begins at a multiple
 * of its length, so that ensembles whose seeds overlap share blocks.
 * @param {number} first
 * @param {number} steps
 * @param {number} members
 */
export function blocksOf(first, steps, members) {
  const long = roomy(steps);
  const length = Math.min(BLOCK, Math.floor(MOST_DRAWN / long));
  const before = Math.floor(first / length);
  const count = members ? Math.ceil((first + members) / length) - before : 0;
  return Array.from({ length: count }, (_, place) => {
    const begin = (before + place) * length;
    const address = `normals/${begin}/${long}/${length}.bin`;
    return { address, from: Math.max(first - begin, 0), to: Math.min(first + members - begin, length) };
  });
}

/**
 * The noise of each seed of a block.
 * @param {Float64Array} block
 * @param {number} steps
 */
function rowsOf(block, steps) {
  const length = 2 * roomy(steps);
  return Array.from({ length: block.length / length }, (_, place) => block.subarray(place * length, (place + 1) * length));
}

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
