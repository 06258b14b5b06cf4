// A camera as nine numbers, for the address, and back.

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
 * Whether two cameras show the same to the eye.
 * @param {Camera} one
 * @param {Camera} other
 */
export function alike(one, other) {
  return POINTS.every((point) => AXES.every((axis) => Math.abs(one[point][axis] - other[point][axis]) < 2e-3));
}

/**
 * A camera so many times as far from what it looks at.
 * @param {Camera} camera
 * @param {number} times
 * @returns {Camera}
 */
export function atDistance({ eye, center, up }, times) {
  const along = (/** @type {"x" | "y" | "z"} */ axis) => center[axis] + times * (eye[axis] - center[axis]);
  return { eye: { x: along("x"), y: along("y"), z: along("z") }, center, up };
}
