// A film: where its views lie, which times it shows, how it is encoded, and how large it becomes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { entryAt, filmLayout, frameTimes } from "../../components/exports/film_layout.js";
import { problemWith } from "../../components/exports/film_sheet.js";
import { sampled } from "../../components/exports/film_sample.js";
import { encodeSample } from "../../components/exports/film_size.js";
import { VideoFilm } from "../../components/exports/film_video.js";

test("the views of a film lie side by side, the curve beneath, in a frame of even sides", () => {
  for (const views of [["map"], ["surface3d", "map"], ["map", "curve"], ["surface3d", "map", "curve"]])
    for (const width of [640, 959, 1920])
      for (const entries of [0, 1, 8]) {
        const { width: wide, height, places, legend } = filmLayout(views, width, entries);
        assert.equal(wide % 2, 0);
        assert.equal(height % 2, 0);
        const all = views.map((name) => places[name]);
        for (const [at, one] of all.entries()) {
          assert.ok(one.left >= 0 && one.left + one.width <= wide && one.top + one.height <= legend.top);
          for (const other of all.slice(at + 1))
            assert.ok(one.left + one.width <= other.left || one.top + one.height <= other.top);
        }
      }
});

test("each run and each fate has a line of its own in the legend, above the line of the settings", () => {
  for (const [runs, fates] of [
    [1, 0],
    [2, 5],
    [8, 18],
  ]) {
    const layout = filmLayout(["map"], 640, runs, fates);
    const { legend, height } = layout;
    const all = [
      ...Array.from({ length: runs }, (_, at) => entryAt(layout, "runs", at)),
      ...Array.from({ length: fates }, (_, at) => entryAt(layout, "fates", at)),
    ];
    for (const [at, { left, middle, room }] of all.entries()) {
      assert.ok(left >= 0 && left + room <= 640 && room >= 150);
      assert.ok(middle > legend.top && middle + legend.line < height - legend.left);
      for (const other of all.slice(at + 1))
        assert.ok(Math.abs(other.middle - middle) >= legend.line - 1e-9 || Math.abs(other.left - left) >= room - 1e-9);
    }
  }
});

test("a film begins at the start and ends at the end", () => {
  const times = frameTimes(2, 10);
  assert.equal(times.length, 20);
  assert.deepEqual([times[0], times.at(-1)], [0, 1]);
  assert.deepEqual(frameTimes(1, 1), [1]);
});

test("the size of a film is found by neighbors from all over it", () => {
  assert.deepEqual(sampled(100).slice(0, 6), [12, 13, 14, 15, 16, 36]);
  for (const count of [10, 11, 3600]) {
    const frames = sampled(count);
    assert.ok(frames.length === 20 && Math.min(...frames) >= 0 && Math.max(...frames) < count);
    assert.ok(frames.every((frame, at) => at % 5 === 0 || frame === frames[at - 1] + 1));
  }
});

/** An encoder as Chromium's are: see `sizeOf`. Where frames are equally good it has no bit rate. */
class LikeChromium extends EventTarget {
  encodeQueueSize = 0;
  state = "configured";
  sinceKey = 0;
  still = 9;
  last = NaN;
  keys = 0;
  constructor({ output }) {
    super();
    this.output = output;
  }
  configure({ bitrate }) {
    this.bitrate = bitrate;
  }
  encode({ content }, { keyFrame }) {
    const data = new Uint8Array(this.sizeOf(content, keyFrame));
    this.output({ byteLength: data.length, copyTo: () => {}, type: keyFrame ? "key" : "delta" });
  }
  /**
   * With a bit rate, the first key frame is worse than later ones, and the next frames make up for what a key frame has left out.
   * The first changes after a rest cost more than those that follow.
   */
  sizeOf(content, keyFrame) {
    const change = Math.abs(content - this.last);
    this.last = content;
    this.sinceKey = keyFrame ? 0 : this.sinceKey + 1;
    if (keyFrame) return this.bitrate && this.keys++ === 0 ? 10_000 : 15_000;
    const repair = this.bitrate && this.sinceKey === 1 ? 4_000 : 0;
    this.still = change ? Math.max(0, this.still - 3) : Math.min(9, this.still + 3);
    return 30 + repair + Math.round(change * (1 + this.still / 6));
  }
  async flush() {}
  close() {
    this.state = "closed";
  }
}

test("the expected size of a film is that of the film", async () => {
  globalThis.VideoFrame = class {
    constructor({ content }) {
      this.content = content;
    }
    close() {}
  };
  const signal = new AbortController().signal;
  for (const equal of [true, false])
    for (const [seconds, fps, moved] of [
      [1, 10, (/** @type {number} */ share) => 3_000 * share],
      [5, 20, (/** @type {number} */ share) => 60_000 * share * (2 - share)],
      [10, 25, (/** @type {number} */ share) => 60_000 * share],
      [20, 20, () => 0],
      [3, 20, (/** @type {number} */ share) => 60 * 40_000 * share], // more than the bit rate allows
    ]) {
      const count = seconds * fps;
      const limit = equal ? Infinity : 3e6 / 8 / fps; // bytes per frame
      globalThis.VideoEncoder = class extends LikeChromium {
        static isConfigSupported = async ({ bitrateMode }) => ({ supported: equal && bitrateMode === "quantizer" });
      };
      const made = () => {
        const canvas = { width: 640, height: 480, content: NaN };
        const codec = { codec: "vp09", steady: { vp9: { quantizer: 32 } } };
        const container = { media: "", file: (movie) => movie.chunks.map(({ data }) => data) };
        const film = { count, draw: async (/** @type {number} */ frame) => void (canvas.content = moved(frame / count)) };
        return { film, encoder: new VideoFilm(canvas, { fps, title: "", link: "", signal }, codec, container) };
      };
      const sample = made();
      await encodeSample(sample.film, sample.encoder, { format: "mp4", fps }, signal);
      const expected = await sample.encoder.expectedSize(count);
      const { film, encoder } = made();
      for (let frame = 0; frame < count; frame++) {
        await film.draw(frame);
        await encoder.add(frame, 1 / fps);
      }
      const { size } = await encoder.finish();
      const ratio = expected / (Math.min(size, count * limit) + 20 * count); // 20 bytes of the container for each frame
      assert.ok(ratio > 0.85 && ratio < 1.15, `${equal} ${seconds} ${fps} ${ratio}`);
    }
});

test("what cannot be filmed is said", () => {
  const options = {
    format: "gif",
    views: ["map"],
    motion: "run",
    width: 960,
    theme: "light",
    seconds: 5,
    fps: 20,
    held: 1,
    loop: true,
  };
  assert.equal(problemWith(options), "");
  assert.match(problemWith({ ...options, views: [] }), /one view/);
  assert.match(problemWith({ ...options, seconds: NaN }), /from 1 to/);
  assert.match(problemWith({ ...options, seconds: 1e9 }), /from 1 to/);
  assert.match(problemWith({ ...options, motion: "turn" }), /3D surface/);
  assert.match(problemWith({ ...options, seconds: 20 }), /300 frames: at 20 per second, 15 seconds/);
  assert.match(problemWith({ ...options, width: 1920, seconds: 15 }), /too large/);
  assert.match(problemWith({ ...options, width: 1920, format: "mp4" }, 40), /too tall/);
  assert.equal(problemWith(options, 40), "");
});

test("an encoder that gives up, at once or late, is said to have given up", async () => {
  const order = { fps: 10, title: "", link: "", signal: new AbortController().signal };
  const failing = (/** @type {number} */ frames, /** @type {boolean} */ throws) =>
    class {
      state = "configured";
      encodeQueueSize = 0;
      constructor({ error }) {
        this.error = error;
      }
      configure() {}
      encode() {
        if (--frames > 0) return;
        this.state = "closed";
        if (throws) throw new Error("no memory");
        this.error(new Error("no memory"));
      }
      async flush() {
        if (this.state === "closed") throw new Error("Cannot call 'flush' on a closed codec.");
      }
      close() {
        this.state = "closed";
      }
    };
  globalThis.VideoFrame = class {
    close() {}
  };
  for (const [frames, throws] of [
    [1, false],
    [3, false],
    [2, true],
  ]) {
    // prettier-ignore
    globalThis.VideoEncoder = failing(frames, throws);
    const film = new VideoFilm({ width: 640, height: 480 }, order, { codec: "vp09" }, { media: "video/webm", file: () => [] });
    const made = async () => {
      for (let frame = 0; frame < 3; frame++) await film.add(frame, 0.1);
      return film.finish();
    };
    await assert.rejects(made, /This browser's encoder failed: no memory/);
  }
});

test("a film goes on when the encoder has taken a frame, not by a timer, which is slow in a tab that nobody sees", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  let encoder;
  globalThis.VideoEncoder = class extends EventTarget {
    state = "configured";
    encodeQueueSize = 0;
    configure() {}
    encode() {
      encoder = this;
      this.encodeQueueSize++;
    }
    async flush() {}
  };
  const order = { fps: 10, title: "", link: "", signal: new AbortController().signal };
  const film = new VideoFilm({ width: 640, height: 480 }, order, { codec: "vp09" }, { media: "video/webm", file: () => [] });
  for (let frame = 0; frame < 6; frame++) await film.add(frame, 0.1);
  const added = film.add(6, 0.1);
  encoder.encodeQueueSize = 2;
  encoder.dispatchEvent(new Event("dequeue"));
  await added;
});
