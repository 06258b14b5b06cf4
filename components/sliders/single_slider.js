// A single slider for small screens: choose an optimizer and a hyperparameter, then move it below the picture.
import { addStyles, element, fill } from "../browser/dom.js";
import { Row } from "./row.js";
import { shownSliders } from "./shown.js";

/** @import { SliderGroup, SliderItem } from "../browser/types" */

export class SingleSlider {
  /** @type {SliderGroup[]} */
  groups = [];
  /** The slider that was chosen, by its name. */
  chosen = "";
  /** @type {Row | null} */
  row = null;
  shape = "";

  /** @param {HTMLElement} root */
  constructor(root) {
    addStyles(new URL("sliders.css", import.meta.url));
    this.root = root;
    this.groupMenu = element("select", { "aria-label": "Slider of" });
    this.itemMenu = element("select", { "aria-label": "Parameter" });
    this.groupMenu.addEventListener("change", () => this.choose(this.groups[Number(this.groupMenu.value)].items[0].name));
    this.itemMenu.addEventListener("change", () => this.choose(this.itemMenu.value));
    this.place = element("div", { class: "place" });
    root.replaceChildren(element("div", { class: "choices" }, this.groupMenu, this.itemMenu), this.place);
    shownSliders.addEventListener("changed", this.follow);
    this.follow();
  }

  leave() {
    shownSliders.removeEventListener("changed", this.follow);
  }

  follow = () => this.show(shownSliders.groups);

  /** @param {SliderGroup[]} groups */
  show(groups) {
    this.groups = groups;
    this.root.hidden = !groups.length;
    const item = this.item;
    if (!item) return;
    const group = this.group;
    fill(this.groupMenu, Object.fromEntries(groups.map(({ title }, index) => [index, title])));
    this.groupMenu.value = String(groups.indexOf(group));
    fill(this.itemMenu, Object.fromEntries(group.items.map(({ name, label }) => [name, label])));
    this.itemMenu.value = item.name;
    const shape = JSON.stringify([group.title, item.name, item.label]);
    if (shape !== this.shape) this.build(group.title, item);
    this.shape = shape;
    this.row?.show(item, shownSliders.reports?.waiting(item.name) ?? false);
  }

  /** The group of the chosen slider; the first group if that one is gone. */
  get group() {
    return this.groups.find(({ items }) => items.some(({ name }) => name === this.chosen)) ?? this.groups[0];
  }

  /** @returns {SliderItem | undefined} */
  get item() {
    const items = this.group?.items;
    return items?.find(({ name }) => name === this.chosen) ?? items?.[0];
  }

  /**
   * @param {string} title
   * @param {SliderItem} item
   */
  build(title, item) {
    this.row = new Row(title, item, (text, rest) => shownSliders.reports?.add({ [item.name]: text }, rest));
    this.place.replaceChildren(this.row.root);
  }

  /** @param {string} name */
  choose(name) {
    this.chosen = name;
    this.show(this.groups);
  }
}
