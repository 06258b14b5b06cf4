// Decision regions: the most likely class at each point for each run at the current step, with the examples on top.
import { bytes } from "../browser/binary.js";
import { PAPER } from "../browser/colors.js";
import { drawingOn, element } from "../browser/dom.js";
import { saveButton } from "../browser/save_button.js";
import { regionsPicture } from "./regions_picture.js";

/**
 * @import { Theme } from "../browser/types"
 * @import { Frames, Preview, Regions } from "./types"
 * @typedef {{ canvas: HTMLCanvasElement, cells: Uint8Array, drawn: number }} Tile
 */

const SIZE = 296; // pixels per side
const DOT = 3;

export class RegionsView {
  /** @type {Regions | null} */
  regions = null;
  /** @type {Tile[]} */
  tiles = [];
  /** @type {Theme} */
  theme = "light";

  /** @param {HTMLElement} [host] that contains the first frame, drawn by the server */
  constructor(host) {
    this.legend = element("p", { class: "classes" });
    this.host = host ?? element("div", { class: "regions" });
    this.saver = saveButton("regions", "Decision regions");
    const head = element("div", { class: "head" }, element("h3", {}, "Decision regions"), this.legend, this.saver);
    this.root = element("section", { "aria-label": "Decision regions" }, head, this.host);
    this.root.hidden = !host;
    if (host) this.showStep(0);
  }

  /** Nothing can be saved during training. */
  get part() {
    const { regions } = this;
    return regions && { file: regions.file, picture: () => this.picture(regions) };
  }

  /** @param {Regions} regions */
  picture(regions) {
    const { steps } = regions;
    const images = this.tiles.map(({ cells, drawn }) => {
      const canvas = element("canvas", { width: SIZE, height: SIZE });
      paint({ canvas, cells }, drawn, regions, this.theme);
      return canvas.toDataURL();
    });
    return regionsPicture(regions, images, steps[this.tiles[0].drawn], this.theme);
  }

  /**
   * The regions of a training in progress.
   * @param {Preview} preview
   * @param {Theme} theme
   */
  preview(preview, theme) {
    const { step, titles } = preview;
    this.regions = null;
    this.theme = theme;
    this.build(
      preview,
      titles.map((title) => `Decision regions of ${title} at step ${step}, while it is trained.`),
    );
    this.showStep(step);
    for (const tile of this.tiles) drawTile(tile, 0, preview, theme);
  }

  /** @param {number} step that the training has reached */
  showStep(step) {
    this.saver.hidden = true;
    this.legend.textContent = `Training: step ${step}.`;
  }

  /**
   * @param {Regions} regions
   * @param {Theme} theme
   */
  show(regions, theme) {
    this.theme = theme;
    this.regions = regions;
    this.saver.hidden = false;
    this.build(regions, regions.alt_texts);
    const names = regions.classes.map((name, place) => {
      const { glyph, [theme]: color } = regions.marks[place];
      const shape = element("span", { class: "mark" }, glyph);
      shape.style.color = color;
      return element("span", { class: "class" }, shape, ` ${name}`);
    });
    this.legend.replaceChildren(...names, element("span", { class: "aside" }, "filled: training set; hollow: held out"));
    const [across, up] = regions.names;
    for (const tile of this.tiles) tile.canvas.title = `${across} to the right, ${up} upwards`;
  }

  /**
   * @param {Frames} frames
   * @param {string[]} texts
   */
  build({ titles, cells }, texts) {
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
      drawTile(tile, place, regions, theme);
    }
    this.host.dataset.step = String(regions.steps[place]);
  }
}

/**
 * @param {Tile} tile
 * @param {number} place index of the step
 * @param {Frames} frames
 * @param {Theme} theme
 */
function drawTile(tile, place, frames, theme) {
  paint(tile, place, frames, theme);
  mark(tile.canvas, frames, theme);
}

/**
 * @param {Pick<Tile, "canvas" | "cells">} tile
 * @param {number} place
 * @param {Frames} frames
 * @param {Theme} theme
 */
function paint({ canvas, cells }, place, { side, palette }, theme) {
  const image = new ImageData(side, side);
  const [pixels, colors] = [new Uint32Array(image.data.buffer), new Uint32Array(bytes(palette))];
  for (let at = 0; at < pixels.length; at++) pixels[at] = colors[cells[place * pixels.length + at]];
  const small = element("canvas", { width: side, height: side });
  drawingOn(small).putImageData(image, 0, 0);
  const drawing = drawingOn(canvas);
  drawing.fillStyle = PAPER[theme];
  drawing.fillRect(0, 0, canvas.width, canvas.height);
  drawing.drawImage(small, 0, 0, canvas.width, canvas.height);
}

/**
 * The examples, with a marker per class.
 * @param {HTMLCanvasElement} canvas
 * @param {Frames} frames
 * @param {Theme} theme
 */
function mark(canvas, { window: [left, right, low, high], examples, marks }, theme) {
  const drawing = drawingOn(canvas);
  drawing.lineWidth = 1.2;
  for (const [part, [x, y, label]] of examples.entries())
    for (let at = 0; at < x.length; at++) {
      const across = ((x[at] - left) / (right - left)) * canvas.width;
      const down = ((high - y[at]) / (high - low)) * canvas.height;
      const { symbol, [theme]: color } = marks[label[at]];
      outline(drawing, symbol, across, down);
      drawing.fillStyle = drawing.strokeStyle = color;
      if (part === 0) drawing.fill();
      else drawing.stroke();
    }
}

/**
 * @param {CanvasRenderingContext2D} drawing
 * @param {string} symbol
 * @param {number} x
 * @param {number} y
 */
function outline(drawing, symbol, x, y) {
  drawing.beginPath();
  if (symbol === "circle") drawing.arc(x, y, DOT, 0, 2 * Math.PI);
  else if (symbol === "square") drawing.rect(x - DOT, y - DOT, 2 * DOT, 2 * DOT);
  else {
    drawing.moveTo(x, y - DOT - 1);
    drawing.lineTo(x + DOT + 1, y + DOT);
    drawing.lineTo(x - DOT - 1, y + DOT);
    drawing.closePath();
  }
}
