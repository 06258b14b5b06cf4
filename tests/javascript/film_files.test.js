// The files that the frames of a film are written into.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Mp4 } from "../../components/exports/mp4.js";
import { WebM } from "../../components/exports/webm.js";

const chunks = [
  { data: Uint8Array.of(1, 2, 3), key: true, seconds: 1 / 3 },
  { data: Uint8Array.of(4, 5), key: false, seconds: 1 / 3 },
  { data: Uint8Array.of(6), key: true, seconds: 1 },
];
const movie = {
  width: 640,
  height: 480,
  chunks,
  description: Uint8Array.of(1, 100),
  title: "Bowl β",
  link: "https://example.org/?a=1&b=2",
};

/** @param {BlobPart[]} parts */
const bytesOf = async (parts) => new Uint8Array(await new Blob(parts).arrayBuffer());

test("a WebM holds its length, its frames with their times, and where it can be jumped to", async () => {
  const file = await bytesOf(WebM.file(movie));
  /** @type {Record<string, { at: number, data: Uint8Array }[]>} */
  const found = {};
  const masters = new Set([
    "18538067",
    "1549a966",
    "1654ae6b",
    "ae",
    "e0",
    "1f43b675",
    "1c53bb6b",
    "bb",
    "b7",
    "1254c367",
    "7373",
    "67c8",
  ]);
  let begin = 0;
  const read = (/** @type {number} */ from, /** @type {number} */ to) => {
    let at = from;
    while (at < to) {
      const start = at;
      const length = Math.clz32(file[at]) - 23;
      const id = Buffer.from(file.slice(at, at + length)).toString("hex");
      at += length;
      assert.equal(file[at], 1); // eight bytes of length
      const size = Number(new DataView(file.buffer, at).getBigUint64(0) & 0xffffffffffffffn);
      at += 8;
      if (id === "18538067") begin = at;
      (found[id] ??= []).push({ at: start, data: file.slice(at, at + size) });
      if (masters.has(id)) read(at, at + size);
      at += size;
    }
    assert.equal(at, to);
  };
  read(0, file.length);
  const whole = (/** @type {Uint8Array} */ data) => data.reduce((sum, byte) => 256 * sum + byte, 0);
  assert.ok(Math.abs(new DataView(found["4489"][0].data.buffer).getFloat64(0) - 1666.667) < 0.01);
  assert.deepEqual(
    found["1f43b675"].map(({ at }) => at - begin),
    found["f1"].map(({ data }) => whole(data)),
  );
  const times = found["a3"].map(({ data }) => [whole(data.slice(1, 3)), data[3], ...data.slice(4)]);
  assert.deepEqual(times, [
    [0, 0x80, 1, 2, 3],
    [333, 0, 4, 5],
    [0, 0x80, 6],
  ]);
  assert.deepEqual(
    found["e7"].map(({ data }) => whole(data)),
    [0, 667],
  );
  assert.equal(new TextDecoder().decode(found["4487"][0].data), movie.link);
});

test("an MP4 says where its frames lie and how long each is shown", async () => {
  const file = await bytesOf(Mp4.file(movie));
  const view = new DataView(file.buffer);
  const name = (/** @type {number} */ at) => Buffer.from(file.slice(at + 4, at + 8)).toString("latin1");
  const top = [];
  for (let at = 0; at < file.length; at += view.getUint32(at)) top.push(name(at));
  assert.deepEqual(top, ["ftyp", "moov", "mdat"]);
  const place = (/** @type {string} */ type) => Buffer.from(file).indexOf(type, 0, "latin1") + 4;
  const first = view.getUint32(place("stco") + 8);
  assert.deepEqual([...file.slice(first)], [1, 2, 3, 4, 5, 6]);
  const spans = Array.from({ length: 3 }, (_, at) => view.getUint32(place("stts") + 8 + 8 * at + 4));
  assert.deepEqual(spans, [333, 334, 1000]);
  assert.equal(view.getUint32(place("mvhd") + 16), 1667);
  assert.deepEqual(
    [view.getUint32(place("stss") + 4), view.getUint32(place("stss") + 8), view.getUint32(place("stss") + 12)],
    [2, 1, 3],
  );
});
