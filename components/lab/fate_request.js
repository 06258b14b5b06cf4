// What a map of fates depends on, and what is asked of the worker for one.

/** @import { FateRequest } from "./types" */

const FINEST = 640; // pixels along a side
const SHAPING = new Set(["steps", "noise", "seed"]); // besides what the optimizer and the schedule are set to

/**
 * Whether the fates of an optimizer depend on a setting.
 * @param {string} name
 * @param {string} key the optimizer's
 * @param {string | null} schedule
 */
export function shapesFates(name, key, schedule) {
  return SHAPING.has(name) || name.startsWith(`${key}.`) || name.startsWith(`${schedule}.`);
}

/**
 * The fates of a part of the plane, a start for each pixel of its drawing.
 * @param {Omit<FateRequest, "columns" | "rows">} asked
 * @param {{ width: number, height: number }} drawing in CSS pixels
 * @returns {FateRequest}
 */
export function fateRequest(asked, { width, height }) {
  const fine = Math.min(window.devicePixelRatio || 1, FINEST / Math.max(width, height));
  const [columns, rows] = [width, height].map((side) => Math.max(1, Math.round(side * fine)));
  return { ...asked, columns, rows };
}
