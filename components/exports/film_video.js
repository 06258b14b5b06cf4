// A film made by the browser's own encoder: each frame has its timestamp, however long it took to draw. Where the encoder can, all
// frames are equally good, so that the size of the film follows from some of them; else it has a bit rate.

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

/** For an estimate: before the first of some neighbours there is a jump, after which a still frame settles. */
export const [NEIGHBOURS, SETTLING] = [3, 4];

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
   */
  async add(_, seconds) {
    await this.configured;
    if (this.failed) throw this.failed;
    const frame = new VideoFrame(this.canvas, { timestamp: Math.round(1e6 * this.time), duration: Math.round(1e6 * seconds) });
    const keyFrame = this.time - this.lastKey >= KEYS;
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

  /** The encoder has taken a frame, which it tells also in a tab that nobody sees, where timers are slow. */
  progress() {
    return new Promise((done) => {
      this.encoder.addEventListener("dequeue", done, { once: true });
      setTimeout(done, TIMEOUT); // one that has failed tells nothing
    });
  }

  /** @param {number} count */
  async expectedSize(count) {
    await this.flush();
    const keys = Math.ceil(count / this.order.fps / KEYS);
    // where frames are not equally good, a jump stands for the frame that makes good what a whole one has left out
    const repairs = this.steady ? 0 : keys - 1;
    const mean = (/** @type {(chunk: Chunk, at: number) => boolean} */ wanted) => meanSize(this.chunks.filter(wanted));
    const whole = mean(({ key }) => key);
    const period = NEIGHBOURS + SETTLING;
    const jump = mean(({ key }, at) => !key && at % period === 0);
    const plain = mean(({ key }, at) => !key && at % period > SETTLING);
    return keys * whole + repairs * jump + (count - keys - repairs) * plain + count * FRAME;
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

/** @param {Chunk[]} chunks */
function meanSize(chunks) {
  return chunks.reduce((sum, { data }) => sum + data.length, 0) / Math.max(1, chunks.length);
}

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
