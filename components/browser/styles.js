// The styles of optimizers: dashes by Plotly's names, markers as polygons, and a sample of both for a legend.

/** @import { Dash, Marker, Point, Style, Theme } from "./types" */

/** @type {Record<Dash, number[]>} */
export const DASHES = {
  solid: [],
  dot: [2, 5],
  dash: [9, 5],
  longdash: [16, 6],
  dashdot: [10, 5, 2, 5],
  longdashdot: [18, 5, 2, 5],
};

/**
 * Corners on a unit circle starting at the angle `first`; with `inner`, as many between them on a smaller circle.
 * @type {(corners: number, first: number, inner?: number) => Point[]}
 */
const ring = (corners, first, inner = 1) => {
  const count = inner === 1 ? corners : 2 * corners;
  return Array.from({ length: count }, (_, corner) => {
    const angle = first + (2 * Math.PI * corner) / count;
    const radius = corner % 2 ? inner : 1;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
};
const UP = -Math.PI / 2;
/** @type {Partial<Record<Marker, Point[]>>} */
const POLYGONS = {
  square: ring(4, UP + Math.PI / 4),
  diamond: ring(4, UP),
  triangle: ring(3, UP),
  pentagon: ring(5, UP),
  hexagon: ring(6, UP),
  star: ring(5, UP, 0.45),
  cross: ring(4, UP, 0.4),
};

/**
 * Add a marker of this radius at (x, y) to a path.
 * @param {Path2D} path
 * @param {Marker} marker
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 */
export function outline(path, marker, x, y, radius) {
  const corners = POLYGONS[marker];
  if (!corners) {
    path.moveTo(x + radius, y);
    path.arc(x, y, radius, 0, 2 * Math.PI);
  }
  corners?.forEach(([dx, dy], corner) => path[corner ? "lineTo" : "moveTo"](x + 1.15 * radius * dx, y + 1.15 * radius * dy));
  path.closePath();
}

/**
 * @param {Style} style
 * @param {Theme} theme
 */
export function swatch(style, theme) {
  const corners = POLYGONS[style.marker];
  const shape = corners
    ? `<polygon points="${corners.map(([dx, dy]) => `${16 + 5 * dx},${6 + 5 * dy}`).join(" ")}" fill="currentColor"/>`
    : `<circle cx="16" cy="6" r="4.2" fill="currentColor"/>`;
  const made = document.createElement("span");
  made.className = "swatch";
  made.style.cssText = `display: inline-flex; color: ${style[theme]}`;
  made.innerHTML = `<svg width="32" height="12" aria-hidden="true"><line x1="0" y1="6" x2="32" y2="6" stroke="currentColor"
    stroke-width="2.5" stroke-dasharray="${DASHES[style.dash].map((length) => length * 0.6).join(" ")}"/>${shape}</svg>`;
  return made;
}
