// Texts in a PNG, by its specification: https://www.w3.org/TR/png-3/#11textinfo

const HEADER = 33; // bytes: the signature and the IHDR chunk, after which texts are inserted
const LATIN = /^[\x20-\x7e\xa1-\xff]*$/; // the characters allowed in a tEXt chunk

/** The checksum of each byte value. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/**
 * The parts of a PNG with text chunks, in file order.
 * @param {Uint8Array<ArrayBuffer>} png
 * @param {Record<string, string>} texts
 */
export function withTexts(png, texts) {
  const chunks = Object.entries(texts).map(([keyword, text]) => chunkOf(keyword, text));
  return [png.slice(0, HEADER), ...chunks, png.slice(HEADER)];
}

/**
 * @param {string} keyword
 * @param {string} text
 */
function chunkOf(keyword, text) {
  const encode = new TextEncoder();
  const name = encode.encode(keyword);
  if (LATIN.test(text)) return chunk("tEXt", [...name, 0, ...Array.from(text, (letter) => letter.charCodeAt(0))]);
  return chunk("iTXt", [...name, 0, 0, 0, 0, 0, ...encode.encode(text)]); // uncompressed, without language
}

/**
 * @param {string} type
 * @param {number[]} content
 */
function chunk(type, content) {
  const made = new Uint8Array(content.length + 12);
  const view = new DataView(made.buffer);
  view.setUint32(0, content.length);
  made.set(new TextEncoder().encode(type), 4);
  made.set(content, 8);
  view.setUint32(content.length + 8, checksum(made.subarray(4, content.length + 8)));
  return made;
}

/** @param {Uint8Array} bytes */
function checksum(bytes) {
  const rest = bytes.reduce((value, byte) => TABLE[(value ^ byte) & 0xff] ^ (value >>> 8), 0xffffffff);
  return (rest ^ 0xffffffff) >>> 0;
}
