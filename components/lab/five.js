// Five rates, one picture: the loss curves below, in and above the best zone, and a small map of each beneath.
import { button, element } from "../browser/dom.js";
import { Chart } from "./chart.js";
import { SmallMap, terrainImage } from "./small_map.js";

/**
 * @import { Edits, Theme } from "../browser/types"
 * @import { FiveResult, LabData, Tile } from "./types"
 * @import { TerrainImage } from "./small_map.js"
 */

export class Five {
  title = "Five rates, one picture";
  about = "Below, in and above the best zone, each with the zone that it lies in. Click a map to open that rate in Explore.";
  choices = ["subject"];
  /** @type {LabData} */
  scene;
  /** @type {FiveResult} */
  result;
  /** @type {TerrainImage} */
  terrain;
  /** @type {Theme} */
  theme = "light";
  /** @type {{ tile: Tile, map: SmallMap, button: HTMLButtonElement }[]} */
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
    this.tiles = result.tiles.map((tile) => this.tile(tile));
    this.list.replaceChildren(...this.tiles.map((tile) => tile.button));
    this.resize();
  }

  /** @param {Tile} tile */
  tile(tile) {
    const { name, about, rate, text, colour } = tile;
    const map = new SmallMap(`${name}, ${about}: ${text}`);
    const title = element("strong", {}, name);
    title.style.color = colour;
    const open = button({ title: `Open α = ${rate} in Explore` }, "", () =>
      this.openInExplore({ [this.result.parameter]: rate }),
    );
    open.append(title, element("span", {}, `${about}, α ${rate}`), map.canvas, element("span", {}, text));
    return { tile, map, button: open };
  }

  /** @param {FiveResult} result */
  summary({ caption }) {
    return `Compared: ${caption}.`;
  }

  resize() {
    this.chart.resize();
    for (const { tile, map } of this.tiles) map.draw(this.terrain, ...tile.path, tile.colour, this.theme);
  }

  /** @param {string} format */
  save(format) {
    this.chart.save(format, this.result);
  }
}
