// The button of a part of the page that opens the menu of its exports.
import { button, element } from "./dom.js";
import { saving } from "./saving.js";

/**
 * @param {string} name of the part, as in the exports
 * @param {string} title
 */
export function saveButton(name, title) {
  const named = { class: "tool", "data-action": "save", title: "Save", "aria-label": `Save: ${title}` };
  return element(
    "span",
    { class: "savers" },
    button(named, "Save …", () => saving.open(name)),
  );
}
