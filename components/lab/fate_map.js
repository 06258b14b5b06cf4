// A fate map: each start is colored by the minimum to which its run converges. Point to see a run, click to set the start.
import { button, element } from "../browser/dom.js";
import { sharesInWords } from "../browser/fates/words.js";
import { roundedTo, typed } from "../browser/numbers.js";
import { within } from "../browser/rectangle.js";
import { REST } from "../browser/reports.js";
import { Chart } from "../browser/chart.js";
import { FateImage, drawRun, drawSigns } from "../browser/fates/drawing.js";
import { axesOf, pictureOf } from "../browser/fates/figure.js";
import { sharesWithin } from "../browser/fates/legend.js";
import { fateRequest } from "../browser/fates/request.js";
import { startOf } from "../browser/engine/fate_tasks.js";
import { listenToGestures } from "./zoom_gestures.js";
import { edgesInWords, namedPart, partWithin } from "./part.js";
import { affectsRuns, runSettings } from "../browser/engine/run_settings.js";
import { beginOn } from "../browser/path_drawing.js";
import { terrainImage } from "./small_map.js";
import { StartPreview } from "./start_preview.js";

/**
 * @import { Layout } from "../browser/plotly"
 * @import { Point, Rectangle, Theme } from "../browser/types"
 * @import { Reports } from "../browser/reports.js"
 * @import { Share } from "../browser/fates/words.js"
 * @import { FateRequest, LiveFate, LiveFates } from "../browser/engine/requests"
 * @import { Compute, LabData } from "./types"
 */

const ARROW = 1 / 40; // of a side, per key press

export class FateMap {
  title = "Where does every start end?";
  about =
    "Each point is a start, in the color of the minimum to which its run converges; the darker, the more steps it takes. Point at a start to see its run; click to set it. Drag a box to zoom in, or use Ctrl + wheel or two fingers. Keys: arrows, Enter, + − 0.";
  choices = ["subject"];
  /** @type {LabData} */
  scene;
  /** The layout of the stage's map. @type {Layout | undefined} */
  layout;
  /** Whether the axes have been drawn. */
  ready = false;
  left = false;
  /** The whole window, and the visible part. @type {Rectangle} */
  window;
  /** @type {Rectangle} */
  axes;
  /** @type {Theme} */
  theme = "light";
  /** The start chosen by keyboard. @type {Point | null} */
  cursor = null;
  dragged = false;
  /** @type {LiveFates | null} */
  found = null;
  /** @type {Share[]} */
  shares = [];
  /** The run that is shown. @type {LiveFate | null} */
  run = null;
  image = new FateImage();
  /** Recompute the visible part; set by the panel. */
  refresh = () => {};

  /**
   * @param {object} actions
   * @param {Compute} actions.compute
   * @param {() => URLSearchParams} actions.parameters current settings
   * @param {Pick<Reports, "add" | "waiting">} reports
   */
  constructor({ compute, parameters }, reports) {
    this.compute = compute;
    this.parameters = parameters;
    this.reports = reports;
    this.chart = new Chart("clamp(340px, 62vh, 620px)");
    this.canvas = element("canvas", { class: "fates", "aria-hidden": "true" }); // the plot below has the text alternative
    this.handle = element("div", {
      ...{ class: "handle", tabindex: 0, role: "application" },
      "aria-label": "Arrow keys choose a start (Shift: farther), Enter sets it; + and − zoom, 0 resets the view",
    });
    this.chart.root.append(this.canvas, this.handle);
    this.resetter = button({ class: "tool", title: "Show the whole map", hidden: "" }, "Reset view", () => this.reset());
    this.details = new StartPreview(this.resetter);
    this.root = element("div", { class: "heatmap fatemap" }, this.chart.root, this.details.root);
    this.words = element("p", { class: "shares", role: "status" });
    listenToGestures(this);
  }

  /** The optimizer of the map. */
  get key() {
    return this.scene.choices.subject?.value ?? "";
  }

  /**
   * Whether the map depends on a setting.
   * @param {string} name
   */
  depends(name) {
    return affectsRuns(name, this.key, this.parameters().get("schedule"));
  }

  /** Everything that the map depends on, as a string. */
  get settings() {
    return [this.scene.terrain, runSettings(this.parameters(), this.key), this.axes].join(";");
  }

  /**
   * The page has sent new settings.
   * @param {Theme} theme
   */
  async prepare(theme) {
    const { scene } = this;
    const { layout } = await terrainImage(scene.terrain.replace("{theme}", theme));
    if (this.left || scene !== this.scene) return; // a newer one has arrived
    const [window, starts] = [scene.window, scene.starts];
    const same = String(window) === String(this.window);
    const part = this.reports.waiting("starts") && same ? this.axes : namedPart(starts, window);
    const drawn = String(part) === String(this.axes) && layout === this.layout;
    Object.assign(this, { layout, window, theme, axes: part });
    if (drawn) this.showRate();
    else await this.drawAxes();
  }

  async drawAxes() {
    const { layout, axes, theme } = this;
    if (!layout) return;
    this.resetter.hidden = axes === this.window;
    this.chart.theme = theme;
    await this.chart.redraw(axesOf(layout, axes));
    if (this.left) return;
    this.ready = true;
    this.draw();
    this.point(this.cursor);
  }

  /** @returns {FateRequest | null} */
  request() {
    if (!this.ready) return null;
    return fateRequest({ key: this.key, window: this.window, part: this.axes }, this.chart.frame());
  }

  /** @param {LiveFates} found */
  async showLive(found) {
    if (!this.ready) return;
    this.found = found;
    this.image.paint(found);
    this.shares = sharesWithin(found, this.window);
    this.details.showShares(this.shares, found.minima);
    if (found.apart === 1) this.showMessage(sharesInWords(this.shares));
    this.draw();
  }

  /** @param {string} sentence */
  showMessage(sentence) {
    this.words.textContent = sentence;
    this.chart.describe(`Map of starts. ${sentence}`);
  }

  /** @returns {[across: number, up: number]} where keys zoom */
  get focus() {
    return this.cursor ? this.sharesOf(this.cursor) : [0.5, 0.5];
  }

  /**
   * A point as shares of the sides of the visible part.
   * @param {Point} point
   * @returns {[across: number, up: number]}
   */
  sharesOf([x, y]) {
    const [left, right, low, high] = this.axes;
    return [(x - left) / (right - left), (y - low) / (high - low)];
  }

  /** @param {Rectangle} shares new edges, as shares of a part's sides */
  zoomTo(shares, part = this.axes) {
    return this.go(partWithin(part, shares, this.window));
  }

  reset() {
    return this.go(this.window);
  }

  /**
   * The user shows another part, which goes into the address.
   * @param {Rectangle} part
   */
  async go(part) {
    if (String(part) === String(this.axes)) return;
    const starts = part === this.window ? "none" : edgesInWords(part);
    this.axes = part === this.window ? part : namedPart(starts.split(",").map(Number), this.window); // from a link
    this.reports.add({ starts }, REST);
    await this.drawAxes();
    this.refresh();
  }

  /**
   * The start under the pointer, or null.
   * @param {MouseEvent} event
   */
  placeAt(event) {
    if (!this.ready) return null;
    const { x, y, width, height, inside } = this.chart.at(event);
    return inside ? this.rounded(...startOf(this.axes, x / width, y / height)) : null;
  }

  /**
   * Rounded to what a pixel can resolve, so that addresses stay short.
   * @param {number} x
   * @param {number} y
   * @returns {Point}
   */
  rounded(x, y) {
    const { width, height } = this.chart.frame();
    const [left, right, low, high] = this.axes;
    return [roundedTo(x, (right - left) / width / 2), roundedTo(y, (high - low) / height / 2)];
  }

  /**
   * Move the keyboard cursor, which begins at the current start; beyond the edge the visible part moves along.
   * @param {number} up
   * @param {number} right
   */
  move(up, right) {
    const [left, end, low, high] = this.axes;
    const [x, y] = this.cursor ?? this.start;
    this.cursor = this.rounded(x + right * ARROW * (end - left), y + up * ARROW * (high - low));
    const [across, along] = this.sharesOf(this.cursor);
    const away = (/** @type {number} */ at) => Math.min(at, 0) + Math.max(at - 1, 0);
    if (away(across) || away(along)) this.zoomTo([away(across), 1 + away(across), away(along), 1 + away(along)]);
    else this.point(this.cursor);
  }

  /** @returns {Point} */
  get start() {
    const parameters = this.parameters();
    return [Number(parameters.get("x")), Number(parameters.get("y"))];
  }

  /** A setting is being changed: update the run that is shown. */
  showRate() {
    this.point(this.cursor);
  }

  /**
   * Show the run from a start, by default the current one.
   * @param {Point | null} place
   */
  point(place) {
    if (!this.ready) return;
    const start = place ?? this.start;
    this.compute("fate", { key: this.key, window: this.window, start }, (/** @type {LiveFate} */ run) => {
      if (!this.ready) return; // the panel has left
      this.run = run;
      this.draw();
      this.details.showRun(run, start, place === null);
    });
  }

  draw() {
    const { width, height } = this.chart.frame();
    this.chart.cover(this.canvas, 0, 0, width, height);
    const context = beginOn(this.canvas, width, height);
    this.image.draw(context, width, height);
    /** @type {(x: number, y: number) => Point} */
    const project = (x, y) => {
      const [across, up] = this.sharesOf([x, y]);
      return [across * width, (1 - up) * height];
    };
    if (this.run) drawRun(context, this.run, this.axes, [width, height], this.theme);
    if (this.found) drawSigns(context, this.found.minima, project);
  }

  /** @param {Point | null} place */
  open(place) {
    if (place && within(...place, this.window)) this.reports.add({ x: typed(place[0]), y: typed(place[1]) });
  }

  async resize() {
    if (!this.ready) return;
    await this.chart.resize();
    if (this.ready) this.draw();
  }

  /** The plot is about to be purged. */
  close() {
    this.left = true;
    this.ready = false;
  }

  /** The map as a picture, with its legend and the run that is shown. */
  picture() {
    const { layout, found, shares, run, theme } = this;
    if (!layout || !found) throw new Error("There is nothing to save yet.");
    const image = this.image.canvas.toDataURL();
    this.chart.figure = pictureOf(layout, this.axes, { image, shares, minima: found.minima, run }, theme);
    return this.chart.picture(this.scene.picture);
  }
}
