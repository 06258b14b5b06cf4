// A small map: the ground as bands of colour, and a path over it. Cheap enough to be drawn at every move of the pointer.
import { element } from "../browser/dom.js";

const BANDS = 22;

// The ground of a surface in one theme, as an image; fetched once, from where the stage has it as well.
const grounds = new Map();
export function groundOf(address) {
  if (!grounds.has(address)) grounds.set(address, fetch(new URL(address, document.baseURI)).then((answer) => answer.json()).then(paint));
  return grounds.get(address);
}

function paint({ contour }) {
  const [{ z, colorscale }] = contour.data;
  const [rows, columns] = z.shape.split(",").map(Number);
  const shades = new Float32Array(Uint8Array.from(atob(z.bdata), (character) => character.charCodeAt(0)).buffer);
  let [low, high] = [Infinity, -Infinity];
  for (const shade of shades) if (Number.isFinite(shade)) (low = Math.min(low, shade)), (high = Math.max(high, shade));
  const image = new ImageData(columns, rows);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const shade = shades[(rows - 1 - row) * columns + column]; // the first row of an image is the upper one
      const share = Math.min(Math.floor(((shade - low) / (high - low || 1)) * BANDS) / (BANDS - 1), 1);
      image.data.set(Number.isFinite(shade) ? [...mix(colorscale, share), 255] : [0, 0, 0, 0], 4 * (row * columns + column));
    }
  const canvas = element("canvas", { width: columns, height: rows });
  canvas.getContext("2d").putImageData(image, 0, 0);
  const { range: xRange } = contour.layout.xaxis, { range: yRange } = contour.layout.yaxis;
  return { canvas, window: [...xRange, ...yRange] };
}

function mix(colours, share) {
  const above = Math.max(1, colours.findIndex(([place]) => place >= share));
  const [[from, dark], [to, bright]] = [colours[above - 1], colours[above]];
  const u = (share - from) / (to - from);
  const parts = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  const [one, other] = [parts(dark), parts(bright)];
  return one.map((part, index) => part + u * (other[index] - part));
}

export class Tile {
  constructor(label) {
    this.canvas = element("canvas", { class: "tile", role: "img", "aria-label": label });
  }

  // `x` and `y` are the points of a path; a point that is not finite ends it.
  draw(ground, x, y, colour, theme) {
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [this.canvas.clientWidth, this.canvas.clientHeight];
    if (!width) return;
    const [full, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.canvas.width !== full || this.canvas.height !== high) (this.canvas.width = full), (this.canvas.height = high);
    const context = this.canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.drawImage(ground.canvas, 0, 0, width, height);
    const [xLow, xHigh, yLow, yHigh] = ground.window;
    const far = (value) => Math.min(Math.max(value, -1e4), 1e4);
    const place = (i) => [far(((x[i] - xLow) / (xHigh - xLow)) * width), far(((yHigh - y[i]) / (yHigh - yLow)) * height)];
    const path = new Path2D();
    let last = -1;
    while (last + 1 < x.length && Number.isFinite(x[last + 1]) && Number.isFinite(y[last + 1])) path[last < 0 ? "moveTo" : "lineTo"](...place(++last));
    context.lineJoin = "round";
    const halo = theme === "light" ? "rgba(255, 255, 255, 0.8)" : "rgba(8, 12, 18, 0.75)";
    for (const [stroke, wide] of [[halo, 4.5], [colour, 2.2]]) {
      context.strokeStyle = stroke;
      context.lineWidth = wide;
      context.stroke(path);
    }
    if (last >= 0) this.dot(context, place(0), "#ffffff", "#1d2939"), this.dot(context, place(last), colour, "#ffffff");
  }

  dot(context, [x, y], fill, edge) {
    context.beginPath();
    context.arc(x, y, 4, 0, 2 * Math.PI);
    context.fillStyle = fill;
    context.fill();
    context.strokeStyle = edge;
    context.lineWidth = 1.5;
    context.stroke();
  }
}
