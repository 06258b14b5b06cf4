// The legend of a map of fates.
import { element } from "../dom.js";
import { colorOf, textColorOn } from "./colors.js";
import { letterOf, nameOf, sharesInOrder } from "./words.js";
import { percent } from "../numbers.js";
import { within } from "../rectangle.js";

/**
 * @import { Rectangle } from "../types"
 * @import { Share } from "./words.js"
 * @import { LiveFates } from "../engine/requests"
 */

/**
 * The shares of a map's fates, with all minima in the window.
 * @param {LiveFates} found
 * @param {Rectangle} window
 */
export function sharesWithin({ fates, minima }, window) {
  const seen = minima.flatMap((minimum, place) => (within(...minimum, window) ? [place] : []));
  return sharesInOrder(fates, seen);
}

/**
 * Entries with color, letter and share.
 * @param {Share[]} shares
 * @param {LiveFates["minima"]} minima
 */
export function legendOf(shares, minima) {
  return shares.map((share) => {
    const swatch = element("span", { class: "fate", "aria-hidden": "true" }, letterOf(share.fate));
    Object.assign(swatch.style, { background: colorOf(share.fate), color: textColorOn(colorOf(share.fate)) });
    const name = element("span", { class: share.fate < 0 ? "end" : "minimum" }, `${nameOf(share.fate, minima)}: `);
    return element("li", {}, swatch, element("span", {}, name, percent(share.share)));
  });
}
