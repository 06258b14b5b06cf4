// A labeled select.
import { element, fill } from "../browser/dom.js";

/** @import { Choice } from "../browser/types" */

/**
 * @param {string} label
 * @param {(value: string) => void} onChoose
 */
export function choice(label, onChoose) {
  const select = element("select", { "aria-label": label });
  select.addEventListener("change", () => onChoose(select.value));
  const root = element("label", { class: "choice" }, element("span", {}, label), select);
  /** @param {Choice} shown */
  const show = ({ value, options, about }) => {
    fill(select, options);
    select.value = value;
    root.title = about ?? "";
  };
  return { root, select, show };
}
