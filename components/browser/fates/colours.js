// The colours of fates: one for each minimum that colour-blind people can distinguish, a grey for runs that reach none.
import { COLOURS, DARKER, ELSEWHERE, GREYS, LIGHTER } from "./table.js";

/** @import { LiveFates } from "../engine/requests" */

/**
 * @param {number} fate
 * @returns {string}
 */
export function colourOf(fate) {
  return GREYS[fate] ?? COLOURS[fate === ELSEWHERE ? 0 : fate % COLOURS.length];
}

/**
 * How far a colour is from the lightest of its kind (0) to the darkest (1), by the step from which a run has converged.
 * @param {number} since
 * @param {number} steps
 */
export function depthOf(since, steps) {
  return since <= 0 ? 0 : Math.log1p(since) / Math.log1p(steps);
}

/**
 * A colour at a depth, as red, green and blue from 0 to 255.
 * @param {string} colour
 * @param {number} depth
 */
export function shaded(colour, depth) {
  const white = LIGHTER * (1 - depth) ** 2;
  const bright = 1 - DARKER * depth ** 2;
  return channels(colour).map((part) => bright * (part + white * (255 - part)));
}

const DEPTHS = 64; // that are told apart

/**
 * Fates as an image, a pixel each.
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
 * The pixels of a fate at every depth; a grey has but one.
 * @param {number} fate
 */
function shadesOf(fate) {
  const bytes = new Uint8ClampedArray(4 * DEPTHS);
  const colour = colourOf(fate);
  for (let depth = 0; depth < DEPTHS; depth++)
    bytes.set([...(fate in GREYS ? channels(colour) : shaded(colour, depth / (DEPTHS - 1))), 255], 4 * depth);
  return new Uint32Array(bytes.buffer);
}

/**
 * Red, green and blue of six hexadecimal digits.
 * @param {string} colour
 */
const channels = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));

/**
 * The colour of a letter that is read on another one: the one of the two that has more contrast.
 * @param {string} colour
 */
export function textColourOn(colour) {
  const linear = channels(colour).map((part) => (part / 255) ** 2.2);
  const bright = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  return bright > 0.18 ? "#10161f" : "#ffffff";
}
