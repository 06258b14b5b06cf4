// The fate map below the paths: for one run, computed here as settings change.
import { button, element } from "../browser/dom.js";
import { sharesInWords } from "../browser/fates/words.js";
import { factor } from "../browser/magnify.js";
import { FateImage, drawSigns } from "../browser/fates/drawing.js";
import { legendOf, sharesWithin } from "../browser/fates/legend.js";
import { fateRequest } from "../browser/fates/request.js";
import { beginOn } from "../browser/path_drawing.js";
import { NONE, RunSwitch } from "./run_switch.js";
import { RunTask } from "./run_task.js";

/**
 * @import { Point, Rectangle } from "../browser/types"
 * @import { Share } from "../browser/fates/words.js"
 * @import { SeenFates } from "../browser/fates/figure.js"
 * @import { LiveFates } from "../browser/engine/requests"
 * @import { Shown } from "./display.js"
 * @import { Elements } from "./elements.js"
 * @import { ContourMap } from "./map.js"
 * @import { ShownScene } from "./scene_runs.js"
 */

const AWAY = 12; // pixels from a minimum's star to its letter
const FEW = 8; // entries of the legend on a phone until it is unfolded

export class Fates {
  task = new RunTask("fates", ["changes"]);
  image = new FateImage();
  /** @type {LiveFates | null} */
  found = null;
  /** The part of the plane covered by the image. @type {Rectangle} */
  part;
  /** @type {Share[]} */
  shares = [];
  /** What was drawn last. */
  drawn = "";

  /**
   * @param {Pick<Elements, "fates" | "fatesSwitch" | "fateWords">} elements
   * @param {ContourMap} map
   */
  constructor({ fates, fatesSwitch, fateWords }, map) {
    this.choice = new RunSwitch(fatesSwitch, fates);
    this.words = fateWords;
    this.map = map;
    this.canvas = element("canvas", { class: "fates", "aria-hidden": "true", hidden: "" }); // described in words below
    map.host.prepend(this.canvas);
    this.legend = element("ul", { class: "fate-legend" });
    this.unfold = button({ class: "tool all", "aria-expanded": "false", hidden: "" }, "", () => this.listAll());
    this.sentence = element("p", { role: "status" });
    fateWords.append(element("div", { class: "head" }, fates, this.legend, this.unfold), this.sentence);
  }

  /** Unfold a long legend, or fold it to its largest entries. */
  listAll() {
    this.unfold.setAttribute("aria-expanded", String(this.legend.classList.toggle("whole")));
  }

  /** @param {Shown} shown */
  show({ scene, runs, view, silent }) {
    const key = this.choice.show(runs, view.fates, !(scene.fixed || scene.frames));
    const hidden = key === NONE || silent;
    this.canvas.hidden = this.words.hidden = hidden;
    this.map.showLevels(!hidden);
    if (hidden) return;
    const { width, height } = this.map.frame();
    const wanted = this.task.wanted(scene, key, this.map.range, width, height);
    if (wanted !== null) this.compute(wanted, key, scene);
    this.draw();
  }

  /**
   * @param {string} wanted
   * @param {string} key of the run
   * @param {ShownScene} scene
   */
  compute(wanted, key, { window: all, assets }) {
    delete this.words.dataset.fine;
    const part = this.map.range;
    const request = fateRequest({ key, window: all, part }, this.map.frame());
    this.task.ask(wanted, request, assets, (/** @type {LiveFates} */ found) => {
      Object.assign(this, { found, part, drawn: "" });
      this.image.paint(found);
      const shares = (this.shares = sharesWithin(found, all));
      this.list(shares, found.minima);
      if (found.apart === 1) this.sentence.textContent = sharesInWords(shares);
      if (found.apart === 1) this.words.dataset.fine = wanted;
      this.draw();
    });
  }

  /**
   * @param {Share[]} shares
   * @param {LiveFates["minima"]} minima
   */
  list(shares, minima) {
    const largest = shares.toSorted((one, other) => other.share - one.share).slice(0, FEW);
    const entries = legendOf(shares, minima);
    for (const [place, entry] of entries.entries()) entry.classList.toggle("minor", !largest.includes(shares[place]));
    this.legend.replaceChildren(...entries);
    this.unfold.textContent = `All ${shares.length}`;
    this.unfold.hidden = shares.length <= FEW;
  }

  /** Draw the last image, unless it is already there. */
  draw() {
    const { canvas, found, part, image, map } = this;
    const { left, top, width, height } = map.frame();
    const { project, signature } = map.projection();
    const place = `${left},${top},${signature}`;
    if (!found || place === this.drawn || canvas.hidden) return;
    this.drawn = place;
    canvas.style.cssText = `left: ${left}px; top: ${top}px; width: ${width}px; height: ${height}px`;
    const context = beginOn(canvas, width, height);
    context.clearRect(0, 0, width, height);
    const [[x, y], [right, bottom]] = [project(part[0], part[3]), project(part[1], part[2])];
    context.save();
    context.translate(x, y);
    image.draw(context, right - x, bottom - y);
    context.restore();
    drawSigns(context, found.minima, (...minimum) => beside(project(...minimum)));
  }

  /** The shares that are shown. */
  get shown() {
    return this.canvas.hidden ? [] : this.shares;
  }

  /**
   * What a picture of the map shows of the fates; null if hidden.
   * @returns {SeenFates | null}
   */
  get seen() {
    const { canvas, words, task, found, image, part, shares, choice } = this;
    if (canvas.hidden) return null;
    if (!found || words.dataset.fine !== task.asked)
      throw new Error("The map of fates is being computed. Try again in a moment.");
    return { image: image.canvas.toDataURL(), part, shares, minima: found.minima, of: choice.select.selectedOptions[0].text };
  }

  leave() {
    this.task.leave();
  }
}

/**
 * Plotly draws the star of a minimum; its letter is placed beside it.
 * @param {Point} star
 * @returns {Point}
 */
function beside([x, y]) {
  return [x - AWAY * factor(), y - AWAY * factor()];
}
