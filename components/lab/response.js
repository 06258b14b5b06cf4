// All learning rates at once: a line an optimizer, its zones beneath; a click opens that rate in Explore.
import { element } from "../browser/dom.js";
import { number } from "../browser/numbers.js";
import { Chart } from "./chart.js";

const NEAR = 40; // pixels to the line that a click means

// Where the strips are narrow, the names of the zones would lie over each other: the list beneath has them.
const roomy = (width) => width === 0 || width > 620;
const unnamed = ({ data, layout }) => ({ data, layout: { ...layout, annotations: layout.annotations.filter(({ yref }) => yref !== "y2") } });

export class Response {
  title = "All learning rates at once";
  about = "Each optimizer with 181 rates, from the same start, with the same steps and the same noise. Click a line to open that rate in Explore.";
  choices = ["measure"];

  constructor(open) {
    this.openInExplore = open;
    this.chart = new Chart("clamp(300px, 44vh, 460px)");
    this.list = element("ul", { class: "texts" });
    this.root = element("div", {}, this.chart.root, this.list);
    const { plot } = this.chart;
    plot.addEventListener("pointermove", (event) => this.hover(event));
    plot.addEventListener("pointerleave", () => this.chart.hush());
    plot.addEventListener("click", (event) => this.click(event));
  }

  async show(result, theme) {
    this.result = result;
    await this.chart.draw(roomy(this.chart.root.clientWidth) ? result.figure : unnamed(result.figure), theme, result.said);
    this.list.replaceChildren(...result.texts.map((text) => element("li", {}, text)));
  }

  said({ theory, seeds, caption, target }) {
    const limits = theory ? " A limit of theory is exact for quadratics with a constant rate, and holds near the minimum elsewhere." : "";
    const band = seeds > 1 ? ` Lines are medians over ${seeds} seeds, bands hold the middle 80 %.` : "";
    return `Compared: ${caption}. ${target}${band}${limits}`;
  }

  // The rate under the pointer and the values of all lines there, the nearest first.
  find(event) {
    const { x, y, width, inside } = this.chart.at(event);
    if (!this.result || x < 0 || x > width) return null;
    const { xaxis, yaxis } = this.chart.plot._fullLayout;
    const wanted = Math.log(xaxis.p2d(x));
    const { rates } = this.result;
    const index = rates.reduce((best, value, i) => (Math.abs(Math.log(value) - wanted) < Math.abs(Math.log(rates[best]) - wanted) ? i : best), 0);
    const lines = this.chart.plot._fullData
      .filter(({ meta }) => meta)
      .map(({ meta, name, y: values, line }) => {
        const value = values[index];
        const away = Number.isFinite(value) ? Math.abs(yaxis.d2p(value) - y) : Infinity;
        return { key: meta, name, value, away, colour: line.color };
      });
    return { index, inside, lines: lines.sort((one, other) => one.away - other.away) };
  }

  hover(event) {
    const found = this.find(event);
    if (!found) return this.chart.hush();
    const rows = found.lines.map(({ name, value, colour }) => {
      const row = element("div", {}, `${name}: ${number(value, 4)}`);
      row.style.color = colour;
      return row;
    });
    this.chart.say(event, `α = ${this.result.rates[found.index]}`, ...rows);
    this.chart.plot.style.cursor = found.lines[0]?.away < NEAR ? "pointer" : "default";
  }

  click(event) {
    const found = this.find(event);
    if (!found?.inside || !(found.lines[0]?.away < NEAR)) return;
    this.openInExplore({ [`${found.lines[0].key}.learning_rate`]: String(this.result.rates[found.index]) });
  }

  resize() {
    this.chart.resize();
  }

  save(format) {
    this.chart.save(format, this.result);
  }
}
