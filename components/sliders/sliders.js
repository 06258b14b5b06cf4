// All numbers and lists of choices in the sidebar. The page decides which settings there are; this draws them,
// announces every change at once, and reports it when the user pauses.
import { Reports } from "../browser/reports.js";
import { addStyles, element, fill, themeOf } from "../browser/dom.js";
import { mounting } from "../browser/mounting.js";
import { closeSidebar } from "../browser/streamlit_adapter.js";
import { card } from "./card.js";
import { choice } from "./choice.js";
import { keepingFocus } from "./keeping_focus.js";
import { Row } from "./row.js";
import { shownSliders } from "./shown.js";

/**
 * @import { Choice, Report, SliderGroup, SliderItem, Theme } from "../browser/types"
 * @typedef {{ chosen: string[], options: Record<string, string>, most: number }} Optimizers
 * @typedef {{ groups: SliderGroup[], optimizers: Optimizers | null, schedule: Choice | null, acknowledged: number, revision: number }} Data
 */

const FEW = 4; // sliders that in class are a row above the picture (see slider_bar.css)
const SMALL = "(max-width: 767px), (max-height: 500px)"; // Streamlit opens the sidebar on a phone in landscape

addStyles(new URL("sliders.css", import.meta.url));
class Panel {
  reports = new Reports();
  /** @type {Map<string, Row>} */
  rows = new Map();
  shape = "";
  /** The selected optimizers, as far as known here. @type {string[]} */
  chosen = [];

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.add = element("select", { class: "add", "aria-label": "Add an optimizer" });
    this.add.addEventListener("change", () => this.choose([...this.chosen, this.add.value]));
    if (window.matchMedia(SMALL).matches) closeSidebar();
    this.schedule = choice("Learning-rate schedule", (schedule) => this.reports.add({ schedule }));
  }

  leave() {
    if (shownSliders.reports === this.reports) shownSliders.show([], null);
    this.reports.leave();
  }

  /**
   * @param {Data} data
   * @param {(report: Report) => void} send
   */
  receive({ groups, optimizers, schedule, acknowledged, revision }, send) {
    this.reports.connect(send, acknowledged, revision);
    if (!this.reports.waiting("optimizers")) this.chosen = optimizers?.chosen ?? [];
    const theme = themeOf(this.root);
    const named = groups.map(({ items, ...group }) => [group, items.map(({ name, label }) => [name, label])]);
    const shape = JSON.stringify([theme, named, optimizers?.chosen, !schedule]);
    if (shape !== this.shape) this.build({ groups, optimizers, schedule }, theme);
    this.shape = shape;
    if (schedule && !this.reports.waiting("schedule")) this.schedule.show(schedule);
    for (const item of groups.flatMap(({ items }) => items))
      this.rows.get(item.name)?.show(item, this.reports.waiting(item.name));
    shownSliders.show(groups, this.reports);
  }

  /**
   * @param {Pick<Data, "groups" | "optimizers" | "schedule">} data
   * @param {Theme} theme
   */
  build({ groups, optimizers, schedule }, theme) {
    this.rows.clear();
    const cards = groups.filter(({ style }) => style).map((group) => this.card(group, theme, optimizers));
    const others = groups.filter(({ style }) => !style).map((group) => this.fieldset(group));
    const bare = optimizers ? this.withoutSliders(groups, optimizers, theme) : [];
    const heading = cards.length ? [element("h2", {}, "Optimizers and learning rates α")] : [];
    const named = { class: "cards", "aria-label": "Optimizers", tabindex: "-1" };
    const section = element("section", named, ...heading, ...cards, ...bare);
    this.root.classList.toggle("few", !optimizers && !schedule && groups.flatMap(({ items }) => items).length <= FEW);
    keepingFocus(this.root, section, () => {
      if (optimizers) section.append(this.offer(optimizers));
      this.root.replaceChildren(section, ...(schedule ? [this.schedule.root] : []), ...others);
    });
  }

  /**
   * The menu of the optimizers that can be added.
   * @param {Optimizers} optimizers
   */
  offer({ chosen, options, most }) {
    const full = chosen.length >= most;
    const first = full ? `${most} at most: remove one first` : chosen.length ? "Add an optimizer …" : "Choose an optimizer …";
    const others = Object.entries(options).filter(([key]) => !chosen.includes(key));
    fill(this.add, { "": first, ...Object.fromEntries(others) });
    this.add.value = "";
    this.add.disabled = full;
    return this.add;
  }

  /**
   * Selected optimizers without settings: a card without a slider.
   * @param {SliderGroup[]} groups
   * @param {Optimizers} optimizers
   * @param {Theme} theme
   */
  withoutSliders(groups, { chosen, options }, theme) {
    const having = new Set(groups.map(({ name }) => name));
    const bare = chosen.filter((key) => !having.has(key));
    return bare.map((key) => card({ name: key, title: options[key], items: [] }, theme, [], () => this.remove(key)));
  }

  /** @param {string} key */
  remove(key) {
    this.choose(this.chosen.filter((other) => other !== key));
  }

  /** @param {string[]} chosen */
  choose(chosen) {
    this.chosen = chosen;
    this.reports.add({ optimizers: chosen.join(",") || "none" });
  }

  /**
   * @param {SliderGroup} group
   * @param {Theme} theme
   * @param {Optimizers | null} optimizers
   */
  card(group, theme, optimizers) {
    const rows = group.items.map((item, index) => this.row(group, item, index === 0));
    return card(group, theme, rows, optimizers ? () => this.remove(group.name) : null);
  }

  /** @param {SliderGroup} group */
  fieldset(group) {
    const rows = group.items.map((item) => this.row(group, item).root);
    return element("fieldset", {}, element("legend", {}, group.title), ...rows);
  }

  /**
   * @param {SliderGroup} group
   * @param {SliderItem} item
   */
  row({ title }, item, short = false) {
    const row = new Row(title, item, (text, rest) => this.reports.add({ [item.name]: text }, rest), short);
    this.rows.set(item.name, row);
    return row;
  }
}

export default mounting("sliders", (root) => new Panel(root));
