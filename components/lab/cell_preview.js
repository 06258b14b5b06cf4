// The preview beside the heat map: the path of a cell on a small map, and how its run ends.
import { element } from "../browser/dom.js";
import { number, typed } from "../browser/numbers.js";
import { SmallMap } from "./small_map.js";

/**
 * @import { Theme } from "../browser/types"
 * @import { CellRun } from "../browser/engine/requests"
 * @import { HeatResult } from "./types"
 * @import { TerrainImage } from "./small_map.js"
 */

const COLOR = { light: "#0f6b78", dark: "#4cc3c9" };

export class CellPreview {
  /** @type {TerrainImage} */
  terrain;
  /** @type {Theme} */
  theme = "light";
  /** @type {CellRun | null} */
  shown = null;

  /** @param {HTMLElement[]} tools buttons below the text */
  constructor(...tools) {
    this.map = new SmallMap("The path of the cell under the pointer");
    this.text = element("div", { class: "cell", role: "status" });
    this.root = element("div", { class: "preview" }, this.map.canvas, this.text, ...tools);
  }

  /**
   * @param {CellRun} run
   * @param {number[]} values of the two hyperparameters
   * @param {HeatResult} result
   * @param {{ best: boolean, colorBy: string }} how whether this is the best cell, and what the cells show
   */
  show(run, [rate, other], result, { best, colorBy }) {
    this.shown = run;
    this.draw();
    const [symbol, second] = result.symbols;
    const title = `${best ? "Best cell: " : ""}${symbol} ${typed(rate)}, ${second} ${typed(other)}`;
    this.text.replaceChildren(element("strong", {}, title), element("span", {}, endOf(result, run, colorBy)));
  }

  draw() {
    const { terrain, theme, shown } = this;
    if (shown) this.map.draw(terrain, shown.x, shown.y, COLOR[theme], theme);
  }
}

/**
 * How the run of a cell ended, as text.
 * @param {HeatResult} result
 * @param {CellRun} run
 * @param {string} colorBy
 */
function endOf({ words }, { outcome: { diverged, steps, evaluations, value } }, colorBy) {
  if (diverged) return "diverges";
  const spent = colorBy === "evaluations" ? ` after ${number(evaluations, 4)} gradient evaluations` : "";
  const end = Number.isFinite(steps) ? `${words[0]} ${steps}${spent}` : words[1];
  return `${end}, ends at f = ${number(value, 4)}`;
}
