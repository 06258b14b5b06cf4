// The files inside a standalone page, by the address that they have on a server: see `browser/fetched.js`.
import { bytes } from "../../browser/binary.js";

/**
 * @param {string | URL} address
 * @returns {Promise<Response>}
 */
export async function fetched(address) {
  const kept = document.querySelector(`script[data-address="${keptAt(String(address))}"]`);
  if (!kept) return new Response("This saved page does not contain it.", { status: 404 });
  const packed = new Blob([bytes(kept.textContent ?? "")]).stream();
  return new Response(packed.pipeThrough(new DecompressionStream("gzip")));
}

/**
 * Noise is stored for the longest run; a shorter one uses its beginning.
 * @param {string} address
 */
function keptAt(address) {
  return address.replace(/(normals\/\d+)\/\d+\.bin$/, "$1.bin");
}
