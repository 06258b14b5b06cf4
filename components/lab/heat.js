// The heat map: the learning rate against a second hyperparameter. Hovering shows the path of a cell, a click opens it in Explore.
import { float32, uint16 } from "../browser/binary.js";
import { element } from "../browser/dom.js";
import { number } from "../browser/numbers.js";
import { Chart } from "./chart.js";
import { SmallMap, terrainImage } from "./small_map.js";

/**
 * @import { Edits, Theme } from "../browser/types"
 * @import { HeatResult, LabData } from "./types"
 * @import { TerrainImage } from "./small_map.js"
 * @typedef {[row: number, column: number]} Cell
 */

const LOST = 65_535; // a point that is not finite any more
const COLOUR = { light: "#0f6b78", dark: "#4cc3c9" };

export class Heat {
  title = "Against a second hyperparameter";
  about = "64 × 64 runs. The star is the best cell. Point at a cell to see its path; click it to open it in Explore.";
  choices = ["subject", "second", "coloured"];
  /** @type {LabData} */
  scene;
  /** @type {HeatResult | null} */
  result = null;
  /** @type {TerrainImage} */
  terrain;
  /** @type {Theme} */
  theme = "light";
  paths = new Uint16Array();
  ends = new Float32Array();
  /** @type {{ row: number, column: number, x: Float64Array, y: Float64Array } | null} */
  shown = null;

  /** @param {(changes: Edits) => void} openInExplore */
  constructor(openInExplore) {
    this.openInExplore = openInExplore;
    this.chart = new Chart("clamp(340px, 56vh, 560px)");
    this.map = new SmallMap("The path of the cell under the pointer");
    this.text = element("div", { class: "cell", role: "status" });
    const glance = element("div", { class: "glance" }, this.map.canvas, this.text);
    this.root = element("div", { class: "heatmap" }, this.chart.root, glance);
    const { plot } = this.chart;
    plot.style.cursor = "pointer";
    plot.addEventListener("pointermove", (event) => this.point(this.cellAt(event)));
    plot.addEventListener("pointerleave", () => this.point(null));
    plot.addEventListener("click", (event) => this.open(this.cellAt(event)));
  }

  /**
   * @param {HeatResult} result
   * @param {Theme} theme
   */
  async show(result, theme) {
    const terrain = await terrainImage(this.scene.terrain.replace("{theme}", theme));
    Object.assign(this, { result, theme, terrain, paths: uint16(result.paths), ends: float32(result.ends) });
    await this.chart.draw(result.figure, theme, result.alt_text);
    this.point(null);
  }

  /** @param {HeatResult} result */
  summary({ caption, bounded, target }) {
    const line = bounded ? " Dashed: the stability limit at the minimum, exact for quadratics with a constant rate." : "";
    return `Compared: ${caption}; each cell with its own rate. ${target}${line}`;
  }

  /**
   * The cell under a pointer, or null.
   * @param {MouseEvent} event
   * @returns {Cell | null}
   */
  cellAt(event) {
    const { x, y, width, height, inside } = this.chart.at(event);
    if (!this.result || !inside) return null;
    const [columns, rows] = this.result.values.map((values) => values.length);
    return [Math.round((1 - y / height) * (rows - 1)), Math.round((x / width) * (columns - 1))];
  }

  /**
   * Show the path of a cell: of the best one where none is pointed at.
   * @param {Cell | null} cell
   */
  point(cell) {
    if (!this.result) return;
    const [row, column] = cell ?? this.result.best ?? [0, 0];
    const index = row * this.result.values[0].length + column;
    this.shown = { row, column, ...pathOf(this.result, this.paths, index) };
    this.draw();
    const { values, symbols, best } = this.result;
    const name = cell || !best ? "" : "Best cell: ";
    const settings = `${name}${symbols[0]} ${values[0][column]}, ${symbols[1]} ${values[1][row]}`;
    this.text.replaceChildren(
      element("strong", {}, settings),
      element("span", {}, endOf(this.result, index, this.ends[index])),
    );
  }

  draw() {
    if (this.shown) this.map.draw(this.terrain, this.shown.x, this.shown.y, COLOUR[this.theme], this.theme);
  }

  /** @param {Cell | null} cell */
  open(cell) {
    if (!cell || !this.result) return;
    const { parameters, values } = this.result;
    this.openInExplore({ [parameters[0]]: values[0][cell[1]], [parameters[1]]: values[1][cell[0]] });
  }

  async resize() {
    await this.chart.resize();
    this.draw();
  }

  /** @param {string} format */
  save(format) {
    if (this.result) this.chart.save(format, this.result);
  }
}

/**
 * The path of a cell: each coordinate as a share of what can be sent, of which the last number stands for what is not finite.
 * @param {HeatResult} result
 * @param {Uint16Array} paths
 * @param {number} index
 */
export function pathOf({ points, lows, sizes }, paths, index) {
  const path = paths.subarray(2 * points * index, 2 * points * (index + 1));
  const along = (/** @type {0 | 1} */ axis) =>
    Float64Array.from({ length: points }, (_, i) => {
      const share = path[2 * i + axis];
      return share === LOST ? NaN : lows[axis] + (share / (LOST - 1)) * sizes[axis];
    });
  return { x: along(0), y: along(1) };
}

/**
 * How the run of a cell ends, in words.
 * @param {HeatResult} result
 * @param {number} index
 * @param {number} value
 */
function endOf({ lost, steps, words }, index, value) {
  if (lost[index] === "1") return "diverges";
  const end = steps[index] >= 0 ? `${words[0]} ${steps[index]}` : words[1];
  return `${end}, ends at f = ${number(value, 4)}`;
}
