// The estimated size of a film: encodes some of its frames with the encoder that will be used.
import { FORMATS } from "./film_formats.js";
import { FilmStage } from "./film_stage.js";

/**
 * @import { SaveContext } from "../stage/save_context"
 * @import { FilmOptions } from "./film.js"
 */

const PLACES = 5; // positions in the film at which neighboring frames are encoded

/**
 * In bytes.
 * @param {Pick<SaveContext, "link" | "assets"> & { stage: NonNullable<SaveContext["stage"]> }} context
 * @param {FilmOptions} options
 * @param {AbortSignal} signal
 */
export async function expectedSize({ stage, link, assets }, options, signal) {
  const { encoder: Encoder, neighbours, settling } = FORMATS[options.format];
  const film = await FilmStage.prepare(stage, options, link, signal);
  /** @type {import("./film_formats.js").Encoder | null} */
  let encoder = null;
  try {
    encoder = new Encoder(film.canvas, { ...options, link, title: stage.scene.title, assets, signal, showStatus: () => {} });
    const frames = sampled(film.count, neighbours);
    for (const [at, frame] of frames.entries()) {
      await film.draw(frame);
      const next = Math.max(frames[at + 1] ?? film.count, frame + 1);
      const times = at % neighbours ? 1 : 1 + settling;
      for (let time = 0; time < times; time++) await encoder.add(frame, (next - frame) / options.fps / times);
      await new Promise((done) => setTimeout(done)); // the sheet is answered in between
      signal.throwIfAborted();
    }
    return await encoder.expectedSize(film.count);
  } finally {
    encoder?.close();
    film.leave();
  }
}

/**
 * Neighboring frames at evenly spaced positions.
 * @param {number} count of all frames
 * @param {number} neighbours
 */
export function sampled(count, neighbours) {
  const last = Math.max(0, count - neighbours);
  return Array.from({ length: PLACES }, (_, place) => Math.round(((place + 0.5) / PLACES) * last)).flatMap((first) =>
    Array.from({ length: neighbours }, (_, next) => first + next),
  );
}
