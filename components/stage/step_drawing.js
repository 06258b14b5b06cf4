// One step drawn on the ground: where the slope was asked, the slope, what the optimizer remembers, and the way it went.
import { element } from "../browser/dom.js";
import { number } from "../browser/numbers.js";

const SHARE = 0.22; // of the map: how long the longest slope may be
const PIECES = 24; // of a line that lies on the ground
const INKS = { slope: { light: "#1d2939", dark: "#ffffff" }, memory: { light: "#b3261e", dark: "#ff7b72" } };
const LINES = {
  box: { ink: "memory", width: 1.8, dash: [] },
  way: { ink: "way", width: 6, dash: [], head: 16 },
  arrow: { ink: "memory", width: 3.6, dash: [6, 8], head: 11, halo: 1.2 },
  slope: { ink: "slope", width: 1.8, dash: [], head: 8, halo: 1.2 },
  point: { ink: "memory", width: 2.2, dash: [] },
  ask: { ink: "slope", width: 1.8, dash: [1, 5], halo: 1.6 },
};

export function drawStep(stage, view, { project }) {
  const { sheet, run } = stage.worksheet;
  if (!sheet) return;
  const scale = scaleOf(stage.map, sheet);
  if (view === stage.map) stage.worksheet.scaled(scale);
  const pen = new Pen(view, project, stage.theme, run.style);
  const { point, query, gradient, arrived, glyphs } = sheet;
  const of = (shape) => glyphs.filter((glyph) => glyph.shape === shape).map(({ values, scale: kind }) => times(values, kind === "slope" ? scale : 1));
  for (const reach of of("box")) pen.box(point, reach);
  // Arrows often lie on one another: the thinner, the higher.
  pen.arrow(LINES.way, point, [arrived[0] - point[0], arrived[1] - point[1]]);
  for (const way of of("arrow")) pen.arrow(LINES.arrow, point, way);
  pen.arrow(LINES.slope, query, times(gradient, -scale));
  for (const place of of("point")) pen.ring(LINES.point, place, 6);
  if (query.some((value, axis) => value !== point[axis])) pen.line(LINES.ask, point, query);
  pen.ring(LINES.ask, query, 4.5);
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

  // The places along a line on the ground; null where there is no ground.
  along(from, to) {
    const points = Array.from({ length: PIECES + 1 }, (_, piece) => from.map((value, axis) => value + (piece / PIECES) * (to[axis] - value)));
    return points.map((point) => (this.inside(point) ? this.place(...point) : null));
  }

  line(look, from, to) {
    this.stroke(look, this.along(from, to));
  }

  arrow(look, from, way) {
    if (!way.every(Number.isFinite)) return;
    const all = this.along(from, [from[0] + way[0], from[1] + way[1]]);
    const places = all.includes(null) ? all.slice(0, all.indexOf(null)) : all; // up to where it leaves the ground
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
    for (let side = 0; side < 4; side++) this.stroke(LINES.box, this.along(corners[side], corners[side + 1]));
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
    places.forEach((place, index) => place && path[index && places[index - 1] ? "lineTo" : "moveTo"](...place));
    this.both(look, path, look.dash);
  }

  both(look, path, dash) {
    const { context } = this;
    context.save();
    context.beginPath(), context.rect(0, 0, this.view.ink.width, this.view.ink.height), context.clip();
    for (const [colour, wider] of [[this.halo, look.halo ?? 3], [this.colours[look.ink], 0]]) {
      context.strokeStyle = colour;
      context.lineWidth = look.width + wider;
      context.setLineDash(dash);
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
  const arrow = `<path d="M2 9H21" ${line}/><path d="M30 9L20 ${9 - width / 2 - 4}V${9 + width / 2 + 4}Z" fill="${colour}"/>`;
  return `<svg width="32" height="18" aria-hidden="true">${shape ?? arrow}</svg>`;
}

// The scale in words: it is the same for all slopes of a step.
export function scaleInWords(scale) {
  return scale ? `slopes drawn × ${number(scale)}` : "no slope to draw";
}
