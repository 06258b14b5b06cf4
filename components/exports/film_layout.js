// The layout of a film's views in its frame, in pixels, and the time of the run that each frame shows.

/**
 * @import { ViewName } from "../stage/elements.js"
 * @typedef {{ left: number, top: number, width: number, height: number }} Place
 * @typedef {ReturnType<typeof filmLayout>} FilmLayout
 */

const USUAL = 960; // the width at which text and lines have the same size as on the page
/** The height of a full-width view relative to its width. @type {Record<ViewName, number>} */
const ALONE = { surface3d: 0.68, map: 0.75, curve: 0.5 };
const CURVE_BELOW = 0.3; // of a curve below two other views
const [LINE, MARGIN, COLUMNS] = [22, 10, 4]; // of the legend

/**
 * @param {ViewName[]} views in the order of the page
 * @param {number} wanted the width
 * @param {number} runs in the legend
 * @param {number} fates in the legend
 */
export function filmLayout(views, wanted, runs, fates = 0) {
  const width = even(wanted);
  const scale = Math.max(0.7, width / USUAL);
  const [first, second, third] = views;
  /** @type {Partial<Record<ViewName, Place>>} */
  const places = {};
  const half = Math.round(width / 2);
  let below = Math.round(second ? 0.92 * half : ALONE[first] * width);
  if (!second) places[first] = { left: 0, top: 0, width, height: below };
  else {
    places[first] = { left: 0, top: 0, width: half, height: below };
    places[second] = { left: half, top: 0, width: width - half, height: below };
    if (third) {
      places[third] = { left: 0, top: below, width, height: Math.round(CURVE_BELOW * width) };
      below += Math.round(CURVE_BELOW * width);
    }
  }
  const [ofRuns, ofFates] = [
    { count: Math.max(1, runs), above: 0 },
    { count: fates, above: rowsOf(Math.max(1, runs)) },
  ];
  const rows = ofFates.above + rowsOf(fates);
  const legend = { top: below + MARGIN * scale, left: MARGIN * scale, line: LINE * scale, rows, runs: ofRuns, fates: ofFates };
  const height = even(below + (2 * MARGIN + LINE * (rows + 1)) * scale);
  return { width, height, scale, places, legend };
}

/** @param {number} entries of a part of the legend */
function rowsOf(entries) {
  return Math.ceil(entries / COLUMNS);
}

/**
 * The position of an entry of the legend, and its available width.
 * @param {FilmLayout} layout
 * @param {"runs" | "fates"} part
 * @param {number} at
 */
export function entryAt({ width, legend }, part, at) {
  const { count, above } = legend[part];
  const columns = Math.min(COLUMNS, count);
  const room = (width - 2 * legend.left) / columns;
  const row = above + Math.floor(at / columns);
  return { left: legend.left + (at % columns) * room, middle: legend.top + (row + 0.5) * legend.line, room };
}

/** @param {number} length */
function even(length) {
  return 2 * Math.round(length / 2); // video encoders require even sizes
}

/**
 * The time of each frame, from 0 at the start to 1 at the end; a single frame if nothing moves.
 * @param {number} seconds
 * @param {number} fps
 */
export function frameTimes(seconds, fps) {
  const count = Math.max(1, Math.round(seconds * fps));
  return Array.from({ length: count }, (_, frame) => (count === 1 ? 1 : frame / (count - 1)));
}
