// A film made by the browser's own encoder: each frame has its timestamp, however long it took to draw. If the encoder supports it,
// all frames have the same quality, so that the size of the film can be estimated from some of them; otherwise it has a bit rate.

import { NEIGHBORS } from "./film_sample.js";

/**
 * @import { Order } from "./film_formats.js"
 * @typedef {object} Chunk an encoded frame
 * @property {Uint8Array<ArrayBuffer>} data
 * @property {boolean} key whether it is a key frame
 * @property {number} seconds duration
 * @typedef {object} Movie
 * @property {number} width
 * @property {number} height
 * @property {Chunk[]} chunks
 * @property {Uint8Array<ArrayBuffer>} description decoder configuration, may be empty
 * @property {string} title
 * @property {string} link
 * @typedef {Pick<VideoEncoderConfig, "codec" | "avc"> & { steady?: object }} Codec how a frame is encoded as well as all others,
 * if the encoder can
 */

const [QUEUE, TIMEOUT] = [6, 200]; // frames that wait for the encoder; milliseconds until it is asked whether it still works
const KEYS = 2; // seconds between two frames that can be jumped to
const FRAME = 20; // bytes of the container for each

/** For an estimate: how often the first of some neighbors is repeated, until an encoder has made up for what it left out. */
export const SETTLING = 4;
const STEADY = 2; // neighbors that count: an encoder spends more on the first changes after a rest

export class VideoFilm {
  /** @type {Chunk[]} */
  chunks = [];
  /** @type {number[]} */
  shown = [];
  /** @type {Uint8Array<ArrayBuffer>} */
  description = new Uint8Array();
  time = 0;
  lastKey = -Infinity;
  /** @type {Error | null} */
  failed = null;
  /** How each frame is encoded, if all are equally good. @type {object | null} */
  steady = null;
  bitrate = Infinity;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Order} order
   * @param {Codec} codec
   * @param {{ media: string, file(movie: Movie): BlobPart[] }} container
   */
  constructor(canvas, order, codec, container) {
    this.canvas = canvas;
    this.order = order;
    this.container = container;
    this.encoder = new VideoEncoder({
      output: (chunk, about) => this.take(chunk, about),
      error: (reason) => (this.failed = gaveUp(reason)),
    });
    order.signal.addEventListener("abort", () => this.close());
    this.configured = this.configure(codec);
    this.configured.catch(() => {}); // it is waited for later
  }

  /** @param {Codec} codec */
  async configure({ steady, ...codec }) {
    const { width, height } = this.canvas;
    const { fps } = this.order;
    /** @type {VideoEncoderConfig} */
    const config = { ...codec, width, height, framerate: fps, latencyMode: "quality" };
    /** @type {VideoEncoderConfig} */
    const equal = { ...config, bitrateMode: "quantizer" };
    if (steady && (await encodes(equal))) this.steady = steady;
    const bitrate = Math.round(Math.min(16e6, Math.max(3e6, 0.15 * width * height * fps)));
    this.attempt(() => this.encoder.configure(this.steady ? equal : { ...config, bitrate }));
    if (!this.steady) this.bitrate = bitrate;
  }

  /** @param {() => void} act that may throw */
  attempt(act) {
    try {
      act();
    } catch (reason) {
      throw this.failed ?? gaveUp(/** @type {Error} */ (reason));
    }
  }

  /**
   * @param {EncodedVideoChunk} chunk
   * @param {EncodedVideoChunkMetadata} [about]
   */
  take(chunk, about) {
    const data = new Uint8Array(chunk.byteLength);
    chunk.copyTo(data);
    this.chunks.push({ data, key: chunk.type === "key", seconds: this.shown[this.chunks.length] });
    const description = about?.decoderConfig?.description;
    if (!description) return;
    this.description = Uint8Array.from(
      ArrayBuffer.isView(description)
        ? new Uint8Array(description.buffer, description.byteOffset, description.byteLength)
        : new Uint8Array(description),
    );
  }

  /**
   * @param {number} _
   * @param {number} seconds
   * @param {boolean} [keyFrame]
   */
  async add(_, seconds, keyFrame = this.time - this.lastKey >= KEYS) {
    await this.configured;
    if (this.failed) throw this.failed;
    const frame = new VideoFrame(this.canvas, { timestamp: Math.round(1e6 * this.time), duration: Math.round(1e6 * seconds) });
    if (keyFrame) this.lastKey = this.time;
    this.shown.push(seconds);
    this.time += seconds;
    try {
      this.attempt(() => this.encoder.encode(frame, { keyFrame, ...this.steady }));
    } finally {
      frame.close();
    }
    while (this.encoder.encodeQueueSize > QUEUE) await this.progress();
  }

  /** Resolves when the encoder has taken a frame; its event also fires in a hidden tab, where timers are slow. */
  progress() {
    return new Promise((done) => {
      this.encoder.addEventListener("dequeue", done, { once: true });
      setTimeout(done, TIMEOUT); // after a failure there is no event
    });
  }

  /**
   * From neighbors at some places, some of which begin with a key frame. An encoder with a bit rate spends less on the first key
   * frame than on later ones, and makes up in the next frames for what a key frame has left out.
   * @param {number} count
   */
  async expectedSize(count) {
    await this.flush();
    const period = NEIGHBORS + SETTLING;
    const sizes = this.chunks.map(({ data }) => data.length);
    const whole = 1 + (this.steady ? 0 : SETTLING);
    const [first, ...later] = sizes.flatMap((_, at) => (this.chunks[at].key ? [sum(sizes.slice(at, at + whole))] : []));
    const changes = sizes.filter((_, at) => at % period >= period - STEADY);
    const seconds = count / this.order.fps;
    const keys = Math.ceil(seconds / KEYS);
    const frames = first + (keys - 1) * mean(later) + (count - keys) * mean(changes);
    return Math.min(frames, (this.bitrate / 8) * seconds) + count * FRAME;
  }

  async flush() {
    await this.encoder.flush().catch((reason) => {
      throw this.failed ?? reason; // a failed encoder is closed
    });
    if (this.failed) throw this.failed;
  }

  async finish() {
    await this.flush();
    const { width, height } = this.canvas;
    const { chunks, description, container, order } = this;
    const movie = { width, height, chunks, description, title: order.title, link: order.link };
    return new Blob(container.file(movie), { type: container.media });
  }

  close() {
    if (this.encoder.state !== "closed") this.encoder.close();
  }
}

const sum = (/** @type {number[]} */ numbers) => numbers.reduce((total, number) => total + number, 0);
const mean = (/** @type {number[]} */ numbers) => sum(numbers) / Math.max(1, numbers.length);

/**
 * Whether this browser can make a film like that.
 * @param {VideoEncoderConfig} config
 */
export async function encodes(config) {
  if (typeof VideoEncoder === "undefined") return false;
  try {
    return Boolean((await VideoEncoder.isConfigSupported(config)).supported);
  } catch {
    return false;
  }
}

/** @param {{ message: string }} reason */
function gaveUp({ message }) {
  return new Error(`This browser's encoder failed: ${message}`);
}
