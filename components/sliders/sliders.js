// Sliders made from records. The page decides what there is to set; this draws it, and reports every move at once,
// but never more than one report at a time: the next waits until the page has answered the last.
import { Reports } from "../browser/reports.js";
import { addStyles, element, themeOf } from "../browser/dom.js";
import { swatch } from "../browser/styles.js";
import { places, toText } from "./scale.js";

addStyles(new URL("sliders.css", import.meta.url));
const panels = new WeakMap();

export default function mount({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".sliders");
  if (!panels.has(root)) panels.set(root, new Panel(root));
  panels.get(root).show(data, setTriggerValue);
}

class Panel {
  constructor(root) {
    this.root = root;
    root.panel = this; // within reach of the console, and of tests
    this.rows = new Map();
    this.reports = new Reports();
  }

  show({ groups, acknowledged }, setTriggerValue) {
    this.reports.connect((report) => setTriggerValue("edit", report), acknowledged);
    const theme = themeOf(this.root);
    const shape = JSON.stringify([theme, groups.map((group) => [group.title, group.style, group.items.map(({ name, label }) => [name, label])])]);
    if (shape !== this.shape) this.build(groups, theme);
    this.shape = shape;
    for (const { items } of groups) for (const item of items) this.rows.get(item.name).show(item, this.reports.waiting(item.name));
  }

  build(groups, theme) {
    this.rows.clear();
    this.root.replaceChildren(
      ...groups.map(({ title, style, items }) => {
        const legend = element("legend", {}, style ? swatch(style, theme) : "", title);
        const rows = items.map((item) => new Row(title, item, (text) => this.reports.add({ [item.name]: text })));
        rows.forEach((row, index) => this.rows.set(items[index].name, row));
        return element("fieldset", {}, legend, ...rows.map((row) => row.root));
      }),
    );
  }
}

let count = 0;

class Row {
  constructor(group, item, report) {
    const id = `slider-${count++}`;
    this.report = report;
    this.range = element("input", { type: "range", id, min: 0, max: 1, step: "any", "aria-label": `${group}: ${item.label}` });
    this.field = element("input", { type: "text", inputmode: "decimal", autocomplete: "off", spellcheck: "false" });
    this.field.setAttribute("aria-label", `${group}: ${item.label}, typed`);
    this.complaint = element("output", { class: "complaint", role: "alert" });
    const label = element("label", { for: id, title: item.about ?? "" }, item.label);
    this.root = element("div", { class: "row" }, label, this.field, this.range, this.complaint);
    this.range.addEventListener("input", () => this.move(this.scale.valueAt(Number(this.range.value))));
    this.range.addEventListener("keydown", (event) => this.key(event));
    this.range.addEventListener("dblclick", () => this.move(this.item.default ?? 0));
    this.field.addEventListener("input", () => (this.typing = true));
    this.field.addEventListener("change", () => this.type(this.field.value.trim().replace("−", "-").replace(",", ".")));
    this.field.addEventListener("keydown", (event) => event.key === "Escape" && this.settle(this.value));
    this.field.addEventListener("focus", () => this.field.select());
  }

  show(item, waiting) {
    this.item = item;
    this.scale = places(item);
    if (!waiting) this.put(item.value); // what is under the hand is newer than what the page knows
  }

  put(value) {
    if (value !== this.value) this.typing = false; // set from elsewhere, so what was typed is answered
    this.value = value;
    const place = this.scale.placeOf(value);
    if (Math.abs(Number(this.range.value) - place) > 1e-9) this.range.value = place;
    this.range.style.setProperty("--filled", `${100 * place}%`);
    this.range.setAttribute("aria-valuetext", toText(value));
    if (this.typing) return; // what is being typed is not overwritten
    this.field.value = toText(value);
    this.complaint.value = "";
    this.field.removeAttribute("aria-invalid");
  }

  settle(value) {
    this.typing = false;
    this.put(value);
  }

  move(value) {
    if (value === this.value) return;
    this.settle(value);
    this.report(String(value));
  }

  key(event) {
    const far = { PageUp: 10, PageDown: -10 }[event.key];
    const near = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }[event.key];
    const end = { Home: this.scale.first, End: this.scale.last }[event.key];
    if (far === undefined && near === undefined && end === undefined) return;
    event.preventDefault();
    event.stopPropagation(); // the arrows belong to this slider, not to the clock of the stage
    this.move(end ?? this.scale.beside(this.value, far ?? near));
  }

  type(text) {
    const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
    const wrong = this.scale.refuse(number);
    this.complaint.value = wrong ? `${this.item.label} must be ${wrong}; it stays ${toText(this.value)}.` : "";
    this.field.toggleAttribute("aria-invalid", Boolean(wrong));
    if (wrong) return;
    this.settle(number);
    this.report(text);
  }
}
