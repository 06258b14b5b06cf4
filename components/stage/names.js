// Labels on the map, placed in the space that is really available: the page assumes a map of the usual size.

/**
 * @import { Rectangle } from "../browser/types"
 * @import { Annotation, Font } from "../browser/plotly"
 * @typedef {{ width: number, height: number }} Room in pixels
 * @typedef {{ x: number, y: number, xshift: number, font: Font }} Placed position of its point, offset and font
 */

const LETTER = 0.54; // width of a letter relative to the font size
const LINE = 1.7; // height of a line relative to the font size

/**
 * Labels beside their points: on the other side where they would extend beyond the map, and omitted where they would
 * overlap.
 * @param {Annotation[]} annotations
 * @param {Rectangle} range visible part of the map
 * @param {Room} room
 * @returns {Annotation[]}
 */
export function namesWithin(annotations, [xLow, xHigh, yLow, yHigh], { width, height }) {
  /** @type {[left: number, right: number, middle: number][]} */
  const taken = [];
  return annotations.map((name) => {
    if (name.xref === "paper") return name; // in a corner
    const { x, y, xshift, font } = /** @type {Annotation & Placed} */ (name);
    const [across, down] = [((x - xLow) / (xHigh - xLow)) * width, ((yHigh - y) / (yHigh - yLow)) * height];
    const [length, high] = [LETTER * font.size * (name.text.length + 1), LINE * font.size];
    for (const shift of [xshift, -xshift]) {
      const [left, right] = shift > 0 ? [across + shift, across + shift + length] : [across + shift - length, across + shift];
      const covered = taken.some(([from, to, middle]) => left < to && from < right && Math.abs(middle - down) < high);
      if (left < 0 || right > width || covered) continue;
      taken.push([left, right, down]);
      return { ...name, xshift: shift, xanchor: shift > 0 ? "left" : "right", visible: true };
    }
    return { ...name, visible: false };
  });
}
