// Rectangles of the plane: the window, and parts of it.

/** @import { Rectangle } from "./types" */

/**
 * Whether a point lies in a rectangle or on its edges.
 * @param {number} x
 * @param {number} y
 * @param {Rectangle} rectangle
 */
export function within(x, y, [left, right, low, high]) {
  return left <= x && x <= right && low <= y && y <= high;
}
