// The estimated size of a film: encodes some of its frames with the encoder that will be used.
import { FORMATS } from "./film_formats.js";
import { NEIGHBORS, sampled } from "./film_sample.js";
import { FilmStage } from "./film_stage.js";

/**
 * @import { SaveContext } from "../stage/save_context"
 * @import { FilmOptions } from "./film.js"
 * @import { Encoder } from "./film_formats.js"
 */

/**
 * In bytes.
 * @param {Pick<SaveContext, "link" | "assets"> & { stage: NonNullable<SaveContext["stage"]> }} context
 * @param {FilmOptions} options
 * @param {AbortSignal} signal
 */
export async function expectedSize({ stage, link, assets }, options, signal) {
  const { encoder: FilmEncoder } = FORMATS[options.format];
  const film = await FilmStage.prepare(stage, options, link, signal);
  /** @type {Encoder | null} */
  let encoder = null;
  try {
    encoder = new FilmEncoder(film.canvas, {
      ...options,
      link,
      title: stage.scene.title,
      assets,
      signal,
      showStatus: () => {},
    });
    await encodeSample(film, encoder, options, signal);
    return await encoder.expectedSize(film.count);
  } finally {
    encoder?.close();
    film.leave();
  }
}

/**
 * Encode neighbors from all over a film, every other time from a key frame on.
 * @param {Pick<FilmStage, "count" | "draw">} film
 * @param {Pick<Encoder, "add">} encoder
 * @param {Pick<FilmOptions, "format" | "fps">} options
 * @param {AbortSignal} signal
 */
export async function encodeSample(film, encoder, { format, fps }, signal) {
  const { settling } = FORMATS[format];
  for (const [at, frame] of sampled(film.count).entries()) {
    await film.draw(frame);
    const place = at / NEIGHBORS; // an integer where neighbors begin
    const times = Number.isInteger(place) ? 1 + settling : 1;
    for (let time = 0; time < times; time++) await encoder.add(frame, 1 / fps, time === 0 && place % 2 === 0);
    await new Promise((done) => setTimeout(done)); // the sheet is answered in between
    signal.throwIfAborted();
  }
}
