// Five rates, one picture: the loss curves below, in and above the best zone, and a small map of each beneath.
import { element } from "../browser/dom.js";
import { Chart } from "./chart.js";
import { Tile, groundOf } from "./tile.js";

export class Five {
  title = "Five rates, one picture";
  about = "Below, in and above the best zone, each with the zone that it lies in. Click a map to open that rate in Explore.";
  choices = ["subject"];

  constructor(open) {
    this.openInExplore = open;
    this.chart = new Chart("clamp(240px, 32vh, 340px)");
    this.tiles = element("div", { class: "tiles" });
    this.root = element("div", {}, this.chart.root, this.tiles);
  }

  async show(result, theme) {
    Object.assign(this, { result, theme });
    this.ground = await groundOf(this.scene.ground.replace("{theme}", theme));
    await this.chart.draw(result.figure, theme, result.said);
    this.small = result.tiles.map((tile) => [tile, this.tile(tile)]);
    this.tiles.replaceChildren(...this.small.map(([, { button }]) => button));
    this.resize();
  }

  tile({ name, about, rate, text, colour }) {
    const map = new Tile(`${name}, ${about}: ${text}`);
    const title = element("strong", {}, name);
    title.style.color = colour;
    const button = element("button", { type: "button", title: `Open α = ${rate} in Explore` }, title, element("span", {}, `${about}, α ${rate}`), map.canvas, element("span", {}, text));
    button.addEventListener("click", () => this.openInExplore({ [this.result.parameter]: rate }));
    return { button, map };
  }

  said({ caption }) {
    return `Compared: ${caption}.`;
  }

  resize() {
    this.chart.resize();
    for (const [{ path, colour }, { map }] of this.small ?? []) map.draw(this.ground, ...path, colour, this.theme);
  }

  save(format) {
    this.chart.save(format, this.result);
  }
}
