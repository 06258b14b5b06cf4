// Fetches a file by its address. A standalone page contains all its files: there `exports/standalone/kept.js` replaces this module.

/**
 * @param {string | URL} address
 * @returns {Promise<Response>}
 */
export function fetched(address) {
  return fetch(address);
}
