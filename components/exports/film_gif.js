// Sends frames to the server, which encodes a GIF.
import { fetchOrThrow } from "../browser/request_errors.js";
import { NEIGHBORS } from "./film_sample.js";

/** @import { Order } from "./film_formats.js" */

const MAX_BYTES = 58e6; // bytes that the server accepts
const AHEAD = 4; // frames being compressed while the next are drawn

export class GifEncoder {
  /** @type {Promise<Blob>[]} */
  frames = [];
  bytes = 0;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Order} order
   */
  constructor(canvas, order) {
    this.canvas = canvas;
    this.order = order;
    this.worker = new Worker(new URL("film_png.js", import.meta.url), { type: "module" });
  }

  async add() {
    const frame = this.compressed(await createImageBitmap(this.canvas));
    frame.catch(() => {}); // awaited later
    this.frames.push(frame);
    await this.frames.at(-AHEAD);
    if (this.bytes > MAX_BYTES) throw new Error("The frames are too large for a GIF. Choose fewer seconds or a smaller width.");
  }

  /**
   * A frame as PNG, encoded in a worker.
   * @param {ImageBitmap} picture
   * @returns {Promise<Blob>}
   */
  compressed(picture) {
    const { port1, port2 } = new MessageChannel();
    return new Promise((done, refuse) => {
      const fail = () => refuse(new Error("This browser could not draw a frame."));
      this.worker.addEventListener("error", fail);
      port1.onmessage = (/** @type {MessageEvent<Blob | null>} */ { data: png }) => {
        port1.close();
        if (!png) return fail();
        this.bytes += png.size + 4;
        done(png);
      };
      this.worker.postMessage(picture, [picture, port2]);
    });
  }

  async finish() {
    const { fps, held, loop, link, showStatus } = this.order;
    const body = await this.body();
    showStatus("Making the GIF on the server …");
    const how = { fps: String(fps), held: String(Math.round(1000 * held)), loop: loop ? "1" : "0", of: link };
    return (await this.sent(body, how)).blob();
  }

  /** @param {number} count */
  async expectedSize(count) {
    const how = { count: String(count), neighbors: String(NEIGHBORS) };
    return Number(await (await this.sent(await this.body(), how)).text());
  }

  /**
   * @param {Blob} body
   * @param {Record<string, string>} how
   */
  sent(body, how) {
    const { assets, signal } = this.order;
    const root = assets.slice(0, assets.indexOf("assets/"));
    const address = new URL(`${root}film.gif?${new URLSearchParams(how)}`, document.baseURI);
    const headers = { "Content-Type": "application/octet-stream" };
    return fetchOrThrow(address, { method: "POST", headers, body, signal });
  }

  /** Each frame preceded by its length. */
  async body() {
    const frames = await Promise.all(this.frames);
    const parts = frames.flatMap((frame) => {
      const length = new DataView(new ArrayBuffer(4));
      length.setUint32(0, frame.size);
      return [length.buffer, frame];
    });
    return new Blob(parts, { type: "application/octet-stream" });
  }

  close() {
    this.worker.terminate();
  }
}
