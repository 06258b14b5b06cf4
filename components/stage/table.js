// The legend beside the curve and the table under it, an entry a run; pointing at one brings that run to the fore everywhere.
import { element } from "../browser/dom.js";
import { swatch } from "../browser/styles.js";

export class Table {
  constructor(host, legend, onPoint) {
    Object.assign(this, { host, legend, onPoint });
  }

  show(scene, theme) {
    const key = JSON.stringify([theme, scene.tolerance, scene.runs.map(({ label, cells, style }) => [label, cells, style])]);
    if (key === this.key) return;
    this.key = key;
    const reached = scene.lowest === null ? "first reached a minimum at step" : `first reached (within ${scene.tolerance}) at step`;
    const heads = ["optimizer", "outcome", reached, `last (${scene.axes.join(", ")})`, "last f", "path length"];
    const head = element("tr", {}, ...heads.map((text) => element("th", { scope: "col" }, text)));
    const rows = scene.runs.map((run) => this.row(run, theme));
    this.host.replaceChildren(element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows)));
    const entries = scene.runs.map((run) => this.pointing(element("span", { class: "entry", tabindex: "0" }, swatch(run.style, theme), run.title), run));
    this.legend.replaceChildren(...entries);
  }

  row(run, theme) {
    const name = element("th", { scope: "row" }, swatch(run.style, theme), run.title);
    const row = element("tr", { tabindex: "0" }, name, ...run.cells.map((text) => element("td", {}, text)));
    row.children[1].classList.add(`verdict-${run.verdict}`);
    return this.pointing(row, run);
  }

  pointing(entry, run) {
    entry.dataset.run = run.key;
    for (const [event, key] of [["pointerenter", run.key], ["pointerleave", null], ["focus", run.key], ["blur", null]])
      entry.addEventListener(event, () => this.onPoint(key));
    return entry;
  }
}
