// The heat map: the learning rate against a second hyperparameter. Pointing at a cell shows its path, a click opens it in Explore.
import { button, element } from "../browser/dom.js";
import { clamp, typed } from "../browser/numbers.js";
import { REST } from "../browser/reports.js";
import { Chart } from "../browser/chart.js";
import { CellPreview } from "./cell_preview.js";
import { HeatAxis, covers, edgesOf, partOf } from "./heat_axis.js";
import { bestOf, heatFigure } from "./heat_figure.js";
import { listenToGestures } from "./zoom_gestures.js";
import { terrainImage } from "./small_map.js";

/**
 * @import { Edits, Theme } from "../browser/types"
 * @import { CellRun, HeatRequest, LiveHeat } from "../browser/engine/requests"
 * @import { Compute, HeatResult, LabData } from "./types"
 * @import { Axes } from "./heat_axis.js"
 * @import { Reports } from "../browser/reports.js"
 * @typedef {[row: number, column: number]} Cell
 * @typedef {[left: number, right: number, bottom: number, top: number]} Part of the map, as shares of its sides
 */

export class Heat {
  title = "Against a second hyperparameter";
  about =
    "64 × 64 runs. The star is the best cell. Point at a cell to see its path; click it to open it in Explore. Drag a box to zoom in, or use Ctrl + wheel or two fingers. Keys: arrows, Enter, + − 0.";
  choices = ["subject", "second", "color_by"];
  preview = "Preview. The stability limit appears when you pause.";
  /** @type {LabData} */
  scene;
  /** @type {HeatResult | null} */
  result = null;
  /** The whole map, and the visible part. @type {Axes} */
  whole;
  /** @type {Axes} */
  axes;
  /** The best visible cell. @type {Cell | null} */
  best = null;
  /** The cell chosen by keyboard. @type {Cell | null} */
  cursor = null;
  /** Whether a box has been drawn: then the release is not a click. */
  dragged = false;
  /** @type {Theme} */
  theme = "light";
  /** Recompute the visible part; set by the panel. */
  refresh = () => {};

  /**
   * @param {(changes: Edits) => void} openInExplore
   * @param {Compute} compute
   * @param {Pick<Reports, "add" | "waiting">} reports
   */
  constructor(openInExplore, compute, reports) {
    this.openInExplore = openInExplore;
    this.compute = compute;
    this.reports = reports;
    this.chart = new Chart("clamp(340px, 56vh, 560px)");
    this.resetter = button({ class: "tool", title: "Show the whole map", hidden: "" }, "Reset view", () => this.reset());
    this.mark = element("div", { class: "cursor", hidden: "" });
    const keys = "Arrow keys choose a cell (Shift: farther), Enter opens it; + and − zoom, 0 resets the view";
    this.handle = element("div", { class: "handle", tabindex: 0, role: "application", "aria-label": keys });
    this.chart.root.append(this.mark, this.handle);
    this.details = new CellPreview(this.resetter);
    this.root = element("div", { class: "heatmap" }, this.chart.root, this.details.root);
    listenToGestures(this);
  }

  /**
   * @param {HeatResult} result
   * @param {Theme} theme
   */
  async show(result, theme) {
    const terrain = await terrainImage(this.scene.terrain.replace("{theme}", theme));
    Object.assign(this, { result, theme });
    Object.assign(this.details, { terrain, theme });
    this.whole = /** @type {Axes} */ (
      result.values.map((values, axis) => new HeatAxis(values.map(Number), result.scales[axis] === "log"))
    );
    this.chart.theme = theme;
    await this.look(this.named());
  }

  /** The address may name another part now. */
  revisit() {
    const named = this.result ? this.named() : this.axes;
    return String(edgesOf(named)) === String(edgesOf(this.axes)) ? null : this.look(named);
  }

  /** The part in the address or, if the user has zoomed since, that one. */
  named() {
    return partOf(this.whole, this.reports.waiting("region") ? edgesOf(this.axes) : this.scene.region);
  }

  /** What the cells show. */
  get colorBy() {
    return this.scene.choices.color_by?.value ?? "steps";
  }

  get zoomed() {
    return this.axes !== this.whole;
  }

  /** @returns {HeatRequest | null} */
  request() {
    const { result, axes, scene } = this;
    if (!result) return null;
    return { names: result.parameters, values: [axes[0].values, axes[1].values], criteria: scene.criteria };
  }

  /** @param {LiveHeat} live */
  async showLive(live) {
    if (!this.result) return;
    const { axes, result, scene, zoomed } = this;
    const { colorBy } = this;
    const best = bestOf(live, colorBy);
    this.best = best < 0 ? null : [Math.floor(best / axes[0].values.length), best % axes[0].values.length];
    await this.chart.redraw(heatFigure(result, live, axes, { colorBy, criteria: scene.criteria, zoomed }));
    this.point(this.cursor);
  }

  /** @param {HeatResult} result */
  summary({ caption, bounded, target }) {
    const line =
      bounded && !this.zoomed ? " Dashed: the stability limit at the minimum, exact for quadratics with a constant rate." : "";
    return `Compared: ${caption}; each cell with its own rate. ${target}${line}`;
  }

  /** @returns {[across: number, up: number]} where keys zoom */
  get focus() {
    const [row, column] = this.cursor ?? this.best ?? [this.axes[1].last / 2, this.axes[0].last / 2];
    return [column / this.axes[0].last, row / this.axes[1].last];
  }

  /**
   * @param {Part} part
   * @param {Axes} axes of which it is a part
   */
  zoomTo([left, right, bottom, top], axes = this.axes) {
    if (!this.result) return null;
    const x = axes[0].zoomed(left * axes[0].last, right * axes[0].last, this.whole[0]);
    const y = axes[1].zoomed(bottom * axes[1].last, top * axes[1].last, this.whole[1]);
    return this.go(covers([x, y], this.whole) ? this.whole : [x, y]);
  }

  reset() {
    return this.go(this.whole);
  }

  /**
   * The user shows another part, which goes into the address.
   * @param {Axes} axes
   */
  go(axes) {
    this.reports.add({ region: axes === this.whole ? "none" : edgesOf(axes).map(typed).join() }, REST);
    return this.look(axes);
  }

  /**
   * Show a part, computed here, or the whole map, as sent by the page.
   * @param {Axes} axes
   */
  async look(axes) {
    if (!this.result) return;
    this.axes = axes;
    this.cursor = null;
    this.resetter.hidden = !this.zoomed;
    this.chart.describe(this.result.alt_text);
    if (this.zoomed) return this.refresh();
    this.compute("heat", null, () => {}); // cancels
    this.best = this.result.best;
    await this.chart.redraw(this.result.figure);
    this.point(null);
  }

  /**
   * The cell under the pointer, or null.
   * @param {MouseEvent} event
   * @returns {Cell | null}
   */
  placeAt(event) {
    const { x, y, width, height, inside } = this.chart.at(event);
    if (!this.result || !inside) return null;
    return [Math.round((1 - y / height) * this.axes[1].last), Math.round((x / width) * this.axes[0].last)];
  }

  /**
   * Move the keyboard cursor, which begins at the best cell.
   * @param {number} up
   * @param {number} right
   */
  move(up, right) {
    const [row, column] = this.cursor ?? this.best ?? [0, 0];
    this.cursor = [clamp(row + up, 0, this.axes[1].last), clamp(column + right, 0, this.axes[0].last)];
    this.point(this.cursor);
  }

  /**
   * Show the path of a cell, by default of the best one.
   * @param {Cell | null} cell
   */
  point(cell) {
    const { result, axes, best } = this;
    if (!result) return;
    this.markCursor();
    const [row, column] = cell ?? best ?? [0, 0];
    const values = [axes[0].values[column], axes[1].values[row]];
    const how = { best: !cell && best !== null, colorBy: this.colorBy };
    this.compute("cell", { names: result.parameters, values, criteria: this.scene.criteria }, (/** @type {CellRun} */ run) =>
      this.details.show(run, values, result, how),
    );
  }

  markCursor() {
    this.mark.hidden = !this.cursor;
    if (!this.cursor) return;
    const [row, column] = this.cursor;
    const { width, height } = this.chart.frame();
    const [wide, high] = [width / this.axes[0].last, height / this.axes[1].last];
    this.chart.cover(this.mark, (column - 0.5) * wide, height - (row + 0.5) * high, wide, high);
  }

  /** @param {Cell | null} cell */
  open(cell) {
    if (!cell || !this.result) return;
    const { parameters } = this.result;
    const [rate, other] = [this.axes[0].values[cell[1]], this.axes[1].values[cell[0]]].map(typed);
    this.openInExplore({ [parameters[0]]: rate, [parameters[1]]: other });
  }

  async resize() {
    await this.chart.resize();
    this.markCursor();
    this.details.draw();
  }
}
