// The layers at the current step, a table for each run: the norms of gradients, updates and weights, and the stuck units.
import { element } from "../browser/dom.js";
import { number, percent } from "../browser/numbers.js";

/** @import { Layers } from "./types" */

const HEADS = ["layer", "gradient norm", "step length", "weight norm", "dead units", "saturated"];

export class LayersView {
  /** @type {Layers | null} */
  layers = null;
  /** @type {{ caption: HTMLElement, cells: HTMLElement[][], run: Layers["runs"][number] }[]} */
  tables = [];
  place = -1;

  constructor() {
    this.host = element("div", { class: "layers" });
    this.troubles = element("ul", { class: "troubles" });
    this.root = element(
      "section",
      { class: "units", "aria-label": "Layers" },
      element("h3", {}, "Layers"),
      this.troubles,
      this.host,
    );
  }

  /**
   * @param {Layers} layers
   * @param {string[]} troubles
   */
  show(layers, troubles) {
    this.layers = layers;
    this.place = -1;
    this.troubles.replaceChildren(...troubles.map((text) => element("li", {}, text)));
    this.tables = layers.runs.map((run) => {
      const caption = element("caption", {}, run.title);
      const cells = layers.names.map(() => HEADS.slice(1).map(() => element("td")));
      return { caption, cells, run };
    });
    this.host.replaceChildren(
      ...this.tables.map(({ caption, cells }) => {
        const head = element("tr", {}, ...HEADS.map((text) => element("th", { scope: "col" }, text)));
        const rows = cells.map((row, place) => element("tr", {}, element("th", { scope: "row" }, layers.names[place]), ...row));
        return element("table", {}, caption, element("thead", {}, head), element("tbody", {}, ...rows));
      }),
    );
  }

  /** @param {number} step of the clock */
  draw(step) {
    const { layers } = this;
    if (!layers) return;
    const place = Math.max(
      layers.steps.findLastIndex((one) => one <= step + 1e-9),
      0,
    );
    if (place === this.place) return;
    this.place = place;
    for (const { caption, cells, run } of this.tables) {
      const at = Math.min(place, run.accuracy[0].length - 1);
      const [train, test] = run.accuracy.map((row) => shown(row[at], percent));
      caption.textContent = `${run.title}: training accuracy ${train}, held-out accuracy ${test}`;
      for (const [row, layer] of run.layers.entries())
        [layer.gradient, layer.update, layer.weights, layer.dead].forEach((values, column) => {
          cells[row][column].textContent = shown(values[at]);
        });
      for (const [row, layer] of run.layers.entries()) cells[row][4].textContent = shown(layer.saturated[at], percent);
    }
  }
}

/**
 * @param {number | null | undefined} value
 * @param {(value: number) => string} write
 */
function shown(value, write = number) {
  return value === null || value === undefined ? "—" : write(value);
}
