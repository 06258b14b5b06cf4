// Decision regions: for each run which class its network finds likeliest where, at the step of the clock, with the examples on top.
import { bytes } from "../browser/binary.js";
import { drawingOn, element } from "../browser/dom.js";
import { saveButton } from "../browser/save_button.js";
import { colourOf, inkOf, shapeOf } from "./class_marks.js";
import { regionsPicture } from "./regions_picture.js";

/**
 * @import { Theme } from "../browser/types"
 * @import { Preview, Regions } from "./types"
 * @typedef {{ canvas: HTMLCanvasElement, cells: Uint8Array, drawn: number }} Tile
 */

/** What regions fade to where a network is not sure. @type {Record<Theme, [number, number, number]>} */
const UNSURE = { light: [255, 255, 255], dark: [16, 22, 31] };
const INK = { light: "#1d2939", dark: "#e4e9f0" };
const SIZE = 296; // pixels a side
const LOST = 255;
const DOT = 3;

export class RegionsView {
  /** @type {Regions | null} */
  regions = null;
  /** @type {Tile[]} */
  tiles = [];
  /** @type {Theme} */
  theme = "light";

  constructor() {
    this.legend = element("p", { class: "classes" });
    this.host = element("div", { class: "regions" });
    this.saver = saveButton("regions", "Decision regions");
    const head = element("div", { class: "head" }, element("h3", {}, "Decision regions"), this.legend, this.saver);
    this.root = element("section", { "aria-label": "Decision regions", hidden: "" }, head, this.host);
  }

  /** What can be saved: nothing while it is trained. */
  get part() {
    const { regions } = this;
    return regions && { file: regions.file, picture: () => this.picture(regions) };
  }

  /** @param {Regions} regions */
  picture(regions) {
    const { side, levels, steps } = regions;
    const images = this.tiles.map(({ cells, drawn }) => {
      const canvas = element("canvas", { width: SIZE, height: SIZE });
      paint({ canvas, cells }, drawn, side, levels, this.theme);
      return canvas.toDataURL();
    });
    return regionsPicture(regions, images, steps[this.tiles[0].drawn], this.theme);
  }

  /**
   * A training under way: what the networks make of the plane by now.
   * @param {Preview} preview
   * @param {Theme} theme
   */
  preview({ step, side, levels, titles, cells }, theme) {
    this.regions = null;
    this.saver.hidden = true;
    this.theme = theme;
    this.build(
      titles,
      cells,
      titles.map((title) => `Decision regions of ${title} at step ${step}, while it is trained.`),
    );
    this.legend.textContent = `Training: step ${step}.`;
    for (const tile of this.tiles) paint(tile, 0, side, levels, theme);
  }

  /**
   * @param {Regions} regions
   * @param {Theme} theme
   */
  show(regions, theme) {
    this.theme = theme;
    this.regions = regions;
    this.saver.hidden = false;
    this.build(regions.titles, regions.cells, regions.alt_texts);
    const names = regions.classes.map((name, place) => {
      const shape = element("span", { class: "mark" }, shapeOf(place));
      shape.style.color = `rgb(${inkOf(place, theme)})`;
      return element("span", { class: "class" }, shape, ` ${name}`);
    });
    this.legend.replaceChildren(...names, element("span", { class: "aside" }, "filled: training set; hollow: held out"));
    const [across, up] = regions.names;
    for (const tile of this.tiles) tile.canvas.title = `${across} to the right, ${up} upwards`;
  }

  /**
   * @param {string[]} titles
   * @param {string[]} cells
   * @param {string[]} texts
   */
  build(titles, cells, texts) {
    this.tiles = cells.map((text, place) => {
      const canvas = element("canvas", { width: SIZE, height: SIZE, role: "img", "aria-label": texts[place] });
      return { canvas, cells: new Uint8Array(bytes(text)), drawn: -1 };
    });
    const figures = this.tiles.map(({ canvas }, place) =>
      element("figure", {}, canvas, element("figcaption", {}, titles[place])),
    );
    this.host.replaceChildren(...figures);
  }

  /** @param {number} step of the clock */
  draw(step) {
    const { regions, theme } = this;
    if (!regions) return;
    const place = Math.max(
      regions.steps.findLastIndex((one) => one <= step + 1e-9),
      0,
    );
    for (const tile of this.tiles) {
      if (tile.drawn === place) continue;
      tile.drawn = place;
      paint(tile, place, regions.side, regions.levels, theme);
      mark(tile.canvas, regions, theme);
    }
    this.host.dataset.step = String(regions.steps[place]);
  }
}

/**
 * @param {Pick<Tile, "canvas" | "cells">} tile
 * @param {number} place which moment
 * @param {number} side
 * @param {number} levels
 * @param {Theme} theme
 */
function paint({ canvas, cells }, place, side, levels, theme) {
  const image = new ImageData(side, side);
  const first = place * side * side;
  for (let at = 0; at < side * side; at++) {
    const cell = cells[first + at];
    const sure = cell === LOST ? 0 : 0.12 + (0.5 * (cell % levels)) / (levels - 1);
    const colour = colourOf(Math.floor(cell / levels));
    image.data.set([...UNSURE[theme].map((paper, channel) => paper + sure * (colour[channel] - paper)), 255], 4 * at);
  }
  const small = element("canvas", { width: side, height: side });
  drawingOn(small).putImageData(image, 0, 0);
  const drawing = drawingOn(canvas);
  drawing.imageSmoothingEnabled = true;
  drawing.drawImage(small, 0, 0, canvas.width, canvas.height);
}

/**
 * The examples, in the shape of their class.
 * @param {HTMLCanvasElement} canvas
 * @param {Regions} regions
 * @param {Theme} theme
 */
function mark(canvas, { window: [left, right, low, high], examples }, theme) {
  const drawing = drawingOn(canvas);
  drawing.lineWidth = 1.2;
  for (const [part, [x, y, label]] of examples.entries())
    for (let at = 0; at < x.length; at++) {
      const across = ((x[at] - left) / (right - left)) * canvas.width;
      const down = ((high - y[at]) / (high - low)) * canvas.height;
      outline(drawing, label[at], across, down);
      drawing.fillStyle = drawing.strokeStyle = `rgb(${inkOf(label[at], theme)})`;
      if (part === 0) drawing.fill();
      else drawing.stroke();
    }
  drawing.strokeStyle = INK[theme];
}

/**
 * @param {CanvasRenderingContext2D} drawing
 * @param {number} label
 * @param {number} x
 * @param {number} y
 */
function outline(drawing, label, x, y) {
  drawing.beginPath();
  if (label % 3 === 0) drawing.arc(x, y, DOT, 0, 2 * Math.PI);
  else if (label % 3 === 1) drawing.rect(x - DOT, y - DOT, 2 * DOT, 2 * DOT);
  else {
    drawing.moveTo(x, y - DOT - 1);
    drawing.lineTo(x + DOT + 1, y + DOT);
    drawing.lineTo(x - DOT - 1, y + DOT);
    drawing.closePath();
  }
}
