// The preview beside the fate map: what its colors mean, and how the run from a start ends.
import { element } from "../browser/dom.js";
import { legendOf } from "../browser/fates/legend.js";
import { fateInWords } from "../browser/fates/words.js";
import { number, typed } from "../browser/numbers.js";

/**
 * @import { Point } from "../browser/types"
 * @import { Share } from "../browser/fates/words.js"
 * @import { LiveFate } from "../browser/engine/requests"
 */

export class StartPreview {
  /** @param {HTMLElement[]} tools buttons below the text */
  constructor(...tools) {
    this.legend = element("ul", { class: "fate-legend" });
    this.text = element("div", { class: "cell", role: "status" });
    this.root = element("div", { class: "preview" }, this.legend, this.text, ...tools);
  }

  /**
   * @param {Share[]} shares
   * @param {Point[]} minima
   */
  showShares(shares, minima) {
    this.legend.replaceChildren(...legendOf(shares, minima));
  }

  /**
   * @param {LiveFate} run
   * @param {Point} start
   * @param {boolean} current whether this is the start in the settings
   */
  showRun({ fate, minima, since, value }, start, current) {
    const title = `${current ? "The start " : ""}(${start.map((coordinate) => typed(coordinate)).join(", ")})`;
    const from = since < 0 ? "" : ` from step ${since}`;
    const end = Number.isFinite(value) ? `, ends at f = ${number(value, 4)}` : "";
    const text = `${fateInWords(fate, minima)}${from}${end}`;
    this.text.replaceChildren(element("strong", {}, title), element("span", {}, text));
  }
}
