// One factor for all that is drawn: how large the page's type is. In class it grows with the screen, and lines and marks with it.

export function factor() {
  return parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
}

const LENGTHS = new Set(["size", "width", "l", "r", "t", "b", "standoff", "thickness", "ticklen", "xpad", "xshift", "borderpad"]);
const FAINT = new Set(["gridcolor", "tickcolor"]);
const STRONG = { light: ["#000000", "rgba(0, 0, 0, 0.4)"], dark: ["#ffffff", "rgba(255, 255, 255, 0.45)"] };

// A figure with every length in pixels so many times as large and, in class, with its text and its grid at full strength.
export function magnified(figure, times, strong, theme) {
  if (times === 1 && !strong) return figure;
  const [ink, grid] = strong ? STRONG[theme] : [];
  const grown = (value, key) => {
    if (LENGTHS.has(key) && typeof value === "number") return value * times;
    if (strong && FAINT.has(key)) return grid;
    if (key === "contours" || key === "x" || key === "y" || key === "z" || value === null || typeof value !== "object") return value; // data
    if (Array.isArray(value)) return value.map((one) => grown(one, ""));
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, grown(one, name)]));
  };
  const layout = grown(figure.layout, "layout");
  if (strong) layout.font = { ...layout.font, color: ink };
  for (const axis of ["xaxis", "yaxis", "zaxis"])
    if (layout.scene?.[axis]) layout.scene[axis].tickfont = threeDimensional(layout.font, times);
  return { data: grown(figure.data, "data"), layout };
}

// In three dimensions Plotly makes its letters as large as the square of what is asked for (13 pixels are 13 · 13 / 12), and makes
// them anew only for another family.
function threeDimensional({ size, family }, times) {
  return { size: size / Math.sqrt(times), family: `${family}, "${times}"` };
}
