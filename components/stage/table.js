// The legend beside the curve and the table below it, with one entry per run; pointing at one highlights the run everywhere.
import { element } from "../browser/dom.js";
import { swatch } from "../browser/styles.js";

/**
 * @import { Run, Scene, SentRun, Theme } from "../browser/types"
 * @typedef {Pick<Run | SentRun, "key" | "title" | "label" | "cells" | "style" | "verdict">} Listed
 */

export class Table {
  key = "";

  /**
   * @param {HTMLElement} host
   * @param {HTMLElement} legend
   * @param {(run: string | null) => void} onPoint
   */
  constructor(host, legend, onPoint) {
    this.host = host;
    this.legend = legend;
    this.onPoint = onPoint;
  }

  /**
   * @param {Pick<Scene, "axes" | "tolerance" | "lowest" | "heads"> & { runs: Listed[] }} scene
   * @param {Theme} theme
   */
  show({ axes, tolerance, lowest, heads: given, runs }, theme) {
    const key = JSON.stringify([theme, tolerance, runs.map(({ label, cells, style }) => [label, cells, style])]);
    if (key === this.key) return;
    this.key = key;
    const reached = lowest === null ? "reached a minimum at step" : `reached (within ${tolerance}) at step`;
    const heads = given ?? [
      "optimizer",
      "outcome",
      reached,
      `last (${axes.join(", ")})`,
      "last f",
      "path length",
      "gradient evaluations",
    ];
    const head = element("tr", {}, ...heads.map((text) => element("th", { scope: "col" }, text)));
    const rows = runs.map((run) => this.row(run, theme));
    this.host.replaceChildren(element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows)));
    this.legend.replaceChildren(...runs.map((run) => this.entry(run, theme)));
  }

  /**
   * @param {Listed} run
   * @param {Theme} theme
   */
  entry(run, theme) {
    return this.pointing(element("span", { class: "entry", tabindex: "0" }, swatch(run.style, theme), run.title), run.key);
  }

  /**
   * @param {Listed} run
   * @param {Theme} theme
   */
  row(run, theme) {
    const name = element("th", { scope: "row" }, swatch(run.style, theme), run.title);
    const row = element("tr", { tabindex: "0" }, name, ...run.cells.map((text) => element("td", {}, text)));
    row.children[1].classList.add(`verdict-${run.verdict}`);
    return this.pointing(row, run.key);
  }

  /**
   * @template {HTMLElement} Entry
   * @param {Entry} entry
   * @param {string} key
   */
  pointing(entry, key) {
    entry.dataset.run = key;
    for (const event of ["pointerenter", "focus"]) entry.addEventListener(event, () => this.onPoint(key));
    for (const event of ["pointerleave", "blur"]) entry.addEventListener(event, () => this.onPoint(null));
    return entry;
  }
}
