// The display of a scene: the three views, the highlighted run, the table, the key finding and the notes.
import { fill, find } from "../browser/dom.js";
import { saving } from "../browser/saving.js";
import { describe } from "./alt_text.js";
import { numbersOf } from "./camera.js";
import { Ensemble } from "./ensemble.js";
import { Fates } from "./fates.js";
import { Notes } from "./notes.js";
import { Pointing } from "./pointing.js";
import { Table } from "./table.js";
import { Views } from "./views.js";

/**
 * @import { Rows, Run, Scene, Theme, ViewSettings } from "../browser/types"
 * @import { Clock } from "./clock.js"
 * @import { Values } from "./curve_axes.js"
 * @import { Layer, Picture, TerrainView } from "./drawing.js"
 * @import { Elements, Tool, ViewName } from "./elements.js"
 * @import { ShownScene } from "./scene_runs.js"
 * @typedef {object} Shown
 * @property {ShownScene} scene
 * @property {Run[]} runs visible runs
 * @property {Theme} theme
 * @property {ViewSettings} view
 * @property {boolean} silent whether outcomes must not be revealed yet
 * @property {string | null} hint replaces the usual hint
 * @property {string} remark additional notice
 */

export class Display {
  /** What is drawn, once it is available. @type {Shown | null} */
  shown = null;

  /**
   * @param {Elements} elements
   * @param {Clock} clock
   * @param {object} more
   * @param {Layer} more.beneath drawn on the terrain below the start
   * @param {Layer} more.above drawn above it
   * @param {(window: string) => void} more.onWiden
   */
  constructor(elements, clock, { beneath, above, onWiden }) {
    this.elements = elements;
    this.clock = clock;
    this.views = new Views(elements);
    this.ensemble = new Ensemble(elements, () => this.showSpread());
    /** @type {Layer} */
    const beneathRuns = (view, projection) => this.ensemble.draw(view, projection, this.shown?.runs ?? [], clock.time);
    this.layers = { beneathRuns, beneath, above };
    this.fates = new Fates(elements, this.views.map);
    const shown = () => this.shown && { ...this.shown, time: clock.time };
    this.pointing = new Pointing(elements, this.views, shown, () => this.draw());
    this.table = new Table(elements.table, elements.legend, (run) => this.pointing.bringForward(run));
    this.notes = new Notes(elements.notes, onWiden);
    for (const name of /** @type {ViewName[]} */ (["surface3d", "map", "curve"]))
      for (const button of /** @type {NodeListOf<HTMLElement>} */ (elements[name].querySelectorAll("[data-action]")))
        button.addEventListener("click", () => this.use(name, /** @type {Tool} */ (button.dataset.action)));
  }

  /**
   * Whether a scene's terrain must be drawn.
   * @param {Scene} scene
   * @param {Theme} theme
   */
  outdated(scene, theme) {
    return this.views.outdated(scene, theme);
  }

  /**
   * Draw a scene's terrain, see `Views.load`; nothing else is drawn before there is something to show.
   * @param {Scene} scene
   * @param {Theme} theme
   * @param {ViewSettings | null} looked
   */
  load(scene, theme, looked) {
    this.shown = null;
    return this.views.load(scene, theme, looked);
  }

  leave() {
    this.shown = null;
    this.fates.leave();
    this.ensemble.leave();
    this.views.leave();
  }

  /** @param {Shown} shown */
  describe({ scene, runs, theme, view, silent, hint, remark }) {
    this.table.show(scene, theme);
    this.views.map.handle.enable(!scene.fixed);
    this.elements.sentence.textContent = scene.sentence;
    this.elements.sentence.style.setProperty("--length", String(scene.sentence.length));
    for (const prompt of this.elements.prompts) {
      prompt.hidden = scene.runs.length > 0;
      find(prompt, "span").textContent = scene.sentence;
    }
    describe(this.elements, { scene, runs, metric: view.metric, silent });
    this.notes.show(silent ? [] : runs, scene.widen, hint, remark);
  }

  /**
   * @param {Shown} shown
   * @param {((key: string, of: (run: Rows) => Values) => Values[]) | undefined} ofAll see `Curve.show`
   */
  async showCurve({ scene, runs, silent, view: { metric, scale, per } }, ofAll) {
    const { steps, lowest, metrics } = scene;
    const { curve, heights } = this.views;
    const band = this.ensemble.bandFor(metric, metrics[metric], scale, lowest);
    await curve.show(runs, { key: metric, metric: metrics[metric], scale, per, steps, lowest, heights, band, ofAll });
    this.elements.linear.hidden = scale !== "log" || curve.log;
    const diverges = !silent && runs.some(({ verdict }) => verdict === "diverged");
    this.elements.offer.hidden = !diverges || scale === "log" || !curve.positive;
  }

  /** New results of the ensemble: the curve makes room for them. */
  async showSpread() {
    if (this.shown) await this.showCurve(this.shown, undefined);
    this.draw();
  }

  /**
   * Show the chosen options of the curve among those available.
   * @param {ViewSettings} view
   * @param {Scene["metrics"]} metrics
   */
  choose(view, metrics) {
    fill(this.elements.metric, Object.fromEntries(Object.entries(metrics).map(([key, { label }]) => [key, label])));
    for (const name of /** @type {const} */ (["metric", "scale", "per"])) this.elements[name].value = view[name];
  }

  /** @returns {Picture | null} */
  get picture() {
    if (!this.shown) return null;
    const { runs, theme, view, scene, silent } = this.shown;
    const { time, steps } = this.clock;
    const { only, pointed } = this.pointing;
    const start = this.views.map.start ?? scene.start;
    return {
      runs,
      time,
      steps,
      theme,
      scale: this.views.scale,
      start,
      marks: view.marks === "1",
      ahead: !silent,
      only,
      ensemble: this.ensemble.key,
      pointed,
    };
  }

  draw() {
    const { picture } = this;
    if (this.shown) this.ensemble.show(this.shown, this.clock.time);
    if (picture)
      this.views.draw(picture, this.layers, (curve, projection) => this.ensemble.drawBand(curve, projection, picture.runs));
    if (this.shown) this.fates.show(this.shown);
  }

  drawSurface() {
    const { picture } = this;
    if (picture) this.views.drawSurface(picture, this.layers);
  }

  /**
   * @param {ViewName} name
   * @param {Tool} tool
   */
  use(name, tool) {
    if (!this.shown) return;
    if (tool === "save") saving.open(name);
    else if (name !== "curve") this.look(this.views[name], tool);
  }

  /**
   * @param {TerrainView} view
   * @param {"in" | "out" | "home"} tool
   */
  look(view, tool) {
    if (tool === "home") view.reset();
    else view.zoom(tool === "in" ? 1.35 : 1 / 1.35);
  }

  /** The view settings that differ from the defaults. */
  get looked() {
    const { surface3d, map } = this.views;
    const camera = surface3d.movedCamera();
    const zoom = String(map.range) === String(map.window) ? null : map.range;
    return { camera: camera && numbersOf(camera), zoom };
  }
}
