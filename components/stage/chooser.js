// What is shown in class: a box to tick for each part of the page, each group of sliders and each slider; it writes `hide=`.
import { element } from "../browser/dom.js";
import { Sheet } from "./sheet.js";

export class Chooser extends Sheet {
  constructor(stage) {
    super(stage.root, "parts", "Show in class");
    this.stage = stage;
  }

  fill() {
    const { parts, hide } = this.stage.served;
    this.hidden = new Set(hide);
    const beside = parts.filter(({ items }) => items);
    const list = (title, entries) => element("fieldset", {}, element("legend", {}, title), ...entries.map((part) => this.entry(part)));
    this.boxes = new Map();
    this.body.replaceChildren(list("Beside the stage", beside), list("On the page", parts.filter(({ items }) => !items)));
  }

  entry({ name, title, items = null }) {
    const beside = items && this.hidden.has("sidebar");
    const box = this.box(name, title, !beside && !this.hidden.has(name));
    const own = (items ?? []).map(([slider, label]) => this.box(slider, label, box.input.checked && !this.hidden.has(slider)));
    this.boxes.set(name, { box: box.input, own: own.map(({ input }) => input), beside: Boolean(items) });
    box.input.addEventListener("change", () => {
      for (const { input } of own) input.checked = box.input.checked;
      this.tell();
    });
    for (const { input } of own)
      input.addEventListener("change", () => {
        box.input.checked = own.some((one) => one.input.checked);
        this.tell();
      });
    return element("div", { class: "part" }, box.label, ...(own.length ? [element("div", { class: "own" }, ...own.map(({ label }) => label))] : []));
  }

  box(name, title, checked) {
    const input = element("input", { type: "checkbox", value: name });
    input.checked = checked;
    return { input, label: element("label", {}, input, title) };
  }

  // The names of all that is not ticked, as few as say it; what this page does not have stays as it is.
  tell() {
    const entries = [...this.boxes.values()];
    const listed = new Set(["sidebar", ...entries.flatMap(({ box, own }) => [box, ...own].map(({ value }) => value))]);
    const names = [...this.hidden].filter((name) => !listed.has(name));
    const none = !entries.some(({ beside, box }) => beside && box.checked);
    if (none) names.push("sidebar");
    for (const { beside, box, own } of entries) {
      if (!box.checked && !(beside && none)) names.push(box.value);
      if (box.checked) names.push(...own.filter((input) => !input.checked).map(({ value }) => value));
    }
    this.stage.reports.add({ hide: names.join(",") || "none" });
  }
}
