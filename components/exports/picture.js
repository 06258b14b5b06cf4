// A picture of a view, as shown; the file contains the link that restores it.
import { bytes } from "../browser/binary.js";
import { imageOf } from "../browser/plotly_adapter.js";
import { withTexts } from "./png_texts.js";
import { withMetadata } from "./svg_metadata.js";

/** @import { SaveContext } from "../stage/save_context" */

const SOFTWARE = "Descent Lab";

/** @param {SaveContext} context */
export async function save({ ending, media, link, picture, signal }) {
  if (!picture) throw new Error("There is nothing to draw here.");
  const { figure, title, caption } = await picture(signal);
  const image = await imageOf(figure, ending);
  const about = { Title: title, Description: caption, Source: link, Software: SOFTWARE };
  const parts = ending === "png" ? withTexts(new Uint8Array(bytes(image)), about) : withMetadata(image, about);
  return new Blob(parts, { type: media });
}
