// The lines of a worksheet as a table: the formula of each and, under each coordinate, its numbers and the result.
import { element } from "../browser/dom.js";

/**
 * @import { SheetLine, StepSheet } from "../browser/types"
 * @typedef {{ row: HTMLTableRowElement, cells: HTMLTableCellElement[] }} Row
 */

/** @type {Record<"evaluation" | "rule" | "outcome", string>} */
const PARTS = { evaluation: "Where the gradient is evaluated", rule: "The update rule", outcome: "What has changed" };
const NAMES = /** @type {(keyof typeof PARTS)[]} */ (Object.keys(PARTS));

export class WorksheetTable {
  /** @type {Row[]} */
  rows = [];
  shape = "";

  /** @param {(latex: string) => string} formula LaTeX as HTML */
  constructor(formula) {
    this.formula = formula;
    this.root = element("table", { role: "table" }); // explicit, because on a narrow screen it is not laid out as a table
  }

  /** @param {StepSheet} sheet */
  show(sheet) {
    const lines = NAMES.flatMap((part) => sheet[part]);
    const shape = JSON.stringify([sheet.axes, lines.map(({ symbol, formula, results }) => [symbol, formula, results.length])]);
    if (shape !== this.shape) this.rebuild(sheet);
    this.shape = shape;
    lines.forEach((line, row) => this.rows[row].cells.forEach((cell, place) => this.write(cell, line, place)));
    this.holdHeights();
  }

  /** Rows keep their largest height, so that nothing jumps while stepping. */
  holdHeights() {
    const heights = this.rows.map(({ row }) => row.offsetHeight);
    this.rows.forEach(({ row }, index) => (row.style.height = `${heights[index]}px`));
  }

  releaseHeights() {
    for (const { row } of this.rows) row.style.height = "";
  }

  /** @param {StepSheet} sheet */
  rebuild(sheet) {
    const heads = ["line", ...sheet.axes].map((text) => element("th", { scope: "col", role: "columnheader" }, text));
    this.rows = [];
    const bodies = NAMES.map((part) => {
      const caption = element("tr", { class: "part" }, element("th", { scope: "rowgroup", colspan: 3 }, PARTS[part]));
      return element("tbody", { class: part }, caption, ...sheet[part].map((line) => this.row(line, sheet.axes)));
    });
    this.root.replaceChildren(element("thead", {}, element("tr", { role: "row" }, ...heads)), ...bodies);
  }

  /**
   * @param {SheetLine} line
   * @param {string[]} axes
   */
  row(line, axes) {
    const name = element("th", { scope: "row", role: "rowheader" });
    name.innerHTML = this.formula(line.formula ? `${line.symbol} ${line.sign} ${line.formula}` : line.symbol);
    const both = line.results.length === 1;
    const cells = line.results.map((_, place) => {
      /** @type {Record<string, string | number>} */
      const spread = both ? { colspan: 2 } : { "data-axis": axes[place] };
      return element("td", { role: "cell", ...spread });
    });
    const row = element("tr", { role: "row" }, name, ...cells);
    this.rows.push({ row, cells });
    return row;
  }

  /**
   * @param {HTMLTableCellElement} cell
   * @param {SheetLine} line
   * @param {number} place
   */
  write(cell, { sign, numbers, results }, place) {
    const worked = numbers ? `<span class="numbers">${this.formula(numbers[place])}</span>` : "";
    const result = this.formula(`${numbers || sign === "=" ? sign : ""} ${results[place]}`);
    const html = `<div>${worked}<span class="result">${result}</span></div>`;
    if (cell.innerHTML !== html) cell.innerHTML = html;
  }
}
