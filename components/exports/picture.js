// A picture of a view, as shown; the file contains the link that restores it.
import { bytes } from "../browser/binary.js";
import { imageOf } from "../browser/plotly_adapter.js";
import { wrapped } from "../browser/wrapped.js";
import { withTexts } from "./png_texts.js";
import { withMetadata } from "./svg_metadata.js";

/**
 * @import { Annotation, Trace } from "../browser/plotly"
 * @import { SaveContext } from "../stage/save_context"
 * @typedef {{ width: number, height: number, margin?: Record<string, number>, annotations?: Annotation[] }} Frame
 */

const SOFTWARE = "Descent Lab";
const SMALL = { size: 10, line: 14, character: 6.2 }; // pixels
const MARGIN = 20;
const MAX_LINES = 4; // a longer link is in the metadata only

/** @param {SaveContext} context */
export async function save({ ending, media, link, picture, signal }) {
  if (!picture) throw new Error("There is nothing to draw here.");
  const { figure, title, caption } = await picture(signal);
  const image = await imageOf(withLink(figure, link), ending);
  const about = { Title: title, Description: caption, Source: link, Software: SOFTWARE };
  const parts = ending === "png" ? withTexts(new Uint8Array(bytes(image)), about) : withMetadata(image, about);
  return new Blob(parts, { type: media });
}

/**
 * With the link in small print below.
 * @param {{ data: Trace[], layout: object }} figure
 * @param {string} link
 */
export function withLink({ data, layout }, link) {
  const { width, height, margin = {}, annotations = [] } = /** @type {Frame} */ (layout);
  const lines = wrapped(link, Math.floor((width - 2 * MARGIN) / SMALL.character));
  if (lines.length > MAX_LINES) return { data, layout };
  const { l = 80, b = 80 } = margin;
  const more = SMALL.line * lines.length + MARGIN;
  const place = { x: 0, xanchor: "left", xshift: MARGIN - l, y: 0, yanchor: "bottom", yshift: MARGIN / 2 - b - more };
  const text = { text: lines.join("<br>"), font: { size: SMALL.size }, align: "left", opacity: 0.75 };
  const print = { ...text, ...place, xref: "paper", yref: "paper", showarrow: false };
  const grown = { height: height + more, margin: { ...margin, b: b + more }, annotations: [...annotations, print] };
  return { data, layout: { ...layout, ...grown } };
}
