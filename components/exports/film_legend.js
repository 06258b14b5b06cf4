// The legend below the views of a film: the runs, the fates below them, the current step, the settings, and the link.
import { TEXT } from "../browser/colors.js";
import { entryOf, letterOf } from "../browser/fates/words.js";
import { DASHES, outline } from "../browser/styles.js";
import { colorOf, textColorOn } from "../browser/fates/colors.js";
import { entryAt } from "./film_layout.js";

/**
 * @import { Run, Theme } from "../browser/types"
 * @import { Share } from "../browser/fates/words.js"
 * @import { SeenFates } from "../browser/fates/figure.js"
 * @import { FilmLayout } from "./film_layout.js"
 * @typedef {object} Written
 * @property {Theme} theme
 * @property {Run[]} runs
 * @property {number} time
 * @property {number} steps
 * @property {string} title
 * @property {string} caption
 * @property {SeenFates | null} fates below the runs on the map
 * @property {string} meanings of what is drawn below the runs, or ""
 * @property {string} link
 * @typedef {ReturnType<typeof entryAt> & { theme: Theme, scale: number }} Place
 */

export const FONT = "Helvetica, Arial, sans-serif"; // pictures of plots cannot use web fonts

/**
 * @param {CanvasRenderingContext2D} context
 * @param {FilmLayout} layout
 * @param {Written} written
 */
export function drawLegend(context, layout, { theme, runs, fates, meanings, time, steps, title, caption, link }) {
  const { width, scale, legend } = layout;
  context.textBaseline = "middle";
  context.textAlign = "left";
  runs.forEach((run, at) => drawRun(context, run, { ...entryAt(layout, "runs", at), theme, scale }));
  fates?.shares.forEach((share, at) => drawFate(context, share, fates, { ...entryAt(layout, "fates", at), theme, scale }));
  const base = legend.top + (legend.rows + 0.5) * legend.line;
  context.fillStyle = TEXT[theme];
  context.font = `600 ${13 * scale}px ${FONT}`;
  const room = context.measureText(`step ${steps} of ${steps}`).width;
  context.fillText(`step ${Math.floor(time + 1e-9)} of ${steps}`, width - legend.left - room, base);
  context.font = `${10 * scale}px ${FONT}`;
  context.globalAlpha = 0.75;
  const most = width - 3 * legend.left - room;
  const explained = [`${title}: ${caption}; ${meanings} · ${link}`, `${meanings} · ${link}`, `${title}; ${meanings}`, meanings];
  const candidates = [
    ...(meanings ? explained : []),
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
 * @param {Place} place
 */
function drawRun(context, { style, label, title }, { theme, scale, left, middle, room }) {
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

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Share} share
 * @param {SeenFates} fates
 * @param {Place} place
 */
function drawFate(context, share, { minima }, { theme, scale, left, middle, room }) {
  const [wide, high] = [22 * scale, 16 * scale];
  const color = colorOf(share.fate);
  context.fillStyle = color;
  context.fillRect(left, middle - high / 2, wide, high);
  context.lineWidth = scale;
  context.strokeStyle = TEXT[theme];
  context.setLineDash([]);
  context.strokeRect(left, middle - high / 2, wide, high);
  context.fillStyle = textColorOn(color);
  context.font = `700 ${11 * scale}px ${FONT}`;
  context.textAlign = "center";
  context.fillText(letterOf(share.fate), left + wide / 2, middle);
  context.textAlign = "left";
  context.fillStyle = TEXT[theme];
  context.font = `${13 * scale}px ${FONT}`;
  context.fillText(entryOf(share, minima), left + wide + 8 * scale, middle, room - wide - 20 * scale);
}
