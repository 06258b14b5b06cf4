// What is fetched by its address. A standalone page brings it all along: there `standalone/kept.js` stands in the place of this module.

/**
 * @param {string | URL} address
 * @returns {Promise<Response>}
 */
export function fetched(address) {
  return fetch(address);
}
