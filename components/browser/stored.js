// What this browser remembers: across a reload of this tab, or from visit to visit. It may refuse to keep anything: then nothing is.

/** @typedef {"sessionStorage" | "localStorage"} Storing */

/**
 * @param {string} name
 * @param {Storing} [storing]
 * @returns {any}
 */
export function recall(name, storing = "sessionStorage") {
  try {
    return JSON.parse(window[storing].getItem(name) ?? "null");
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
  try {
    window[storing].setItem(name, JSON.stringify(value));
  } catch {
    // it is full, or forbidden
  }
}
