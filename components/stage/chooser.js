// The choice of what is shown in class: a checkbox for each section of the page, each slider group and each slider.
import { element } from "../browser/dom.js";
import { hiddenNames } from "./hidden_names.js";
import { Sheet } from "./sheet.js";

/**
 * @import { Section } from "../browser/types"
 * @typedef {{ box: HTMLInputElement, own: HTMLInputElement[], beside: boolean }} Entry `own` are the boxes of its sliders; those
 * `beside` the stage are in the sidebar
 */

export class Chooser extends Sheet {
  /** @type {Set<string>} */
  hidden = new Set();
  /** @type {Entry[]} */
  entries = [];
  /** @type {Section[]} */
  sections = [];

  /**
   * @param {HTMLElement} host
   * @param {(hide: string) => void} onChoose
   */
  constructor(host, onChoose) {
    super(host, "sections", "Show in class");
    this.onChoose = onChoose;
  }

  /**
   * @param {Section[]} sections
   * @param {string[]} hide
   */
  show(sections, hide) {
    this.sections = sections;
    this.hidden = new Set(hide);
  }

  /** @override */
  fill() {
    this.entries = [];
    const list = (/** @type {string} */ title, /** @type {Section[]} */ sections) =>
      element("fieldset", {}, element("legend", {}, title), ...sections.map((section) => this.entry(section)));
    const beside = this.sections.filter(({ items }) => items);
    const onPage = this.sections.filter(({ items }) => !items);
    this.body.replaceChildren(list("Beside the stage", beside), list("On the page", onPage));
  }

  /** @param {Section} section */
  entry({ name, title, items }) {
    const shown = !(items && this.hidden.has("sidebar")) && !this.hidden.has(name);
    const { input: box, label } = tick(name, title, shown);
    const own = (items ?? []).map(([slider, text]) => tick(slider, text, shown && !this.hidden.has(slider)));
    this.entries.push({ box, own: own.map(({ input }) => input), beside: Boolean(items) });
    box.addEventListener("change", () => {
      for (const { input } of own) input.checked = box.checked;
      this.report();
    });
    for (const { input } of own)
      input.addEventListener("change", () => {
        box.checked = own.some((one) => one.input.checked);
        this.report();
      });
    const sliders = own.length ? [element("div", { class: "own" }, ...own.map((one) => one.label))] : [];
    return element("div", { class: "section" }, label, ...sliders);
  }

  report() {
    const ticks = this.entries.map(({ box, own, beside }) => ({ ...tickOf(box), own: own.map(tickOf), beside }));
    this.hidden = new Set(hiddenNames(ticks, this.hidden));
    this.onChoose([...this.hidden].join(",") || "none");
  }
}

/** @param {HTMLInputElement} input */
const tickOf = (input) => ({ name: input.value, checked: input.checked });

/**
 * @param {string} name
 * @param {string} title
 * @param {boolean} checked
 */
function tick(name, title, checked) {
  const input = element("input", { type: "checkbox", value: name });
  input.checked = checked;
  return { input, label: element("label", {}, input, title) };
}
