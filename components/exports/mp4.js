// A minimal MP4 writer for a film with one H.264 track: ISO/IEC 14496-12 and -15.
//
// Well-maintained libraries for this exist on npm only, and everything that the page serves is installed by pip.

/** @import { Movie } from "./film_video.js" */

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

const TICKS = 1000; // per second
const MATRIX = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000]; // the identity
const ENGLISH = 0x55c4; // "und": undetermined language

export class Mp4 {
  static media = "video/mp4";

  /** @param {Movie} movie */
  static file(movie) {
    const head = box("ftyp", letters("isom"), u32(0x200), letters("isomiso2avc1mp41"));
    const before = head.length + moov(movie, 0).length;
    const data = movie.chunks.map((chunk) => chunk.data);
    const length = data.reduce((sum, part) => sum + part.length, 8);
    return [head, moov(movie, before + 8), u32(length), letters("mdat"), ...data];
  }
}

/**
 * @param {Movie} movie
 * @param {number} offset of the first frame in the file
 */
function moov(movie, offset) {
  const spans = spansOf(movie);
  const length = spans.reduce((sum, span) => sum + span, 0);
  const { width, height } = movie;
  const mvhd = full(
    "mvhd",
    0,
    u32(0, 0, TICKS, length, 0x10000),
    u16(0x100, 0),
    u32(0, 0, ...MATRIX),
    u32(0, 0, 0, 0, 0, 0, 2),
  );
  const tkhd = full(
    "tkhd",
    3,
    u32(0, 0, 1, 0, length, 0, 0),
    u16(0, 0, 0, 0),
    u32(...MATRIX, width * 0x10000, height * 0x10000),
  );
  const mdhd = full("mdhd", 0, u32(0, 0, TICKS, length), u16(ENGLISH, 0));
  const hdlr = full("hdlr", 0, u32(0), letters("vide"), u32(0, 0, 0), letters("Video\0"));
  const dinf = box("dinf", full("dref", 0, u32(1), full("url ", 1)));
  const minf = box("minf", full("vmhd", 1, u16(0, 0, 0, 0)), dinf, stbl(movie, spans, offset));
  const trak = box("trak", tkhd, box("mdia", mdhd, hdlr, minf));
  return box("moov", mvhd, trak, about(movie));
}

/**
 * The duration of each frame in ticks; rounding errors do not accumulate.
 * @param {Movie} movie
 */
function spansOf({ chunks }) {
  let time = 0;
  return chunks.map(({ seconds }) => {
    const begun = Math.round(TICKS * time);
    time += seconds;
    return Math.round(TICKS * time) - begun;
  });
}

/**
 * The sample table.
 * @param {Movie} movie
 * @param {number[]} spans
 * @param {number} offset
 */
function stbl({ width, height, description, chunks }, spans, offset) {
  const avc1 = box(
    "avc1",
    u16(0, 0, 0, 1),
    u16(0, 0),
    u32(0, 0, 0),
    u16(width, height),
    u32(0x480000, 0x480000, 0),
    u16(1),
    new Uint8Array(32),
    u16(24, 0xffff),
    box("avcC", description),
  );
  const keys = chunks.flatMap(({ key }, at) => (key ? [at + 1] : []));
  return box(
    "stbl",
    full("stsd", 0, u32(1), avc1),
    full("stts", 0, u32(spans.length), ...spans.map((span) => u32(1, span))),
    full("stss", 0, u32(keys.length, ...keys)),
    full("stsc", 0, u32(1, 1, chunks.length, 1)),
    full("stsz", 0, u32(0, chunks.length, ...chunks.map(({ data }) => data.length))),
    full("stco", 0, u32(1, offset)),
  );
}

/**
 * Title and comment, as shown by players.
 * @param {Movie} movie
 */
function about({ title, link }) {
  const item = (/** @type {string} */ name, /** @type {string} */ text) =>
    box(name, box("data", u32(1, 0), new TextEncoder().encode(text)));
  const ilst = box("ilst", item("\u00a9nam", title), item("\u00a9cmt", link));
  const hdlr = full("hdlr", 0, u32(0), letters("mdirappl"), u32(0, 0), Uint8Array.of(0));
  return box("udta", full("meta", 0, hdlr, ilst));
}

/**
 * @param {string} type
 * @param {...Bytes} content
 */
function box(type, ...content) {
  const length = content.reduce((sum, part) => sum + part.length, 8);
  const made = new Uint8Array(length);
  made.set(u32(length));
  made.set(letters(type), 4);
  let at = 8;
  for (const part of content) {
    made.set(part, at);
    at += part.length;
  }
  return made;
}

/**
 * A box with version 0 and flags.
 * @param {string} type
 * @param {number} flags
 * @param {...Bytes} content
 */
function full(type, flags, ...content) {
  return box(type, u32(flags), ...content);
}

/** @param {string} text Latin-1 text */
function letters(text) {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

/** @param {...number} values */
function u32(...values) {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, at) => view.setUint32(4 * at, value));
  return new Uint8Array(view.buffer);
}

/** @param {...number} values */
function u16(...values) {
  const view = new DataView(new ArrayBuffer(2 * values.length));
  values.forEach((value, at) => view.setUint16(2 * at, value));
  return new Uint8Array(view.buffer);
}
