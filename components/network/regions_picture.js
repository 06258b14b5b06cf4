// Decision regions as a figure for saving: per run, the regions as an image with the examples as markers.
import { PAPER, TEXT } from "../browser/colors.js";
import { captioned } from "../browser/wrapped.js";

/**
 * @import { Theme } from "../browser/types"
 * @import { Regions } from "./types"
 */

const SIDE = 420; // side of a run's regions, in pixels
const [LEFT, RIGHT, BOTTOM, TOP, GAP] = [70, 20, 64, 150, 50];

/**
 * @param {Regions} regions
 * @param {string[]} images data URL per run
 * @param {number} step that they show
 * @param {Theme} theme
 */
export function regionsPicture(regions, images, step, theme) {
  const { titles, title, caption } = regions;
  const count = titles.length;
  const across = count * SIDE + (count - 1) * GAP;
  const width = LEFT + across + RIGHT;
  const captionAtStep = `${caption}, step ${step}`;
  const { title: written, more } = captioned(title, captionAtStep, width);
  const places = titles.map((_, place) => (place * (SIDE + GAP)) / across);
  const axes = places.map((start, place) => axesOf(regions, [start, start + SIDE / across], nth(place), theme));
  const layout = {
    ...Object.assign({}, ...axes),
    width,
    height: TOP + more + SIDE + BOTTOM,
    title: written,
    margin: { l: LEFT, r: RIGHT, b: BOTTOM, t: TOP + more },
    font: { family: "Helvetica, Arial, sans-serif", color: TEXT[theme], size: 13 },
    paper_bgcolor: PAPER[theme],
    plot_bgcolor: PAPER[theme],
    showlegend: true,
    legend: { orientation: "h", x: 0, y: 1 + 34 / SIDE, yanchor: "bottom" },
    images: images.map((source, place) => imageOf(regions, source, nth(place))),
    annotations: titles.map((text, place) => headingOf(text, places[place])),
  };
  const data = titles.flatMap((_, place) => marksOf(regions, nth(place), theme, place === 0));
  return { figure: { data, layout }, title, caption: captionAtStep };
}

/**
 * Plotly's suffix of axis names: the first has none.
 * @param {number} place
 */
const nth = (place) => (place ? String(place + 1) : "");

/**
 * @param {Regions} regions
 * @param {[number, number]} domain
 * @param {string} which
 * @param {Theme} theme
 */
function axesOf({ window: [left, right, low, high], names: [x, y] }, domain, which, theme) {
  const plain = { showgrid: false, zeroline: false, showline: true, mirror: true, linecolor: TEXT[theme], ticks: "outside" };
  return {
    [`xaxis${which}`]: { ...plain, domain, range: [left, right], title: { text: x }, anchor: `y${which}` },
    [`yaxis${which}`]: { ...plain, range: [low, high], title: { text: which ? "" : y }, anchor: `x${which}` },
  };
}

/**
 * @param {Regions} regions
 * @param {string} source
 * @param {string} which
 */
function imageOf({ window: [left, right, low, high] }, source, which) {
  const place = { x: left, y: high, sizex: right - left, sizey: high - low, xref: `x${which}`, yref: `y${which}` };
  return { source, ...place, sizing: "stretch", layer: "below" };
}

/**
 * @param {string} text
 * @param {number} x
 */
function headingOf(text, x) {
  const place = { x, y: 1, xref: "paper", yref: "paper", xanchor: "left", yanchor: "bottom" };
  return { text: `<b>${text}</b>`, ...place, showarrow: false, font: { size: 14 } };
}

/**
 * The examples: training data are filled, held-out data are hollow.
 * @param {Regions} regions
 * @param {string} which
 * @param {Theme} theme
 * @param {boolean} named whether they appear in the legend
 */
function marksOf({ examples, classes, marks }, which, theme, named) {
  return examples.flatMap(([x, y, label], part) =>
    classes.map((name, place) => {
      const mine = label.flatMap((one, at) => (one === place ? [at] : []));
      const look = marks[place];
      const symbol = look.symbol + (part ? "-open" : "");
      return {
        type: "scatter",
        mode: "markers",
        x: mine.map((at) => x[at]),
        y: mine.map((at) => y[at]),
        xaxis: `x${which}`,
        yaxis: `y${which}`,
        marker: { symbol, size: 7, color: look[theme], line: { width: part ? 1.5 : 0 } },
        name: `${name}, ${part ? "held out" : "train"}`,
        showlegend: named,
      };
    }),
  );
}
