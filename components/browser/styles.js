// How optimizers are told apart: the dashes by Plotly's names, the markers as polygons, and the sample of both in a legend.

export const DASHES = { solid: [], dot: [2, 5], dash: [9, 5], longdash: [16, 6], dashdot: [10, 5, 2, 5], longdashdot: [18, 5, 2, 5] };

const ring = (corners, turn, inner = 1) =>
  Array.from({ length: inner === 1 ? corners : 2 * corners }, (_, corner) => {
    const angle = turn + (2 * Math.PI * corner) / (inner === 1 ? corners : 2 * corners);
    const radius = inner !== 1 && corner % 2 ? inner : 1;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
const UP = -Math.PI / 2;
const POLYGONS = {
  square: ring(4, UP + Math.PI / 4),
  diamond: ring(4, UP),
  triangle: ring(3, UP),
  pentagon: ring(5, UP),
  hexagon: ring(6, UP),
  star: ring(5, UP, 0.45),
  cross: ring(4, UP, 0.4),
};

// Add a marker of this radius about (x, y) to a path.
export function outline(path, marker, x, y, radius) {
  const corners = POLYGONS[marker];
  if (!corners) path.moveTo(x + radius, y), path.arc(x, y, radius, 0, 2 * Math.PI);
  else corners.forEach(([dx, dy], corner) => path[corner ? "lineTo" : "moveTo"](x + 1.15 * radius * dx, y + 1.15 * radius * dy));
  path.closePath();
}

export function swatch(style, theme) {
  const marker = POLYGONS[style.marker];
  const shape = marker
    ? `<polygon points="${marker.map(([dx, dy]) => `${16 + 5 * dx},${6 + 5 * dy}`).join(" ")}" fill="currentColor"/>`
    : `<circle cx="16" cy="6" r="4.2" fill="currentColor"/>`;
  const made = document.createElement("span");
  made.className = "swatch";
  made.style.cssText = `display: inline-flex; color: ${style[theme]}`;
  made.innerHTML = `<svg width="32" height="12" aria-hidden="true"><line x1="0" y1="6" x2="32" y2="6" stroke="currentColor"
    stroke-width="2.5" stroke-dasharray="${DASHES[style.dash].map((length) => length * 0.6).join(" ")}"/>${shape}</svg>`;
  return made;
}
