// Frames for the server, which makes a GIF of them.
import { refusalOf } from "../browser/unanswered.js";

/** @import { Order } from "./film_formats.js" */

const MOST = 58e6; // bytes that the server takes
const AHEAD = 4; // frames

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
  }

  async add() {
    /** @type {Promise<Blob>} */
    const frame = new Promise((done, fail) =>
      this.canvas.toBlob((made) => (made ? done(made) : fail(new Error("This browser could not draw a frame."))), "image/png"),
    );
    this.frames.push(frame);
    const earlier = await this.frames[Math.max(0, this.frames.length - AHEAD)]; // it is compressed while the next are drawn
    this.bytes += earlier.size + 4;
    if (this.bytes > MOST) throw new Error("The frames are too large for a GIF. Choose fewer seconds or a smaller width.");
  }

  async finish() {
    const { fps, held, loop, link, assets, signal, say } = this.order;
    say("Making the GIF on the server …");
    const query = new URLSearchParams({
      fps: String(fps),
      held: String(Math.round(1000 * held)),
      loop: loop ? "1" : "0",
      of: link,
    });
    const root = assets.slice(0, assets.indexOf("assets/"));
    const answer = await fetch(new URL(`${root}film.gif?${query}`, document.baseURI), {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream" },
      body: await this.body(),
      signal,
    }).catch((reason) => {
      throw signal.aborted ? reason : new Error("The server does not answer. Try again in a moment.");
    });
    if (!answer.ok) throw await refusalOf(answer);
    return answer.blob();
  }

  /** Each frame behind its length. */
  async body() {
    const frames = await Promise.all(this.frames);
    const parts = frames.flatMap((frame) => {
      const length = new DataView(new ArrayBuffer(4));
      length.setUint32(0, frame.size);
      return [length.buffer, frame];
    });
    return new Blob(parts, { type: "application/octet-stream" });
  }
}
