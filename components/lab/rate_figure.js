// The figure of the sweep with as much written on it as there is room for.
import { factor } from "../browser/magnify.js";

/**
 * @import { Figure } from "../browser/plotly"
 * @typedef {"wide" | "narrow" | "slim" | "slimmest"} Room
 */

const NARROW = 620; // pixels: below, the names of the zones would lie over each other; the list has them
const SLIM = 480; // and below, the names of the optimizers would take the room of the rates
const SLIMMEST = 300; // and below, the numbers of all decades would
const EDGE = 56;

/**
 * @param {HTMLElement} root
 * @returns {Room}
 */
export function roomOf({ clientWidth }) {
  const width = clientWidth / factor();
  if (width === 0 || width > NARROW) return "wide";
  if (width > SLIM) return "narrow";
  return width > SLIMMEST ? "slim" : "slimmest";
}

/**
 * @param {Figure} figure
 * @param {Room} room
 * @returns {Figure}
 */
export function fitted({ data, layout }, room) {
  if (room === "wide") return { data, layout };
  const annotations = (layout.annotations ?? []).filter(({ yref }) => yref !== "y2");
  if (room === "narrow") return { data, layout: { ...layout, annotations } };
  const strips = /** @type {import("../browser/plotly").Axis & { ticktext: string[] }} */ (layout.yaxis2);
  const names = strips.ticktext.map((text, y) => ({
    ...{ text, y, x: 0, xref: "paper", yref: "y2", xanchor: "left", showarrow: false },
    font: { ...layout.font, size: 11 },
  }));
  const yaxis2 = { ...strips, showticklabels: false };
  const xaxis = { ...layout.xaxis, tickangle: 0, tickfont: { size: 11 }, dtick: room === "slimmest" ? 2 : 1 };
  return {
    data,
    layout: { ...layout, xaxis, yaxis2, margin: { ...layout.margin, l: EDGE }, annotations: [...annotations, ...names] },
  };
}
