// The heat map as a figure, from its cells' outcomes: the page's figure with new colors and, when zoomed, new axes.

/**
 * @import { Axis, Figure, Trace } from "../browser/plotly"
 * @import { Criteria } from "../browser/engine/outcome.js"
 * @import { HeatAxis } from "./heat_axis.js"
 * @import { LiveHeat } from "../browser/engine/requests"
 * @import { HeatResult } from "./types"
 */

const TICKS = 4;
const PLAIN = 6; // digits of a tick label; if more are needed, labels are relative to the first cell
const NAMED = 60; // cells from which a region is labeled
const SMALLEST = 1e-12; // relative to the highest f: smaller values share a color

/**
 * What it takes each cell to reach the target.
 * @param {LiveHeat} found
 * @param {string} colorBy in gradient evaluations if the map shows these, otherwise in steps
 */
function costOf({ steps, evaluations }, colorBy) {
  return colorBy === "evaluations" ? evaluations : steps;
}

/**
 * The best cell: the one that reaches the target at the lowest cost; ties are broken by the lowest final f.
 * @param {LiveHeat} found
 * @param {string} colorBy
 */
export function bestOf(found, colorBy) {
  const { values, diverged } = found;
  const cost = costOf(found, colorBy);
  let best = -1;
  for (let cell = 0; cell < cost.length; cell++) {
    if (diverged[cell] || !Number.isFinite(values[cell])) continue;
    const better = best < 0 || cost[cell] < cost[best] || (cost[cell] === cost[best] && values[cell] < values[best]);
    if (better) best = cell;
  }
  return best;
}

/**
 * @param {HeatResult} result
 * @param {LiveHeat} found
 * @param {[HeatAxis, HeatAxis]} axes
 * @param {{ colorBy: string, criteria: Criteria, zoomed: boolean }} how
 * @returns {Figure}
 */
export function heatFigure({ figure, words }, found, axes, { colorBy, criteria, zoomed }) {
  const columns = axes[0].values.length;
  const rows = (/** @type {(cell: number) => number | null} */ of) =>
    axes[1].values.map((_, row) => axes[0].values.map((__, column) => of(row * columns + column)));
  const shade = colorBy === "value" ? heightsOf(found, criteria) : logarithmOf(costOf(found, colorBy));
  const lost = (/** @type {number} */ cell) => Boolean(found.diverged[cell]);
  /** @type {Record<string, (number | null)[][]>} */
  const z = {
    cells: rows((cell) => (lost(cell) ? null : shade(cell))),
    diverges: rows((cell) => (lost(cell) ? 1 : null)),
    [words[1]]: rows((cell) => (!lost(cell) && shade(cell) === null ? 1 : null)),
  };
  const places = zoomed ? axes.map(({ values }) => values.map((_, place) => place)) : placesOf(figure);
  const best = bestOf(found, colorBy);
  /** @type {(trace: Trace) => Trace[]} */
  const drawn = (trace) => {
    if (trace.name && z[trace.name]) return [{ ...trace, x: places[0], y: places[1], z: z[trace.name] }];
    if (trace.name !== "best" || best < 0) return []; // the stability limit belongs to the page's settings
    return [{ ...trace, x: [places[0][best % columns]], y: [places[1][Math.floor(best / columns)]] }];
  };
  const annotations = figure.data.flatMap(({ name = "", textfont }) => {
    const cell = name === "cells" || !z[name] ? null : middleOf(z[name]);
    return cell ? [{ x: places[0][cell[1]], y: places[1][cell[0]], text: name, showarrow: false, font: textfont }] : [];
  });
  const { xaxis, yaxis } = figure.layout;
  const shown = zoomed ? { xaxis: zoomedAxis(xaxis, axes[0]), yaxis: zoomedAxis(yaxis, axes[1]) } : {};
  return { data: figure.data.flatMap(drawn), layout: { ...figure.layout, ...shown, annotations } };
}

/**
 * The cell of a region nearest to its center, or null if the region is small.
 * @param {(number | null)[][]} region
 * @returns {[row: number, column: number] | null}
 */
function middleOf(region) {
  const cells = region.flatMap((row, at) => row.flatMap((value, column) => (value === null ? [] : [[at, column]])));
  if (cells.length <= NAMED) return null;
  const [row, column] = [0, 1].map((axis) => cells.reduce((sum, cell) => sum + cell[axis], 0) / cells.length);
  const away = (/** @type {number[]} */ cell) => Math.hypot(cell[0] - row, cell[1] - column);
  const [up, across] = cells.reduce((best, cell) => (away(cell) < away(best) ? cell : best));
  return [up, across];
}

/**
 * Where the page draws the cells.
 * @param {Figure} figure
 */
function placesOf({ data }) {
  const { x = [], y = [] } = data.find(({ name }) => name === "cells") ?? {};
  return [x, y];
}

/**
 * On a logarithmic scale; null if undefined.
 * @param {Float64Array} cost
 */
function logarithmOf(cost) {
  return (/** @type {number} */ cell) => (Number.isFinite(cost[cell]) ? Math.log10(Math.max(cost[cell], 1)) : null);
}

/**
 * f above its minimum on a logarithmic scale, or f itself if the minimum is unknown.
 * @param {LiveHeat} found
 * @param {Criteria} criteria
 */
function heightsOf({ values, diverged }, { lowest }) {
  if (lowest === null) return (/** @type {number} */ cell) => (Number.isFinite(values[cell]) ? values[cell] : null);
  const fit = values.filter((value, cell) => !diverged[cell] && Number.isFinite(value));
  const most = fit.reduce((highest, value) => Math.max(highest, value - lowest), 0);
  const smallest = SMALLEST * Math.max(most, 1e-300);
  return (/** @type {number} */ cell) =>
    Number.isFinite(values[cell]) ? Math.log10(Math.max(values[cell] - lowest, smallest)) : null;
}

/**
 * An axis that counts cells, with the values of a few as labels.
 * @param {Axis} axis
 * @param {HeatAxis} zoomed
 * @returns {Axis}
 */
function zoomedAxis(axis, { values, last }) {
  const tickvals = Array.from({ length: TICKS }, (_, tick) => Math.round((0.95 * tick * last) / (TICKS - 1))); // the last label needs room
  const texts = tickvals.map((cell) => String(values[cell]));
  const plain = texts.every((text) => text.replace(/^0\.0*|e.*|\./g, "").length <= PLAIN);
  const offset = tickvals.map((cell) => `+${Number((values[cell] - values[0]).toPrecision(3))}`);
  const title = plain ? axis.title : { ...axis.title, text: `${axis.title.text} = ${values[0]} + …` };
  return {
    ...axis,
    range: [0, last],
    tickvals,
    ticktext: (plain ? texts : offset).map((text) => text.replace("-", "−")),
    title,
  };
}
