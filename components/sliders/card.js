// A selected optimizer: color and name, its first slider, the others under "more", and a button to remove it.
import { button, element } from "../browser/dom.js";
import { swatch } from "../browser/styles.js";

/**
 * @import { SliderGroup, Theme } from "../browser/types"
 * @import { Row } from "./row.js"
 */

/** Cards that show all their sliders, until the page is closed. @type {Set<string>} */
const unfolded = new Set();

/**
 * @param {SliderGroup} group
 * @param {Theme} theme
 * @param {Row[]} rows empty if there is nothing to set
 * @param {(() => void) | null} onRemove
 */
export function card({ name, title, style, folds }, theme, [first, ...others], onRemove) {
  const named = element("span", { class: "title" }, style ? swatch(style, theme) : "", title);
  const buttons = element("span", { class: "buttons" });
  const head = element("div", { class: "head" }, named, buttons);
  const rest = element("div", { class: "rest" }, ...others.map(({ root }) => root));
  const root = element(
    "div",
    { class: "card", role: "group", "aria-label": title },
    head,
    ...(first ? [first.root] : []),
    rest,
  );
  if (others.length && folds) buttons.append(folding(name, title, rest));
  if (onRemove)
    buttons.append(button({ class: "quiet", "aria-label": `Remove ${title}`, title: `Remove ${title}` }, "×", onRemove));
  return root;
}

/**
 * The button that shows or hides the other sliders.
 * @param {string} name
 * @param {string} title
 * @param {HTMLElement} rest
 */
function folding(name, title, rest) {
  const show = () => {
    const open = unfolded.has(name);
    rest.hidden = !open;
    more.title = open ? "Fewer sliders" : "More sliders";
    more.setAttribute("aria-expanded", String(open));
  };
  const more = button({ class: "quiet", "aria-label": `${title}: more sliders` }, "⋯", () => {
    if (!unfolded.delete(name)) unfolded.add(name);
    show();
  });
  show();
  return more;
}
