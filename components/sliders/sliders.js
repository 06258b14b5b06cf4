// Sliders made from records. The page decides what there is to set; this draws it, announces every move at once, and
// reports it when the hand rests.
import { Reports } from "../browser/reports.js";
import { addStyles, element, themeOf } from "../browser/dom.js";
import { mounting } from "../browser/mounting.js";
import { swatch } from "../browser/styles.js";
import { Row } from "./row.js";

/**
 * @import { Report, Style, Theme } from "../browser/types"
 * @import { Item } from "./row.js"
 * @typedef {{ title: string, style?: Style, items: Item[] }} Group
 * @typedef {{ groups: Group[], acknowledged: number }} Data
 */

addStyles(new URL("sliders.css", import.meta.url));
class Panel {
  reports = new Reports();
  /** @type {Map<string, Row>} */
  rows = new Map();
  shape = "";

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
  }

  /**
   * @param {Data} data
   * @param {(report: Report) => void} send
   */
  receive({ groups, acknowledged }, send) {
    this.reports.connect(send, acknowledged);
    const theme = themeOf(this.root);
    const named = groups.map(({ title, style, items }) => [title, style, items.map(({ name, label }) => [name, label])]);
    const shape = JSON.stringify([theme, named]);
    if (shape !== this.shape) this.build(groups, theme);
    this.shape = shape;
    for (const item of groups.flatMap(({ items }) => items))
      this.rows.get(item.name)?.show(item, this.reports.waiting(item.name));
  }

  /**
   * @param {Group[]} groups
   * @param {Theme} theme
   */
  build(groups, theme) {
    this.rows.clear();
    this.root.replaceChildren(...groups.map((group) => this.fieldset(group, theme)));
  }

  /**
   * @param {Group} group
   * @param {Theme} theme
   */
  fieldset({ title, style, items }, theme) {
    const legend = element("legend", {}, style ? swatch(style, theme) : "", title);
    const rows = items.map((item) => {
      const row = new Row(title, item, (text, rest) => this.reports.add({ [item.name]: text }, rest));
      this.rows.set(item.name, row);
      return row.root;
    });
    return element("fieldset", {}, legend, ...rows);
  }
}

export default mounting("sliders", (root) => new Panel(root));
