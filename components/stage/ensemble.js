// One run with many seeds: a cloud on the terrain, a band on the curve, and the theory, computed as settings change.
import { affordable } from "../browser/engine/ensemble.js";
import { variancesAlong } from "../browser/engine/ensemble_theory.js";
import { ratiosInWords, sharesOfSeeds } from "../browser/ensemble_words.js";
import { element } from "../browser/dom.js";
import { drawBand, drawEllipse, drawMembers, ellipseOf, membersAt } from "./cloud.js";
import { valuesOf } from "./curve_axes.js";
import { NONE, RunSwitch } from "./run_switch.js";
import { RunTask } from "./run_task.js";

/**
 * @import { Metric, Projection, Run } from "../browser/types"
 * @import { LiveCloud } from "../browser/engine/requests"
 * @import { Band } from "./cloud.js"
 * @import { Curve } from "./curve.js"
 * @import { Shown } from "./display.js"
 * @import { TerrainView } from "./drawing.js"
 * @import { Elements } from "./elements.js"
 */

const TIMEOUT = 3000; // milliseconds after which a request counts as lost
const WITHOUT = {
  quadratic: "f is not quadratic: there is no formula for the spread.",
  method: "There is no formula for the spread of this method.",
};

export class Ensemble {
  task = new RunTask("ensemble", ["x", "y", "changes"]);
  /** @type {LiveCloud | null} */
  found = null;
  /** The run. */
  key = NONE;
  /** When the pending request was made, or 0. */
  waiting = 0;

  /**
   * @param {Pick<Elements, "ensemble" | "ensembleSwitch" | "ensembleWords" | "seeds">} elements
   * @param {() => void} onFound
   */
  constructor({ ensemble, ensembleSwitch, ensembleWords, seeds }, onFound) {
    this.choice = new RunSwitch(ensembleSwitch, ensemble);
    this.seeds = seeds;
    this.words = ensembleWords;
    this.onFound = onFound;
    this.outcome = element("p", { role: "status" });
    this.theory = element("p", { class: "theory" });
    this.ellipse = element("span", {}, " Dashed ellipse: 95 % of them, by theory.");
    const legend = element("p", { class: "aside" }, "Shaded: 10–90 % of the seeds; dashed curve: their median.", this.ellipse);
    ensembleWords.append(element("div", { class: "head" }, ensemble, seeds, this.outcome), this.theory, legend);
  }

  /**
   * @param {Shown} shown
   * @param {number} time
   */
  show({ scene, runs, view, silent }, time) {
    const noise = Number(this.task.settings(scene).get("noise"));
    const offered = noise > 0 && !(scene.fixed || scene.frames || scene.standalone);
    const key = this.choice.show(runs, view.ensemble, offered);
    this.seeds.value = view.seeds;
    this.words.hidden = key === NONE || silent;
    this.key = this.words.hidden ? NONE : key;
    if (this.words.hidden) return;
    const wanted = this.task.wanted(scene, key, view.seeds, view.metric);
    if (wanted !== null) this.compute(wanted, scene, view);
    this.describe(time, scene.lowest !== null);
  }

  /**
   * @param {string} wanted
   * @param {Shown["scene"]} scene
   * @param {Shown["view"]} view
   */
  compute(wanted, scene, view) {
    if (this.waiting && performance.now() - this.waiting < TIMEOUT) return; // one at a time: other seeds have to be fetched
    this.waiting = performance.now();
    delete this.words.dataset.all;
    const { key } = this;
    const members = affordable(Number(view.seeds), scene.steps);
    const request = { key, members, metric: view.metric, lowest: scene.lowest };
    this.task.ask(wanted, request, scene.assets, (/** @type {LiveCloud} */ found) => {
      Object.assign(this, { found, waiting: 0 });
      if (found.done) this.words.dataset.all = wanted;
      this.onFound();
    });
  }

  /**
   * @param {number} time
   * @param {boolean} known whether a minimum is known
   */
  describe(time, known) {
    const { found } = this;
    if (!found) return;
    if (found.done) this.outcome.textContent = sharesOfSeeds(found, known, Number(this.seeds.value));
    this.theory.textContent = found.missing ? WITHOUT[found.missing] : this.comparison(found, Math.floor(time));
    this.ellipse.hidden = !this.corners(time).length;
  }

  /**
   * @param {LiveCloud} found
   * @param {number} time
   */
  comparison({ theory, members, steps, x, y }, time) {
    const step = Math.min(time, steps);
    if (!theory || !step) return "";
    const [from, to] = [step * members, (step + 1) * members];
    const measured = variancesAlong(x.subarray(from, to), y.subarray(from, to), theory.quadratic);
    return ratiosInWords(theory, measured, step, members);
  }

  /** @param {number} time */
  corners(time) {
    const theory = this.found?.theory;
    const step = Math.min(Math.floor(time), this.found?.steps ?? 0);
    return theory && step ? ellipseOf(theory, step) : [];
  }

  /**
   * Draw below the runs.
   * @param {TerrainView} view
   * @param {Projection} projection
   * @param {Run[]} runs
   * @param {number} time
   */
  draw(view, projection, runs, time) {
    const run = this.run(runs);
    if (!run || !this.found) return;
    drawMembers(view, projection, membersAt(this.found, time), run.style);
    const corners = this.corners(time);
    if (corners.length) drawEllipse(view, projection, corners);
  }

  /**
   * @param {Curve} curve
   * @param {Projection} projection
   * @param {Run[]} runs
   */
  drawBand(curve, projection, runs) {
    const run = this.run(runs);
    if (run && curve.band) drawBand(curve, projection, run, curve.band);
  }

  /**
   * The band for the curve's metric, or null if there is none.
   * @param {string} key of the metric
   * @param {Metric} metric
   * @param {"linear" | "log"} scale
   * @param {number | null} lowest
   * @returns {Band | null}
   */
  bandFor(key, metric, scale, lowest) {
    const { found } = this;
    if (!found || this.key === NONE || found.metric !== key) return null;
    const shown = (/** @type {Float64Array} */ row) => valuesOf({ metrics: { [key]: row } }, key, metric, scale, lowest);
    const { low, median, high } = found.band;
    return { low: shown(low), median: shown(median), high: shown(high) };
  }

  /** @param {Run[]} runs */
  run(runs) {
    return this.key === NONE ? undefined : runs.find(({ key }) => key === this.key);
  }

  leave() {
    this.task.leave();
  }
}
