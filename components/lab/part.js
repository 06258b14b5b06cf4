// The visible part of the plane: zoomed and panned within a window, down to float64 resolution.
import { clamp, shortened, typed } from "../browser/numbers.js";

/** @import { Rectangle } from "../browser/types" */

const ROOM = 2 ** -40; // relative to a coordinate: the smallest side of a part whose pixels still have distinct coordinates

/**
 * The part between these shares of another part's sides, with the window's aspect ratio and within it; the other part
 * if float64 cannot resolve it, the window itself if it covers all of it.
 * @param {Rectangle} part
 * @param {[left: number, right: number, bottom: number, top: number]} shares
 * @param {Rectangle} window
 * @returns {Rectangle}
 */
export function partWithin(part, [left, right, bottom, top], window) {
  const size = Math.max(right - left, top - bottom);
  const [across, up] = [(left + right) / 2, (bottom + top) / 2];
  const sides = [side(part, 0, across, size, window), side(part, 2, up, size, window)];
  if (sides.some((edges) => edges === null)) return part;
  const found = /** @type {Rectangle} */ (sides.flat());
  return found.every((edge, place) => edge === window[place]) ? window : found;
}

/**
 * @param {Rectangle} part
 * @param {0 | 2} at
 * @param {number} middle
 * @param {number} size
 * @param {Rectangle} window
 */
function side(part, at, middle, size, window) {
  const [low, high, least, most] = [part[at], part[at + 1], window[at], window[at + 1]];
  const width = Math.min(size * (high - low), most - least);
  const from = clamp(low + middle * (high - low) - width / 2, least, most - width);
  if (width >= (1 - 1e-9) * (most - least)) return [least, most];
  return hasRoom(from, from + width) ? [from, Math.min(from + width, most)] : null;
}

/**
 * The part with the edges in the address, limited to the window; the window if there are none, or invalid ones.
 * @param {number[]} edges
 * @param {Rectangle} window
 * @returns {Rectangle}
 */
export function namedPart(edges, window) {
  const [left, right, low, high] = edges;
  const [x, y] = [overlap(left, right, window[0], window[1]), overlap(low, high, window[2], window[3])];
  return edges.length && x && y ? [...x, ...y] : window;
}

/**
 * @param {number} low
 * @param {number} high
 * @param {number} least
 * @param {number} most
 * @returns {[low: number, high: number] | null}
 */
function overlap(low, high, least, most) {
  const [from, to] = [Math.max(low, least), Math.min(high, most)];
  return hasRoom(from, to) ? [from, to] : null;
}

/**
 * Whether float64 can resolve the pixels between two edges.
 * @param {number} low
 * @param {number} high
 */
const hasRoom = (low, high) => high - low > ROOM * Math.max(Math.abs(low), Math.abs(high));

/**
 * The edges for the address, rounded to a thousandth of their distance.
 * @param {Rectangle} part
 */
export function edgesInWords([left, right, low, high]) {
  const short = (/** @type {number} */ edge, /** @type {number} */ width) => typed(shortened(edge, width / 1000));
  const [across, up] = [right - left, high - low];
  return [short(left, across), short(right, across), short(low, up), short(high, up)].join();
}
