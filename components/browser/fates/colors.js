// The colors of fates: one for each minimum that color-blind people can distinguish, a gray for runs that reach none.
import { COLORS, DARKER, ELSEWHERE, GRAYS, LIGHTER } from "./table.js";

/** @import { LiveFates } from "../engine/requests" */

/**
 * @param {number} fate
 * @returns {string}
 */
export function colorOf(fate) {
  return GRAYS[fate] ?? COLORS[fate === ELSEWHERE ? 0 : fate % COLORS.length];
}

/**
 * The shade of a color from 0 (lightest) to 1 (darkest), by the step at which a run has converged.
 * @param {number} since
 * @param {number} steps
 */
export function depthOf(since, steps) {
  return since <= 0 ? 0 : Math.log1p(since) / Math.log1p(steps);
}

/**
 * A color at a shade, as red, green and blue from 0 to 255.
 * @param {string} color
 * @param {number} depth
 */
export function shaded(color, depth) {
  const white = LIGHTER * (1 - depth) ** 2;
  const bright = 1 - DARKER * depth ** 2;
  return channels(color).map((part) => bright * (part + white * (255 - part)));
}

const DEPTHS = 64; // number of distinct shades

/**
 * Fates as an image, one pixel each.
 * @param {Pick<LiveFates, "columns" | "rows" | "fates" | "since">} found
 * @param {number} steps
 */
export function painted({ columns, rows, fates, since }, steps) {
  const image = new ImageData(columns, rows);
  const pixels = new Uint32Array(image.data.buffer);
  /** @type {Map<number, Uint32Array>} */
  const shades = new Map();
  const depths = Uint8Array.from({ length: steps + 1 }, (_, step) => Math.round((DEPTHS - 1) * depthOf(step, steps)));
  for (let at = 0; at < fates.length; at++) {
    let shade = shades.get(fates[at]);
    if (!shade) shades.set(fates[at], (shade = shadesOf(fates[at])));
    pixels[at] = shade[since[at] < 0 ? 0 : depths[since[at]]];
  }
  return image;
}

/**
 * The pixels of a fate at every shade; grays have only one.
 * @param {number} fate
 */
function shadesOf(fate) {
  const bytes = new Uint8ClampedArray(4 * DEPTHS);
  const color = colorOf(fate);
  for (let depth = 0; depth < DEPTHS; depth++)
    bytes.set([...(fate in GRAYS ? channels(color) : shaded(color, depth / (DEPTHS - 1))), 255], 4 * depth);
  return new Uint32Array(bytes.buffer);
}

/**
 * Red, green and blue from six hexadecimal digits.
 * @param {string} color
 */
const channels = (color) => [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));

/**
 * The text color on another color: the one with more contrast.
 * @param {string} color
 */
export function textColorOn(color) {
  const linear = channels(color).map((part) => (part / 255) ** 2.2);
  const bright = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  return bright > 0.18 ? "#10161f" : "#ffffff";
}
