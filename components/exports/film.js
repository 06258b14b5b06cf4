// A film: set up in a sheet of its own, drawn frame by frame off screen, and encoded.
import { FORMATS, offered } from "./film_formats.js";
import { FilmSheet } from "./film_sheet.js";
import { expectedSize } from "./film_size.js";
import { FilmStage } from "./film_stage.js";

/**
 * @import { Theme } from "../browser/types"
 * @import { SaveContext } from "../stage/save_context"
 * @import { ViewName } from "../stage/elements.js"
 * @typedef {object} FilmOptions settings of a film
 * @property {string} format
 * @property {ViewName[]} views
 * @property {"run" | "rates" | "turn"} motion
 * @property {number} width in pixels
 * @property {Theme} theme
 * @property {number} seconds
 * @property {number} fps
 * @property {number} held seconds for which the last frame is held
 * @property {boolean} loop
 */

/** @param {SaveContext} context */
export async function save({ stage, file, link, signal, showStatus, assets, theme }) {
  if (!stage) throw new Error("There is nothing to film here.");
  /** @type {(options: FilmOptions, until: AbortSignal) => Promise<number>} */
  const measure = (options, until) => expectedSize({ stage, link, assets }, options, until);
  const sheet = new FilmSheet(stage, { formats: await offered(), theme, measure });
  const options = await sheet.ask(signal);
  if (!options) return null;
  const { encoder: Encoder, ending, media } = FORMATS[options.format];
  showStatus("Drawing the surface …");
  const film = await FilmStage.prepare(stage, options, link, signal);
  /** @type {import("./film_formats.js").Encoder | null} */
  let encoder = null;
  try {
    encoder = new Encoder(film.canvas, { ...options, link, title: stage.scene.title, assets, signal, showStatus });
    for (let frame = 0; frame < film.count; frame++) {
      signal.throwIfAborted();
      await film.draw(frame);
      await encoder.add(frame, film.duration(frame));
      showStatus(`Frame ${frame + 1} of ${film.count}`);
      await breath();
    }
    return new File([await encoder.finish()], `${file}-film.${ending}`, { type: media });
  } finally {
    encoder?.close();
    film.leave();
  }
}

/** Yield to the event loop, for example to cancel; unlike a timer, this is not throttled in a hidden tab. */
function breath() {
  const { port1, port2 } = new MessageChannel();
  const heard = new Promise((done) => (port1.onmessage = done));
  port2.postMessage(null);
  return heard.finally(() => port1.close());
}
