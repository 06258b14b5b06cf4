// What this tab remembers across a reload. A browser may refuse to keep anything: then nothing is kept.

/**
 * @param {string} name
 * @returns {any}
 */
export function recall(name) {
  try {
    return JSON.parse(window.sessionStorage.getItem(name) ?? "null");
  } catch {
    return null;
  }
}

/**
 * @param {string} name
 * @param {unknown} value
 */
export function remember(name, value) {
  try {
    window.sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    // it is full, or forbidden
  }
}
