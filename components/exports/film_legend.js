// The legend below the views of a film: the runs, the current step, the settings, and the link.
import { TEXT } from "../browser/colours.js";
import { DASHES, outline } from "../browser/styles.js";

/**
 * @import { Run, Theme } from "../browser/types"
 * @import { FilmLayout } from "./film_layout.js"
 * @typedef {object} Written
 * @property {Theme} theme
 * @property {Run[]} runs
 * @property {number} time
 * @property {number} steps
 * @property {string} title
 * @property {string} caption
 * @property {string} colors what those of the map mean, empty where that is plain
 * @property {string} link
 */

export const FONT = "Helvetica, Arial, sans-serif"; // pictures of plots cannot use the fonts of the page

/**
 * @param {CanvasRenderingContext2D} context
 * @param {FilmLayout} layout
 * @param {Written} written
 */
export function drawLegend(context, { width, scale, legend }, { theme, runs, time, steps, title, caption, colors, link }) {
  context.textBaseline = "middle";
  context.textAlign = "left";
  const column = (width - 2 * legend.left) / legend.columns;
  runs.forEach((run, at) => {
    const left = legend.left + (at % legend.columns) * column;
    const middle = legend.top + (Math.floor(at / legend.columns) + 0.5) * legend.line;
    drawEntry(context, run, { theme, scale, left, middle, room: column });
  });
  const base = legend.top + (legend.rows + 0.5) * legend.line;
  context.fillStyle = TEXT[theme];
  context.font = `600 ${13 * scale}px ${FONT}`;
  const room = context.measureText(`step ${steps} of ${steps}`).width;
  context.fillText(`step ${Math.floor(time + 1e-9)} of ${steps}`, width - legend.left - room, base);
  context.font = `${10 * scale}px ${FONT}`;
  context.globalAlpha = 0.75;
  const most = width - 3 * legend.left - room;
  const explained = colors ? [`${title}: ${caption}; ${colors} · ${link}`, `${colors} · ${link}`, `${title}; ${colors}`] : [];
  const candidates = [
    ...explained,
    `${title}: ${caption} · ${link}`,
    `${title} · ${link}`,
    link,
    `${title}: ${caption}`,
    title,
  ];
  context.fillText(candidates.find((one) => context.measureText(one).width <= most) ?? "", legend.left, base);
  context.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Run} run
 * @param {{ theme: Theme, scale: number, left: number, middle: number, room: number }} place
 */
function drawEntry(context, { style, label, title }, { theme, scale, left, middle, room }) {
  const length = 30 * scale;
  context.strokeStyle = context.fillStyle = style[theme];
  context.lineWidth = 2.6 * scale;
  context.setLineDash(DASHES[style.dash].map((part) => part * scale));
  context.beginPath();
  context.moveTo(left, middle);
  context.lineTo(left + length, middle);
  context.stroke();
  context.setLineDash([]);
  const marker = new Path2D();
  outline(marker, style.marker, left + length / 2, middle, 5 * scale);
  context.fill(marker);
  context.fillStyle = TEXT[theme];
  context.font = `${13 * scale}px ${FONT}`;
  const text = context.measureText(label).width <= room - length - 20 * scale ? label : title;
  context.fillText(text, left + length + 8 * scale, middle);
}
