// The heat map: the learning rate against a second hyperparameter. Hovering shows the path of a cell, a click opens it in Explore.
import { element } from "../browser/dom.js";
import { number } from "../browser/numbers.js";
import { floats } from "../browser/floats.js";
import { Chart } from "./chart.js";
import { Tile, groundOf } from "./tile.js";

const LOST = 65_535; // a point that is not finite any more
const COLOUR = { light: "#0f6b78", dark: "#4cc3c9" };

export class Heat {
  title = "Against a second hyperparameter";
  about = "64 × 64 runs. The star is the best cell. Point at a cell to see its path; click it to open it in Explore.";
  choices = ["subject", "second", "coloured"];

  constructor(open) {
    this.openInExplore = open;
    this.chart = new Chart("clamp(340px, 56vh, 560px)");
    this.map = new Tile("The path of the cell under the pointer");
    this.text = element("div", { class: "cell", role: "status" });
    this.root = element("div", { class: "heatmap" }, this.chart.root, element("div", { class: "glance" }, this.map.canvas, this.text));
    const { plot } = this.chart;
    plot.style.cursor = "pointer";
    plot.addEventListener("pointermove", (event) => this.point(this.cellAt(event)));
    plot.addEventListener("pointerleave", () => this.point(null));
    plot.addEventListener("click", (event) => this.open(this.cellAt(event)));
  }

  async show(result, theme) {
    const ground = await groundOf(this.scene.ground.replace("{theme}", theme));
    const bytes = Uint8Array.from(atob(result.paths), (character) => character.charCodeAt(0));
    Object.assign(this, { result, theme, ground, paths: new Uint16Array(bytes.buffer), ends: floats(result.ends) });
    await this.chart.draw(result.figure, theme, result.said);
    this.point(null);
  }

  said({ caption, bounded, target }) {
    const line = bounded ? " Dashed: the limit of theory at the minimum, exact for quadratics with a constant rate." : "";
    return `Compared: ${caption}; each cell with its own rate. ${target}${line}`;
  }

  // [row, column] under a pointer, or null.
  cellAt(event) {
    const { x, y, width, height, inside } = this.chart.at(event);
    if (!this.result || !inside) return null;
    const [columns, rows] = this.result.values.map((values) => values.length);
    return [Math.round((1 - y / height) * (rows - 1)), Math.round((x / width) * (columns - 1))];
  }

  // Show the path of a cell: of the best one where none is pointed at.
  point(cell) {
    if (!this.result) return;
    const { values, symbols, steps, lost, moments, lows, sizes, best, words } = this.result;
    const [row, column] = cell ?? best ?? [0, 0];
    const index = row * values[0].length + column;
    const points = this.paths.subarray(2 * moments * index, 2 * moments * (index + 1));
    const along = (axis) => Float64Array.from({ length: moments }, (_, i) => (points[2 * i + axis] === LOST ? NaN : lows[axis] + (points[2 * i + axis] / 65_534) * sizes[axis]));
    this.shown = { row, column, x: along(0), y: along(1) };
    this.map.draw(this.ground, this.shown.x, this.shown.y, COLOUR[this.theme], this.theme);
    const end = lost[index] === "1" ? "diverges" : steps[index] >= 0 ? `${words[0]} ${steps[index]}` : words[1];
    const name = cell ? "" : best ? "Best cell: " : "";
    const settings = `${name}${symbols[0]} ${values[0][column]}, ${symbols[1]} ${values[1][row]}`;
    this.text.replaceChildren(element("strong", {}, settings), element("span", {}, lost[index] === "1" ? end : `${end}, ends at f = ${number(this.ends[index], 4)}`));
  }

  open(cell) {
    if (!cell) return;
    const { parameters, values } = this.result;
    this.openInExplore({ [parameters[0]]: values[0][cell[1]], [parameters[1]]: values[1][cell[0]] });
  }

  async resize() {
    await this.chart.resize();
    if (this.shown) this.map.draw(this.ground, this.shown.x, this.shown.y, COLOUR[this.theme], this.theme);
  }

  save(format) {
    this.chart.save(format, this.result);
  }
}
