// The programs and the noise for a race, by URL: each is fetched once.
import { optimizersOf } from "./engine.js";
import { fetched } from "../fetched.js";

/** @import { Parameters, Race } from "./engine.js" */

const METRICS = "metrics.js";
const BLOCK = 100; // seeds per request of noise
const MAX_DRAWN = 200_000; // steps × seeds per request: see components/web/programs.py
const MAX_KEPT = 40; // blocks of up to 3.2 MB; two thousand seeds need 21

export class Programs {
  /** @type {Map<string, any>} */
  ready = new Map();
  /** @type {Map<string, Promise<unknown>>} */
  coming = new Map();
  /** Addresses of noise, least recently used first. @type {Set<string>} */
  noise = new Set();
  /** @type {Promise<unknown>} */
  loaded = Promise.resolve();

  /** @param {string} assets their base URL, with a trailing slash */
  constructor(assets) {
    this.base = new URL(assets, location.href).href; // workers have no document
  }

  /**
   * What a race with these settings needs, or null while some of it is loading; `loaded` resolves when it is available.
   * @param {Parameters} parameters
   * @param {number} [members] of an ensemble, with the seeds after that of the settings
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
   * Keep noise that is in use, and drop the least recently used.
   * @param {string[]} addresses
   */
  keep(addresses) {
    for (const address of addresses) {
      this.noise.delete(address);
      this.noise.add(address);
    }
    for (const address of [...this.noise].slice(0, -MAX_KEPT)) {
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
        (found) => this.coming.get(address) === coming && this.ready.set(address, found), // unless dropped meanwhile
        () => this.coming.delete(address), // so that the next call tries again
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
 * Fetch noise for some extra steps, so that dragging the number of steps fetches little.
 * @param {number} steps
 */
function roomy(steps) {
  return Math.min(Math.max(256, 2 ** Math.ceil(Math.log2(steps))), 5000);
}

/**
 * Where the noise of these seeds is served, in blocks, and which rows of each are needed. Blocks start at a multiple
 * of their length, so that ensembles with overlapping seeds share them.
 * @param {number} first
 * @param {number} steps
 * @param {number} members
 */
export function blocksOf(first, steps, members) {
  const long = roomy(steps);
  const length = Math.min(BLOCK, Math.floor(MAX_DRAWN / long));
  const before = Math.floor(first / length);
  const count = members ? Math.ceil((first + members) / length) - before : 0;
  return Array.from({ length: count }, (_, place) => {
    const begin = (before + place) * length;
    const address = `normals/${begin}/${long}/${length}.bin`;
    return { address, from: Math.max(first - begin, 0), to: Math.min(first + members - begin, length) };
  });
}

/**
 * The noise of each seed in a block.
 * @param {Float64Array} block
 * @param {number} steps
 */
function rowsOf(block, steps) {
  const length = 2 * roomy(steps);
  return Array.from({ length: block.length / length }, (_, place) => block.subarray(place * length, (place + 1) * length));
}
