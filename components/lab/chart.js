// A flat Plotly chart of the laboratory: drawn from a figure, pointed at in data coordinates, and saved with what was compared.
import { CONFIG, frameOf, plotly } from "../browser/plotly_adapter.js";
import { factor, magnified } from "../browser/magnify.js";
import { element } from "../browser/dom.js";

const PAPER = { light: "#ffffff", dark: "#10161f" };

export class Chart {
  constructor(height) {
    this.plot = element("div", { class: "plot", role: "img" });
    this.tip = element("div", { class: "tip", role: "status" });
    this.root = element("div", { class: "chart" }, this.plot, this.tip);
    this.root.style.height = height;
  }

  // `said` tells in words what the figure shows.
  async draw(figure, theme, said) {
    const Plotly = await plotly();
    Object.assign(this, { figure, theme });
    this.plot.setAttribute("aria-label", said);
    const strong = Boolean(document.querySelector(".stage.in-class"));
    const { data, layout } = magnified(figure, factor(), strong, theme);
    await Plotly.react(this.plot, data, structuredClone(layout), CONFIG);
  }

  async resize() {
    if (this.figure && this.plot.clientWidth) await window.Plotly.Plots.resize(this.plot);
  }

  // Where a pointer is: pixels from the top left of the axes, and whether it lies within them.
  at(event) {
    const { left, top, width, height } = frameOf(this.plot);
    const box = this.root.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left - left, event.clientY - box.top - top];
    return { x, y, width, height, inside: x >= 0 && y >= 0 && x <= width && y <= height };
  }

  say(event, ...lines) {
    this.tip.replaceChildren(...lines.map((line) => (typeof line === "string" ? element("div", {}, line) : line)));
    this.tip.classList.add("shown");
    const box = this.root.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const left = x + 16 + this.tip.offsetWidth > box.width ? x - 16 - this.tip.offsetWidth : x + 16;
    this.tip.style.transform = `translate(${Math.max(left, 0)}px, ${Math.max(y - this.tip.offsetHeight - 8, 0)}px)`;
  }

  hush() {
    this.tip.classList.remove("shown");
  }

  async save(format, { title, caption, file }) {
    const { data, layout } = structuredClone(this.figure);
    const width = 1100, height = Math.max(420, this.root.clientHeight) + 110;
    const text = `<b>${title}</b><br><span style="font-size: 13px">${caption}</span>`;
    const font = { ...layout.font, family: "Helvetica, Arial, sans-serif" };
    const look = { paper_bgcolor: PAPER[this.theme], plot_bgcolor: PAPER[this.theme], font, showlegend: true };
    const legend = { orientation: "h", x: 0, y: 1.02, yanchor: "bottom" };
    const shown = data.map((trace) => ({ showlegend: Boolean(trace.name) && trace.mode !== undefined, ...trace }));
    const all = { ...layout, ...look, legend, width, height, title: { text, x: 0.02, font: { size: 18 } }, margin: { ...layout.margin, t: 110 } };
    const link = document.createElement("a");
    link.href = await window.Plotly.toImage({ data: shown, layout: all }, { format, scale: 3 });
    link.download = `${file}.${format}`;
    link.click();
  }
}
