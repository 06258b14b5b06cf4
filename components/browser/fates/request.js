// The request to the worker for a fate map.

/** @import { FateRequest } from "../engine/requests" */

const FINEST = 640; // pixels per side

/**
 * The fates of a part of the plane, one start per pixel.
 * @param {Omit<FateRequest, "columns" | "rows">} asked
 * @param {{ width: number, height: number }} drawing in CSS pixels
 * @returns {FateRequest}
 */
export function fateRequest(asked, { width, height }) {
  const fine = Math.min(window.devicePixelRatio || 1, FINEST / Math.max(width, height));
  const [columns, rows] = [width, height].map((side) => Math.max(1, Math.round(side * fine)));
  return { ...asked, columns, rows };
}
