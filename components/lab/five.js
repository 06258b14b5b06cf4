// Five rates in one picture: loss curves below, in and above the best zone, with a small map of each.
import { button, element } from "../browser/dom.js";
import { number } from "../browser/numbers.js";
import { Chart } from "../browser/chart.js";
import { reach, shown } from "./live_lines.js";
import { SmallMap, terrainImage } from "./small_map.js";

/**
 * @import { Edits, Theme } from "../browser/types"
 * @import { FiveRequest, LiveFive } from "../browser/engine/requests"
 * @import { FiveResult, LabData, Tile } from "./types"
 * @import { TerrainImage } from "./small_map.js"
 * @typedef {object} Shown a tile of the page, and the path in its map
 * @property {Tile} tile
 * @property {SmallMap} map
 * @property {HTMLButtonElement} button
 * @property {HTMLElement} about
 * @property {HTMLElement} text
 * @property {[x: ArrayLike<number>, y: ArrayLike<number>]} path
 */

export class Five {
  title = "Five rates in one picture";
  about = "Rates below, in and above the best zone. Click a map to open its rate in Explore.";
  choices = ["subject", "across"];
  /** @type {LabData} */
  scene;
  preview = "Preview. Rates chosen for these settings, with their zones, appear when you pause.";
  /** @type {FiveResult | null} */
  result = null;
  /** @type {TerrainImage} */
  terrain;
  /** @type {Theme} */
  theme = "light";
  /** @type {Shown[]} */
  tiles = [];

  /** @param {(changes: Edits) => void} openInExplore */
  constructor(openInExplore) {
    this.openInExplore = openInExplore;
    this.chart = new Chart("clamp(240px, 32vh, 340px)");
    this.list = element("div", { class: "tiles" });
    this.root = element("div", {}, this.chart.root, this.list);
  }

  /**
   * @param {FiveResult} result
   * @param {Theme} theme
   */
  async show(result, theme) {
    Object.assign(this, { result, theme });
    this.terrain = await terrainImage(this.scene.terrain.replace("{theme}", theme));
    await this.chart.draw(result.figure, theme, result.alt_text);
    this.tiles = result.tiles.map((tile) => this.tile(tile, result.parameter));
    this.list.replaceChildren(...this.tiles.map((tile) => tile.button));
    this.resize();
  }

  /**
   * @param {Tile} tile
   * @param {string} parameter
   * @returns {Shown}
   */
  tile(tile, parameter) {
    const { name, rate, color, path } = tile;
    const map = new SmallMap(`${name}, ${tile.about}: ${tile.text}`);
    const title = element("strong", {}, name);
    title.style.color = color;
    const open = button({ title: `Open α = ${rate} in Explore` }, "", () => this.openInExplore({ [parameter]: rate }));
    const [about, text] = [element("span", {}, `${tile.about}, α ${rate}`), element("span", {}, tile.text)];
    open.append(title, about, map.canvas, text);
    return { tile, map, button: open, about, text, path };
  }

  /** @returns {FiveRequest | null} */
  request() {
    if (!this.result) return null;
    return { parameter: this.result.parameter, rates: this.result.tiles.map(({ rate }) => Number(rate)) };
  }

  /**
   * The same rates with settings that are being changed; their zones are not known yet.
   * @param {LiveFive} live
   */
  async showLive({ runs }) {
    if (!this.result) return;
    const { data, layout } = this.result.figure;
    const height = runs[0].values[0];
    const { criteria, choices } = this.scene;
    const counted = choices.across?.value === "evaluations";
    /** @type {import("./live_lines.js").How} */
    const how = { measure: "value", criteria, height, logarithmic: layout.yaxis.type === "log" };
    const drawn = data.map((trace, place) => {
      const y = Array.from(runs[place].values, (value) => shown(value, how));
      return { ...trace, x: counted ? runs[place].evaluations : y.map((_, step) => step), y };
    });
    const yaxis = {
      ...layout.yaxis,
      range: reach(
        drawn.flatMap(({ y }) => y),
        how,
      ),
    };
    await this.chart.redraw({ data: drawn, layout: { ...layout, yaxis } });
    this.tiles.forEach((shownTile, place) => {
      const { x, y, values } = runs[place];
      shownTile.about.textContent = `α ${shownTile.tile.rate}`;
      shownTile.text.textContent = `f = ${number(values[values.length - 1], 4)} at step ${values.length - 1}`;
      shownTile.path = [x, y];
    });
    this.drawMaps();
  }

  /** @param {FiveResult} result */
  summary({ caption }) {
    return `Compared: ${caption}.`;
  }

  resize() {
    this.chart.resize();
    this.drawMaps();
  }

  drawMaps() {
    for (const { tile, map, path } of this.tiles) map.draw(this.terrain, ...path, tile.color, this.theme);
  }
}
