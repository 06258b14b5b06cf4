// The figure of the sweep, with as many labels as fit.
/**
 * @import { Annotation, Axis, Figure, Layout } from "../browser/plotly"
 * @typedef {{ width: number, height: number }} Room
 */

const NARROW = 620; // pixels: below this width the zone labels would overlap; the list has them
const SLIM = 480; // below this width, the optimizers' names would take the space of the plot
const SLIMMEST = 300; // below this width, not all decades are labeled
const EDGES = { l: 56, t: 8, b: 36 }; // margins at small widths, in smaller type
const NUMBERS = { size: 11 };
const NAME = { size: 12 };
const [SMALLEST, LARGEST] = [7, 11]; // font size of the optimizers' names on their strips, in pixels
const APART = 24; // pixels between two tick labels
const LETTER = 0.52; // width of a letter relative to the font size, slightly underestimated

/**
 * @param {Figure} figure
 * @param {Room} room available, in the figure's pixels; undefined while hidden
 * @returns {Figure}
 */
export function fitted({ data, layout }, room) {
  return { data, layout: room.width ? notesInside(withLess(layout, room), room.width) : layout };
}

/**
 * @param {Layout} layout
 * @param {Room} room
 * @returns {Layout}
 */
function withLess(layout, { width, height }) {
  if (width > NARROW) return layout;
  const annotations = (layout.annotations ?? []).filter(({ yref }) => yref !== "y2");
  if (width > SLIM) return { ...layout, annotations };
  const strips = /** @type {Axis & { ticktext: string[], domain: [number, number] }} */ (layout.yaxis2);
  const room = height - EDGES.t - EDGES.b;
  const strip = (room * strips.domain[1]) / strips.ticktext.length;
  const size = Math.floor(Math.min(LARGEST, Math.max(SMALLEST, strip)));
  const names = strips.ticktext.map((text, y) => ({
    ...{ text, y, x: 0, xref: "paper", yref: "y2", xanchor: "left", showarrow: false },
    font: { ...layout.font, size },
  }));
  const yaxis2 = { ...strips, showticklabels: false };
  const nticks = Math.max(2, Math.round((room * (1 - strips.domain[1])) / APART));
  const yaxis = { ...smaller(layout.yaxis), nticks };
  const xaxis = { ...smaller(layout.xaxis), tickangle: 0, dtick: width > SLIMMEST ? 1 : 2 };
  return { ...layout, xaxis, yaxis, yaxis2, margin: { ...layout.margin, ...EDGES }, annotations: [...annotations, ...names] };
}

/**
 * An axis with small title and labels.
 * @param {Axis} axis
 * @returns {Axis}
 */
function smaller(axis) {
  return { ...axis, tickfont: NUMBERS, title: { ...axis.title, font: NAME } };
}

/**
 * The notes at the limits, shifted left by what would extend beyond the right edge.
 * @param {Layout} layout
 * @param {number} width
 * @returns {Layout}
 */
function notesInside(layout, width) {
  const { margin: { l = 0, r = 0 } = {}, xaxis } = layout;
  const [low, high] = xaxis.range;
  const moved = (/** @type {Annotation} */ note) => {
    if (note.yref !== "paper") return note;
    const { x, xshift, text, font } = /** @type {Annotation & { x: number, xshift: number, font: { size: number } }} */ (note);
    const left = l + ((x - low) / (high - low)) * (width - l - r) + xshift;
    return { ...note, xshift: xshift - Math.max(0, left + LETTER * font.size * text.length - width) };
  };
  return { ...layout, annotations: layout.annotations?.map(moved) };
}
