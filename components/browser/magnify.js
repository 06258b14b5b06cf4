// The scale of text, lines and markers: in class it grows with the screen.

/** @import { Theme } from "./types" */
/** @import { Axis, Figure, Font } from "./plotly" */

export function factor() {
  return parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
}

const LENGTHS = new Set([
  ...["size", "width", "l", "r", "t", "b", "standoff", "thickness", "ticklen"],
  ...["xpad", "xshift", "borderpad"],
]);
const FAINT = new Set(["gridcolor", "tickcolor"]);
const DATA = new Set(["contours", "x", "y", "z"]); // numbers that are not lengths
const STRONG = {
  light: { text: "#000000", grid: "rgba(0, 0, 0, 0.4)" },
  dark: { text: "#ffffff", grid: "rgba(255, 255, 255, 0.45)" },
};

/**
 * A figure with all pixel lengths scaled and, in class, with text and grid at full contrast.
 * @template {Figure} F
 * @param {F} figure
 * @param {{ times: number, strong: boolean, theme: Theme }} how
 * @returns {F}
 */
export function magnified(figure, { times, strong, theme }) {
  if (times === 1 && !strong) return figure;
  /** @type {(value: unknown, key: string) => unknown} */
  const grown = (value, key) => {
    if (LENGTHS.has(key) && typeof value === "number") return value * times;
    if (strong && FAINT.has(key)) return STRONG[theme].grid;
    if (DATA.has(key) || value === null || typeof value !== "object") return value;
    if (Array.isArray(value)) return value.map((one) => grown(one, ""));
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, grown(one, name)]));
  };
  const { data, layout } = /** @type {F & { layout: { scene?: Record<string, Axis> } }} */ (grown(figure, ""));
  if (strong) layout.font = { ...layout.font, color: STRONG[theme].text };
  for (const axis of ["xaxis", "yaxis", "zaxis"])
    if (layout.scene) layout.scene[axis].tickfont = inThreeDimensions(layout.font, times);
  return /** @type {F} */ ({ data, layout });
}

/**
 * In 3D, Plotly's font size grows with the square of the requested one (13 pixels become 13 · 13 / 12), and is only
 * updated when the font family changes.
 * @param {Font} font
 * @param {number} times
 */
function inThreeDimensions({ size, family }, times) {
  return { size: size / Math.sqrt(times), family: `${family}, "${times}"` };
}
