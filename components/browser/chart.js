// A 2D Plotly chart: drawn from a figure, with the pointer in data coordinates, and saved with a caption.
import { PAPER } from "./colors.js";
import { element } from "./dom.js";
import { factor, magnified } from "./magnify.js";
import { draw, fitToHost } from "./plotly_adapter.js";
import { frameOf, isDrawn } from "./plotly_internals.js";
import { Tooltip } from "./tooltip.js";
import { captioned } from "./wrapped.js";

/**
 * @import { Result, Theme } from "./types"
 * @import { Figure, Plot } from "./plotly"
 */

export class Chart {
  /** @type {Figure | null} */
  figure = null;
  /** @type {Theme} */
  theme = "light";

  /** @param {string} height a CSS length */
  constructor(height) {
    /** @type {Plot} */
    this.plot = element("div", { class: "plot", role: "img", "aria-label": "Loading" });
    this.root = element("div", { class: "chart" }, this.plot);
    this.root.style.setProperty("--height", height);
    this.tooltip = new Tooltip(this.root);
  }

  /**
   * @param {Figure} figure
   * @param {Theme} theme
   * @param {string} altText
   */
  async draw(figure, theme, altText) {
    this.theme = theme;
    this.describe(altText);
    await this.redraw(figure);
  }

  /** @param {string} altText */
  describe(altText) {
    this.plot.setAttribute("aria-label", altText);
  }

  /**
   * Draw another figure of the same type.
   * @param {Figure} figure
   * @param {(figure: Figure) => Figure} [fit] adapts it to the available space
   */
  async redraw(figure, fit = (whole) => whole) {
    const { theme } = this;
    this.figure = figure;
    const strong = Boolean(document.querySelector(".stage.in-class"));
    await draw(this.plot, magnified(fit(figure), { times: factor(), strong, theme }));
  }

  resize() {
    return fitToHost(this.plot);
  }

  frame() {
    return frameOf(this.plot);
  }

  /**
   * Place an element over a part of the axes, in pixels from their top left.
   * @param {HTMLElement} cover
   * @param {number} x
   * @param {number} y
   * @param {number} width
   * @param {number} height
   */
  cover(cover, x, y, width, height) {
    const { left, top } = this.frame();
    cover.hidden = false;
    cover.style.cssText = `left: ${left + x}px; top: ${top + y}px; width: ${width}px; height: ${height}px`;
  }

  /**
   * The pointer's position in pixels from the top left of the axes, and whether it is inside them; never before they are drawn.
   * @param {{ clientX: number, clientY: number }} pointer
   */
  at(pointer) {
    if (!isDrawn(this.plot)) return { x: 0, y: 0, width: 0, height: 0, inside: false };
    const { left, top, width, height } = this.frame();
    const box = this.root.getBoundingClientRect();
    const [x, y] = [pointer.clientX - box.left - left, pointer.clientY - box.top - top];
    return { x, y, width, height, inside: x >= 0 && y >= 0 && x <= width && y <= height };
  }

  /**
   * The chart as a picture, with a caption of what was compared.
   * @param {Pick<Result, "title" | "caption">} result
   */
  picture({ title, caption }) {
    if (!this.figure) throw new Error("There is nothing to save yet.");
    const { data, layout } = this.figure;
    const paper = PAPER[this.theme];
    const named = data.map((trace) => ({ showlegend: Boolean(trace.name) && trace.mode !== undefined, ...trace }));
    const width = 1100;
    const { title: captionedTitle, more } = captioned(title, caption, width);
    const framed = {
      ...layout,
      paper_bgcolor: paper,
      plot_bgcolor: paper,
      font: { ...layout.font, family: "Helvetica, Arial, sans-serif" },
      showlegend: true,
      legend: { orientation: "h", x: 0, y: 1.02, yanchor: "bottom" },
      width,
      height: Math.max(420, this.root.clientHeight) + 110 + more,
      title: captionedTitle,
      margin: { ...layout.margin, t: 110 + more },
    };
    return { figure: { data: named, layout: framed }, title, caption };
  }
}
