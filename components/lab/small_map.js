// A small map: the terrain as color bands with a path. Cheap enough to redraw on every pointer move.
import { float32 } from "../browser/binary.js";
import { BoundedMap } from "../browser/bounded_map.js";
import { drawingOn, element } from "../browser/dom.js";
import { beginOn, drawPath, pointsOf } from "../browser/path_drawing.js";
import { fetchOrThrow } from "../browser/request_errors.js";

/**
 * @import { Layout } from "../browser/plotly"
 * @import { Rectangle, TerrainFigures, Theme } from "../browser/types"
 * @typedef {{ canvas: HTMLCanvasElement, window: Rectangle, layout: Layout }} TerrainImage
 * @typedef {[place: number, color: string]} Stop
 */

const BANDS = 22;

/** @type {BoundedMap<string, Promise<TerrainImage>>} */
const images = new BoundedMap(8);

/**
 * The terrain of a surface in one theme, as an image; fetched once, from the same URL as the stage.
 * @param {string} address
 */
export function terrainImage(address) {
  let image = images.get(address);
  if (!image) {
    image = load(address);
    images.set(address, image);
    image.catch(() => images.delete(address)); // so that the next call tries again
  }
  return image;
}

/**
 * @param {string} address
 * @returns {Promise<TerrainImage>}
 */
async function load(address) {
  return paint(await (await fetchOrThrow(new URL(address, document.baseURI))).json());
}

/**
 * @param {TerrainFigures} figures
 * @returns {TerrainImage}
 */
function paint({ contour: { data, layout } }) {
  const { z, colorscale } = /** @type {{ z: { shape: string, bdata: string }, colorscale: Stop[] }} */ (data[0]);
  const [rows, columns] = z.shape.split(",").map(Number);
  const shades = float32(z.bdata);
  const shareOf = sharesOf(shades);
  const image = new ImageData(columns, rows);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const shade = shades[(rows - 1 - row) * columns + column]; // the first row of an image is the top one
      const color = Number.isFinite(shade) ? [...mix(colorscale, shareOf(shade)), 255] : [0, 0, 0, 0];
      image.data.set(color, 4 * (row * columns + column));
    }
  const canvas = element("canvas", { width: columns, height: rows });
  drawingOn(canvas).putImageData(image, 0, 0);
  return { canvas, layout, window: [...layout.xaxis.range, ...layout.yaxis.range] };
}

/**
 * The position of a shade among all, from 0 to 1, quantized to bands.
 * @param {Float32Array} shades
 */
function sharesOf(shades) {
  const finite = shades.filter(Number.isFinite);
  const low = finite.reduce((least, shade) => Math.min(least, shade), Infinity);
  const high = finite.reduce((most, shade) => Math.max(most, shade), -Infinity);
  return (/** @type {number} */ shade) => Math.min(Math.floor(((shade - low) / (high - low || 1)) * BANDS) / (BANDS - 1), 1);
}

/**
 * Red, green and blue at a position in a color scale.
 * @param {Stop[]} colors
 * @param {number} share
 */
function mix(colors, share) {
  const above = Math.max(
    1,
    colors.findIndex(([place]) => place >= share),
  );
  const [[from, dark], [to, bright]] = [colors[above - 1], colors[above]];
  const u = (share - from) / (to - from);
  const parts = (/** @type {string} */ color) => [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
  const [one, other] = [parts(dark), parts(bright)];
  return one.map((part, index) => part + u * (other[index] - part));
}

export class SmallMap {
  /** @param {string} label */
  constructor(label) {
    this.canvas = element("canvas", { class: "small-map", role: "img", "aria-label": label });
  }

  /**
   * Draw a path up to the first point that is not finite.
   * @param {TerrainImage} terrain
   * @param {ArrayLike<number>} x
   * @param {ArrayLike<number>} y
   * @param {string} color
   * @param {Theme} theme
   */
  draw(terrain, x, y, color, theme) {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    if (!width) return;
    const context = beginOn(this.canvas, width, height);
    context.drawImage(terrain.canvas, 0, 0, width, height);
    drawPath(context, pointsOf(terrain.window, x, y, width, height), color, theme);
  }
}
