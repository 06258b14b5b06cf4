// One step drawn on the ground: where the slope was asked, the slope, what the optimizer remembers, and the way it went.
import { element } from "../dom.js";
import { number } from "./hover.js";

const SHARE = 0.22; // of the map: how long the longest slope may be
const PIECES = 24; // of a line that lies on the ground
const INKS = { slope: { light: "#1d2939", dark: "#ffffff" }, memory: { light: "#b3261e", dark: "#ff7b72" } };
const LINES = {
  box: { ink: "memory", width: 1.8, dash: [] },
  slope: { ink: "slope", width: 2.4, dash: [], head: 9 },
  arrow: { ink: "memory", width: 2.6, dash: [7, 4], head: 9 },
  point: { ink: "memory", width: 2.2, dash: [] },
  ask: { ink: "slope", width: 1.6, dash: [2, 4] },
  way: { ink: "way", width: 4.4, dash: [], head: 13 },
};

export function drawStep(stage, view, { project }) {
  const { sheet, run } = stage.worksheet;
  if (!sheet) return;
  const scale = scaleOf(stage.map, sheet);
  if (view === stage.map) stage.worksheet.scaled(scale);
  const pen = new Pen(view, project, stage.theme, run.style);
  const { point, query, gradient, arrived, glyphs } = sheet;
  const length = ({ scale: kind }) => (kind === "slope" ? scale : 1);
  for (const glyph of glyphs) if (glyph.shape === "box") pen.box(point, times(glyph.values, length(glyph)));
  if (query.some((value, axis) => value !== point[axis])) pen.line(LINES.ask, point, query);
  pen.ring(LINES.ask, query, 4.5);
  pen.arrow(LINES.slope, query, times(gradient, -scale));
  for (const glyph of glyphs) if (glyph.shape === "arrow") pen.arrow(LINES.arrow, point, times(glyph.values, length(glyph)));
  for (const glyph of glyphs) if (glyph.shape === "point") pen.ring(LINES.point, glyph.values, 6);
  pen.arrow(LINES.way, point, [arrived[0] - point[0], arrived[1] - point[1]]);
}

const times = (values, factor) => values.map((value) => (value === null ? NaN : value * factor));

// How much of the ground a slope of 1 takes: round, and such that the longest of this step is easy to see.
function scaleOf(map, { gradient, glyphs }) {
  const { width, height } = map.frame();
  const [xLow, xHigh, yLow, yHigh] = map.range;
  const pixels = ([x, y]) => Math.hypot((x * width) / (xHigh - xLow), (y * height) / (yHigh - yLow));
  const slopes = [gradient, ...glyphs.filter(({ scale }) => scale === "slope").map(({ values }) => values)];
  const longest = Math.max(...slopes.map((values) => pixels(times(values, 1))).filter(Number.isFinite), 0);
  if (!longest) return 0;
  const most = (SHARE * Math.min(width, height)) / longest;
  const power = 10 ** Math.floor(Math.log10(most));
  return [5, 2, 1].find((factor) => factor * power <= most) * power;
}

// Draws on the canvas of a view, along its ground.
class Pen {
  constructor(view, project, theme, style) {
    Object.assign(this, { view, project, context: view.ink.context, halo: view.ink.halo, window: view.window });
    this.colours = { slope: INKS.slope[theme], memory: INKS.memory[theme], way: style[theme] };
  }

  place(x, y) {
    return this.project(x, y, this.view.heightAt(x, y));
  }

  inside([x, y]) {
    const [xLow, xHigh, yLow, yHigh] = this.window;
    return x >= xLow && x <= xHigh && y >= yLow && y <= yHigh;
  }

  // The places along a line on the ground, as far as there is ground.
  along(from, to) {
    const all = Array.from({ length: PIECES + 1 }, (_, piece) => from.map((value, axis) => value + (piece / PIECES) * (to[axis] - value)));
    const end = all.findIndex((point) => !this.inside(point));
    return (end < 0 ? all : all.slice(0, end)).map(([x, y]) => this.place(x, y));
  }

  line(look, from, to) {
    this.stroke(look, this.along(from, to));
  }

  arrow(look, from, way) {
    if (!way.every(Number.isFinite)) return;
    const places = this.along(from, [from[0] + way[0], from[1] + way[1]]);
    if (places.length < 2) return;
    const [tip, before] = [places.at(-1), places.at(-2)];
    const length = Math.hypot(tip[0] - places[0][0], tip[1] - places[0][1]);
    if (length < 2) return;
    const head = Math.min(look.head, 0.6 * length);
    const angle = Math.atan2(tip[1] - before[1], tip[0] - before[0]);
    const barb = (turn) => [tip[0] - head * Math.cos(angle + turn), tip[1] - head * Math.sin(angle + turn)];
    const short = [tip[0] - 0.7 * head * Math.cos(angle), tip[1] - 0.7 * head * Math.sin(angle)];
    const shaft = places.filter(([x, y]) => Math.hypot(x - tip[0], y - tip[1]) > 0.7 * head);
    this.stroke(look, [...(shaft.length ? shaft : [places[0]]), short]);
    this.fill(look, [tip, barb(0.45), barb(-0.45)]);
  }

  box([x, y], [across, up]) {
    if (!Number.isFinite(across + up)) return;
    const corners = [[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]].map(([i, j]) => [x + i * across, y + j * up]);
    for (let side = 0; side < 4; side++) this.stroke(LINES.box, this.along(corners[side], corners[side + 1]), side);
  }

  ring(look, point, radius) {
    if (!this.inside(point)) return;
    const [x, y] = this.place(...point);
    const path = new Path2D();
    path.arc(x, y, radius, 0, 2 * Math.PI);
    this.both(look, path, []);
  }

  stroke(look, places) {
    const path = new Path2D();
    places.forEach(([x, y], index) => path[index ? "lineTo" : "moveTo"](x, y));
    this.both(look, path, look.dash);
  }

  both(look, path, dash) {
    const { context } = this;
    context.save();
    context.beginPath(), context.rect(0, 0, this.view.ink.width, this.view.ink.height), context.clip();
    for (const [colour, wider] of [[this.halo, 3], [this.colours[look.ink], 0]]) {
      context.strokeStyle = colour;
      context.lineWidth = look.width + wider;
      context.setLineDash(wider ? [] : dash);
      context.stroke(path);
    }
    context.restore();
  }

  fill(look, corners) {
    const { context } = this;
    const path = new Path2D();
    corners.forEach(([x, y], index) => path[index ? "lineTo" : "moveTo"](x, y));
    path.closePath();
    context.strokeStyle = this.halo;
    context.lineWidth = 2;
    context.stroke(path);
    context.fillStyle = this.colours[look.ink];
    context.fill(path);
  }
}

// What is drawn: a sample, a formula and a word for each, and the scale of the slopes.
export function showLegend(worksheet, { asked, glyphs }) {
  const { theme, run } = worksheet;
  const colours = { slope: INKS.slope[theme], memory: INKS.memory[theme], way: run.style[theme] };
  const entries = [
    ["way", "x_t - x_{t-1}", "the way it went"],
    ["slope", "-g_t", "downhill"],
    ["ask", asked[0].symbol, "asked here"],
    ...glyphs.map(({ shape, symbol, about }) => [shape, symbol, about]),
  ];
  const items = entries.map(([kind, latex, about]) => {
    const item = element("li");
    item.innerHTML = `${sample(kind, colours[LINES[kind].ink])}${worksheet.formula(latex)}`;
    item.append(element("span", {}, about));
    return item;
  });
  worksheet.glyphs.replaceChildren(...items, worksheet.scale);
}

function sample(kind, colour) {
  const { width, dash } = LINES[kind];
  const line = `fill="none" stroke="${colour}" stroke-width="${width}" stroke-dasharray="${dash.join(" ")}"`;
  const shape = {
    box: `<rect x="9" y="2" width="14" height="14" ${line}/>`,
    ask: `<path d="M2 9H20" ${line}/><circle cx="25" cy="9" r="4.5" fill="none" stroke="${colour}" stroke-width="${width}"/>`,
    point: `<circle cx="16" cy="9" r="6" ${line}/>`,
  }[kind];
  const arrow = `<path d="M2 9H21" ${line}/><path d="M30 9L20 ${9 - width - 2}V${9 + width + 2}Z" fill="${colour}"/>`;
  return `<svg width="32" height="18" aria-hidden="true">${shape ?? arrow}</svg>`;
}

// The scale in words: it is the same for all slopes of a step.
export function scaleInWords(scale) {
  return scale ? `slopes drawn × ${number(scale)}` : "no slope to draw";
}
