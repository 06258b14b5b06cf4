// The runs with settings that the page does not know yet, computed here at every move of a slider by the compiled programs.
import { pathOf } from "../browser/engine/engine.js";
import { Programs } from "../browser/engine/fetched_programs.js";
import { LiveSettings } from "../browser/live_settings.js";
import { rowsOf } from "../browser/engine/live_rows.js";
import { cut } from "./paths.js";

/**
 * @import { Projection, Run, Scene } from "../browser/types"
 * @import { Race } from "../browser/engine/engine.js"
 */

const PIXEL = 1;

export class LiveRuns extends LiveSettings {
  /** @type {Scene} */
  scene;
  /** @type {Programs} */
  programs;
  /** The last runs computed here, and their settings. @type {{ runs: Run[], parameters: URLSearchParams } | null} */
  last = null;

  /**
   * Start from what the page has sent.
   * @param {Scene} scene
   */
  receive(scene) {
    this.programs ??= new Programs(scene.assets);
    if (scene.visit !== this.scene?.visit) this.edits = {}; // edits of another address
    this.scene = scene;
    this.confirm(scene.address, scene.revision);
    this.programs.race(this.parameters); // load the programs before the first edit
  }

  /** @override */
  get parameters() {
    const parameters = super.parameters;
    if (this.scene.frames) parameters.delete("changes"); // the laboratory compares whole runs
    return parameters;
  }

  /** Resolves once everything that the runs need has loaded or failed. */
  get loaded() {
    const { parameters } = this;
    return this.programs.loaded.then(() => this.programs.race(parameters));
  }

  /** The scene's runs with the current settings, or null while a program is loading. */
  runs() {
    const { parameters } = this;
    const race = this.programs.race(parameters);
    if (!race) return null;
    const runs = this.scene.runs.map((run) => this.run(run, race, parameters));
    this.last = { runs, parameters };
    return runs;
  }

  /**
   * The title of a run whose preview differs from the page's because of rounding, or nothing.
   * @param {Run[]} confirmed the page's runs
   * @param {Projection} projection
   */
  chaotic(confirmed, { project }) {
    const { last } = this;
    if (!last || sorted(last.parameters) !== sorted(this.parameters)) return "";
    const race = this.programs.race(last.parameters);
    for (const [place, run] of confirmed.entries()) {
      const computed = last.runs[place];
      if (!race || computed?.key !== run.key || !apart(run, computed, project)) continue;
      const twin = this.run(this.scene.runs[place], roundedOtherwise(race, run.key), twinOf(last.parameters));
      if (apart(twin, computed, project)) return run.title;
      console.error(`${run.title} is not the run that the page computes.`);
    }
    return "";
  }

  /**
   * @param {Scene["runs"][number]} sent
   * @param {Race} race
   * @param {URLSearchParams} parameters
   * @returns {Run}
   */
  run(sent, race, parameters) {
    const path = pathOf(race, sent.key, parameters);
    const rows = rowsOf(path, race, this.scene);
    const t = Float32Array.from({ length: rows.x.length }, (_, step) => step);
    return { ...sent, ...rows, t, points: t.length, ...cut(rows.x, rows.y, t, this.scene.window) };
  }
}

/** @param {URLSearchParams} parameters */
function sorted(parameters) {
  const copy = new URLSearchParams(parameters);
  copy.sort();
  return String(copy);
}

/**
 * Whether two runs are more than a pixel apart anywhere.
 * @param {Run} one
 * @param {Run} other
 * @param {Projection["project"]} project
 */
function apart(one, other, project) {
  const both = Math.min(one.x.length, other.x.length);
  for (let i = 0; i < both; i++) {
    const [left, top] = project(one.x[i], one.y[i]);
    const [x, y] = project(other.x[i], other.y[i]);
    if (Math.hypot(x - left, y - top) > PIXEL) return true;
  }
  return false;
}

/**
 * The race with the last digits of every iterate of this optimizer changed, as another processor may: where a step tests whether
 * f has decreased, they may matter long after those of the start are forgotten.
 * @param {Race} race
 * @param {string} key
 * @returns {Race}
 */
function roundedOtherwise(race, key) {
  const program = race.runs[key];
  /** @type {typeof program.advance} */
  const advance = (numbers, settings, steps, first, last, sigma, normals, path) => {
    for (let t = first + 1; t <= last; t++) {
      program.advance(numbers, settings, steps, t - 1, t, sigma, normals, path);
      if (!Number.isFinite(path.x[t] + path.y[t])) return t;
      for (const place of [0, 1]) numbers[place] *= 1 + (t % 2 ? 2 : -2) * Number.EPSILON;
    }
    return last;
  };
  return { ...race, runs: { ...race.runs, [key]: { ...program, advance } } };
}

/**
 * The same settings with the last digits of the start changed.
 * @param {URLSearchParams} parameters
 */
function twinOf(parameters) {
  const twin = new URLSearchParams(parameters);
  for (const name of ["x", "y"])
    twin.set(name, String(Number(parameters.get(name)) * (1 + 4 * Number.EPSILON) + Number.MIN_VALUE));
  return twin;
}
