// A minimal WebM writer for a film with one track: https://www.matroska.org/technical/elements.html
//
// Well-maintained libraries for this exist on npm only, and everything that the page serves is installed by pip.

/** @import { Movie } from "./film_video.js" */

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

const ID = {
  ...{ EBML: 0x1a45dfa3, version: 0x4286, readVersion: 0x42f7, idLength: 0x42f2, sizeLength: 0x42f3 },
  ...{ docType: 0x4282, docVersion: 0x4287, docReadVersion: 0x4285, segment: 0x18538067 },
  ...{ info: 0x1549a966, scale: 0x2ad7b1, duration: 0x4489, muxer: 0x4d80, writer: 0x5741, title: 0x7ba9 },
  ...{ tracks: 0x1654ae6b, entry: 0xae, number: 0xd7, uid: 0x73c5, type: 0x83, codec: 0x86, lacing: 0x9c },
  ...{ video: 0xe0, width: 0xb0, height: 0xba, cluster: 0x1f43b675, time: 0xe7, block: 0xa3 },
  ...{ cues: 0x1c53bb6b, point: 0xbb, cueTime: 0xb3, positions: 0xb7, cueTrack: 0xf7, cuePosition: 0xf1 },
  ...{ tags: 0x1254c367, tag: 0x7373, targets: 0x63c0, simple: 0x67c8, name: 0x45a3, text: 0x4487 },
};
const MILLISECOND = 1_000_000; // in nanoseconds
const NAME = "Descent Lab";

export class WebM {
  static media = "video/webm";

  /** @param {Movie} movie */
  static file(movie) {
    const head = joined(
      element(ID.EBML, [
        whole(ID.version, 1),
        whole(ID.readVersion, 1),
        whole(ID.idLength, 4),
        whole(ID.sizeLength, 8),
        text(ID.docType, "webm"),
        whole(ID.docVersion, 4),
        whole(ID.docReadVersion, 2),
      ]),
    );
    const begin = [info(movie), tracks(movie), tags(movie)].map(joined);
    const { clusters, cues } = clustersOf(
      movie,
      begin.reduce((sum, part) => sum + part.length, 0),
    );
    return [head, ...element(ID.segment, [...begin, ...clusters, ...cues])];
  }
}

/** @param {Movie} movie */
function info({ chunks, title }) {
  const duration = 1000 * chunks.reduce((sum, { seconds }) => sum + seconds, 0);
  const length = new DataView(new ArrayBuffer(8));
  length.setFloat64(0, duration);
  return element(ID.info, [
    whole(ID.scale, MILLISECOND),
    ...element(ID.duration, [new Uint8Array(length.buffer)]),
    text(ID.title, title),
    text(ID.muxer, NAME),
    text(ID.writer, NAME),
  ]);
}

/** @param {Movie} movie */
function tracks({ width, height }) {
  const video = element(ID.video, [whole(ID.width, width), whole(ID.height, height)]);
  return element(
    ID.tracks,
    element(ID.entry, [
      whole(ID.number, 1),
      whole(ID.uid, 1),
      whole(ID.type, 1),
      whole(ID.lacing, 0),
      text(ID.codec, "V_VP9"),
      ...video,
    ]),
  );
}

/** @param {Movie} movie */
function tags({ link }) {
  const simple = element(ID.simple, [text(ID.name, "COMMENT"), text(ID.text, link)]);
  return element(ID.tags, element(ID.tag, [...element(ID.targets, []), ...simple]));
}

/**
 * A cluster for each key frame, and their offsets from the start of the segment.
 * @param {Movie} movie
 * @param {number} offset
 */
function clustersOf({ chunks }, offset) {
  /** @type {Bytes[]} */
  const clusters = [];
  /** @type {Bytes[]} */
  const points = [];
  /** @type {Bytes[]} */
  let blocks = [];
  let [time, begun, position] = [0, 0, offset];
  const close = () => {
    if (!blocks.length) return;
    const cluster = joined(element(ID.cluster, [whole(ID.time, begun), ...blocks]));
    const at = element(ID.positions, [whole(ID.cueTrack, 1), whole(ID.cuePosition, position)]);
    points.push(joined(element(ID.point, [whole(ID.cueTime, begun), ...at])));
    clusters.push(cluster);
    position += cluster.length;
    blocks = [];
  };
  for (const { data, key, seconds } of chunks) {
    const now = Math.round(1000 * time);
    if (key) close();
    if (!blocks.length) begun = now;
    const head = new DataView(new ArrayBuffer(4));
    head.setUint8(0, 0x81); // track 1
    head.setInt16(1, now - begun);
    head.setUint8(3, key ? 0x80 : 0);
    blocks.push(joined(element(ID.block, [new Uint8Array(head.buffer), data])));
    time += seconds;
  }
  close();
  return { clusters, cues: element(ID.cues, points) };
}

/**
 * @param {number} id
 * @param {Bytes[]} content
 * @returns {Bytes[]}
 */
function element(id, content) {
  const length = content.reduce((sum, part) => sum + part.length, 0);
  return [number(id), size(length), ...content];
}

/**
 * @param {number} id
 * @param {number} value
 */
function whole(id, value) {
  return joined(element(id, [number(value)]));
}

/**
 * @param {number} id
 * @param {string} value
 */
function text(id, value) {
  return joined(element(id, [new TextEncoder().encode(value)]));
}

/**
 * A number in as few bytes as possible.
 * @param {number} value
 */
function number(value) {
  const bytes = [];
  for (let rest = value; rest > 0 || !bytes.length; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Uint8Array.from(bytes);
}

/**
 * The length of an element as an eight-byte variable-size integer.
 * @param {number} length
 */
function size(length) {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(length));
  view.setUint8(0, 1);
  return new Uint8Array(view.buffer);
}

/** @param {Bytes[]} parts */
function joined(parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
