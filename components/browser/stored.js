// Browser storage, for a reload of this tab or between visits. If the browser refuses, nothing is stored.
// An embedded page stores nothing.
import { embedded } from "./embedded.js";

/** @typedef {"sessionStorage" | "localStorage"} Storing */

/**
 * @param {string} name
 * @param {Storing} [storing]
 * @returns {any}
 */
export function recall(name, storing = "sessionStorage") {
  if (embedded) return null;
  try {
    return JSON.parse(globalThis[storing].getItem(name) ?? "null");
  } catch {
    return null;
  }
}

/**
 * @param {string} name
 * @param {unknown} value
 * @param {Storing} [storing]
 */
export function remember(name, value, storing = "sessionStorage") {
  if (embedded) return;
  try {
    globalThis[storing].setItem(name, JSON.stringify(value));
  } catch {
    // full or forbidden
  }
}
