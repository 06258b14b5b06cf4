// Conversion of a camera to nine numbers, for the address, and back.

import { clamp } from "../browser/numbers.js";

/** @import { Camera } from "../browser/types" */

const POINTS = /** @type {const} */ (["eye", "center", "up"]);
const AXES = /** @type {const} */ (["x", "y", "z"]);

/** @param {Camera} camera */
export function numbersOf(camera) {
  return POINTS.flatMap((point) => AXES.map((axis) => Number(camera[point][axis].toFixed(3))));
}

/**
 * @param {number[]} numbers
 * @returns {Camera}
 */
export function cameraFrom(numbers) {
  const point = (/** @type {number} */ first) => ({ x: numbers[first], y: numbers[first + 1], z: numbers[first + 2] });
  return { eye: point(0), center: point(3), up: point(6) };
}

/**
 * Whether two cameras are visually equal.
 * @param {Camera} one
 * @param {Camera} other
 */
export function alike(one, other) {
  return POINTS.every((point) => AXES.every((axis) => Math.abs(one[point][axis] - other[point][axis]) < 2e-3));
}

/**
 * A camera at a multiple of its distance from the center.
 * @param {Camera} camera
 * @param {number} times
 * @returns {Camera}
 */
export function atDistance({ eye, center, up }, times) {
  const along = (/** @type {"x" | "y" | "z"} */ axis) => center[axis] + times * (eye[axis] - center[axis]);
  return { eye: { x: along("x"), y: along("y"), z: along("z") }, center, up };
}

const HIGHEST = 0.49 * Math.PI; // straight from above, left and right are undefined
const LOWEST = 0.02 * Math.PI; // from below, nothing is visible

/**
 * A camera rotated around its center by two angles: to the right, and up.
 * @param {Camera} camera
 * @param {number} right
 * @param {number} up
 * @returns {Camera}
 */
export function rotated({ eye, center, up: upwards }, right, up) {
  const [x, y, z] = AXES.map((axis) => eye[axis] - center[axis]);
  const distance = Math.hypot(x, y, z);
  const angle = Math.atan2(y, x) + right;
  const height = clamp(Math.asin(z / distance) + up, LOWEST, HIGHEST);
  const across = distance * Math.cos(height);
  const from = { x: across * Math.cos(angle), y: across * Math.sin(angle), z: distance * Math.sin(height) };
  return { eye: { x: center.x + from.x, y: center.y + from.y, z: center.z + from.z }, center, up: upwards };
}
