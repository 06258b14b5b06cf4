// A map of fates as a figure: only axes on the page, where the map is drawn over them; in a saved picture, with map and legend.
import { TEXT } from "../colors.js";
import { colorOf, textColorOn } from "./colors.js";
import { entryOf, letterOf } from "./words.js";
import { within } from "../rectangle.js";

/**
 * @import { Figure, Layout, Trace } from "../plotly"
 * @import { Point, Rectangle, Theme } from "../types"
 * @import { Share } from "./words.js"
 * @typedef {object} SeenFates
 * @property {string} image its address
 * @property {Rectangle} part that it covers
 * @property {Share[]} shares
 * @property {Point[]} minima
 * @property {string} of title of the run
 */

/**
 * The stage map's axes, for another part of the plane.
 * @param {Layout} layout
 * @param {Rectangle} part
 * @returns {Figure}
 */
export function axesOf(layout, [left, right, low, high]) {
  const axis = { showgrid: false, zeroline: false, exponentformat: "power" };
  return {
    data: [],
    layout: {
      ...layout,
      annotations: [],
      showlegend: false,
      xaxis: { ...layout.xaxis, ...axis, range: [left, right] },
      yaxis: { ...layout.yaxis, ...axis, range: [low, high] },
    },
  };
}

/**
 * @param {Layout} layout
 * @param {Rectangle} part
 * @param {object} seen
 * @param {string} seen.image its address
 * @param {Share[]} seen.shares
 * @param {Point[]} seen.minima
 * @param {{ x: ArrayLike<number>, y: ArrayLike<number> } | null} seen.run
 * @param {Theme} theme
 * @returns {Figure}
 */
export function pictureOf(layout, part, { image, shares, minima, run }, theme) {
  const figure = axesOf(layout, part);
  const line = run
    ? [
        {
          mode: "lines",
          name: "the run from the start",
          x: run.x,
          y: run.y,
          line: { color: TEXT[theme] },
        },
      ]
    : [];
  return {
    data: [...line, ...shares.map((share) => entry(share, minima, part))],
    layout: { ...figure.layout, images: [imageOver(image, part)] },
  };
}

/**
 * The layers below the paths of a map with stars at its minima: the image, a legend entry per fate, and the letter of each minimum
 * beside its star.
 * @param {SeenFates} seen
 */
export function beneathPaths({ image, part, shares, minima }) {
  const signs = minima.flatMap(([x, y], fate) => (within(x, y, part) ? [signOf(fate, x, y)] : []));
  return {
    images: [imageOver(image, part)],
    entries: shares.map((share) => entry(share, minima, NOWHERE)),
    signs,
  };
}

/**
 * What the colors mean, for a caption.
 * @param {SeenFates} seen
 */
export const colorsOf = ({ of }) => `color: where the run of ${of} from each start ends (darker: later)`;

/** @type {Rectangle} */
const NOWHERE = [NaN, NaN, NaN, NaN];
const OUTLINE = { color: "#808080", width: 1 }; // white and black are seen on paper of either
const AWAY = 14; // pixels from a minimum's star to its letter

/**
 * @param {number} fate
 * @param {number} x
 * @param {number} y
 */
function signOf(fate, x, y) {
  const color = colorOf(fate);
  const font = { size: 12, color: textColorOn(color) };
  const box = { bgcolor: color, bordercolor: "#ffffff", borderpad: 2 };
  return {
    x,
    y,
    text: `<b>${letterOf(fate)}</b>`,
    showarrow: false,
    xshift: -AWAY,
    yshift: AWAY,
    font,
    ...box,
  };
}

/**
 * An image that covers a part of the plane.
 * @param {string} source
 * @param {Rectangle} part
 */
function imageOver(source, [left, right, low, high]) {
  const place = {
    xref: "x",
    yref: "y",
    x: left,
    y: high,
    sizex: right - left,
    sizey: high - low,
  };
  return { source, ...place, sizing: "stretch", layer: "below" };
}

/**
 * A fate in the legend; minima inside the picture with their marker.
 * @param {Share} share
 * @param {Point[]} minima
 * @param {Rectangle} part
 * @returns {Trace}
 */
function entry(share, minima, part) {
  const { fate } = share;
  const color = colorOf(fate);
  const name = entryOf(share, minima);
  const plain = {
    type: "scatter",
    name,
    mode: "markers",
    marker: { color, size: 14, symbol: "square", line: OUTLINE },
    x: [null],
    y: [null],
  };
  if (fate < 0) return plain;
  const [x, y] = minima[fate];
  return {
    ...plain,
    mode: "markers+text",
    text: [letterOf(fate)],
    textfont: { color: textColorOn(color), size: 12 },
    marker: { color, size: 18, line: { color: "#ffffff", width: 2 } },
    ...(within(x, y, part) ? { x: [x], y: [y] } : {}),
  };
}
