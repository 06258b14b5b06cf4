// The encoding of numbers: base64 of little-endian binary.

/** @param {string} text */
export function float32(text) {
  return new Float32Array(bytes(text));
}

/** @param {string} text */
export function bytes(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0)).buffer;
}
