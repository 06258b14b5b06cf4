// Drawing on the canvas that lies over a plot: lines up to a moment, markers, and the notes where a path goes out.
import { DASHES, outline } from "../browser/styles.js";

const MARGIN = 8;

// Where a pointer is on a view: pixels from the top left of its drawing.
export function placeOn(view, { clientX, clientY }) {
  const { left, top } = view.host.getBoundingClientRect();
  const frame = view.frame();
  return [clientX - left - frame.left, clientY - top - frame.top];
}

export class Ink {
  constructor(host) {
    this.canvas = document.createElement("canvas");
    this.canvas.className = "ink";
    this.canvas.setAttribute("aria-hidden", "true"); // what is drawn is told in words beneath it
    host.append(this.canvas);
    this.context = this.canvas.getContext("2d");
  }

  // Wipe, and lie over this part of the host (CSS pixels), with a margin in which markers on the edge are whole.
  // Everything is drawn `scale` times as large as usual.
  begin({ left, top, width, height }, theme, scale) {
    const ratio = window.devicePixelRatio || 1;
    const margin = MARGIN * scale;
    const { canvas, context } = this;
    const [full, high] = [width + 2 * margin, height + 2 * margin];
    const [w, h] = [Math.round(full * ratio), Math.round(high * ratio)];
    if (canvas.width !== w || canvas.height !== h) (canvas.width = w), (canvas.height = h);
    canvas.style.cssText = `left: ${left - margin}px; top: ${top - margin}px; width: ${full}px; height: ${high}px`;
    context.setTransform(ratio, 0, 0, ratio, margin * ratio, margin * ratio);
    context.clearRect(-margin, -margin, full, high);
    Object.assign(this, { width, height, scale, texts: [] });
    context.lineJoin = context.lineCap = "round";
    this.theme = theme;
    this.halo = theme === "light" ? "rgba(255, 255, 255, 0.85)" : "rgba(8, 12, 18, 0.8)";
  }

  // A projected line {px, py, t, pen, hidden?} up to time `until`; what lies behind the ground is drawn faintly.
  line(line, style, until, { alpha = 1, width = 2.6 } = {}) {
    const { context } = this;
    const [seen, hidden] = trace(line, until);
    context.save();
    context.beginPath(), context.rect(0, 0, this.width, this.height), context.clip();
    context.setLineDash(DASHES[style.dash].map((length) => length * this.scale));
    const passes = [[hidden, style[this.theme], width * 0.8, alpha * 0.5], [seen, this.halo, width + 2.6, alpha], [seen, style[this.theme], width, alpha]];
    for (const [path, colour, wide, opacity] of passes) {
      context.globalAlpha = opacity;
      context.strokeStyle = colour;
      context.lineWidth = wide * this.scale;
      context.stroke(path);
    }
    context.restore();
  }

  marker(style, x, y, radius, alpha = 1) {
    const { context } = this;
    const shape = new Path2D();
    outline(shape, style.marker, x, y, radius * this.scale);
    context.globalAlpha = alpha;
    context.lineWidth = 2 * this.scale;
    context.strokeStyle = this.halo;
    context.stroke(shape);
    context.fillStyle = style[this.theme];
    context.fill(shape);
    context.globalAlpha = 1;
  }

  ring(style, x, y, radius, alpha = 1) {
    const { context } = this;
    context.globalAlpha = alpha;
    for (const [colour, width] of [[this.halo, 5], [style[this.theme], 2.2]]) {
      context.strokeStyle = colour;
      context.lineWidth = width * this.scale;
      context.beginPath(), context.arc(x, y, radius * this.scale, 0, 2 * Math.PI), context.stroke();
    }
    context.globalAlpha = 1;
  }

  // The start: a ring with a dot, which can be taken hold of.
  start(x, y) {
    const { context } = this;
    const ink = this.theme === "light" ? "#1d2939" : "#ffffff";
    this.ring({ [this.theme]: ink }, x, y, 7);
    context.fillStyle = ink;
    context.beginPath(), context.arc(x, y, 2 * this.scale, 0, 2 * Math.PI), context.fill();
  }

  // A short text above or below a point, kept inside the canvas and off the texts that are there already.
  note(text, x, y, colour, alpha = 1) {
    const { context, scale } = this;
    context.font = `600 ${12 * scale}px ${getComputedStyle(this.canvas).fontFamily}`;
    const width = context.measureText(text).width;
    const left = Math.min(Math.max(x - width / 2, 4), this.width - width - 4);
    const free = (base) => this.texts.every((other) => Math.abs(other.base - base) > 13 * scale || other.left > left + width || left > other.left + other.width);
    const bases = [-12, 21, -26, 35].map((away) => y + away * scale).filter((base) => base > 12 * scale && base < this.height);
    const base = bases.find(free) ?? bases[0] ?? y;
    this.texts.push({ left, width, base });
    context.globalAlpha = alpha;
    context.strokeStyle = this.halo;
    context.lineWidth = 4 * scale;
    context.strokeText(text, left, base);
    context.fillStyle = colour;
    context.fillText(text, left, base);
    context.globalAlpha = 1;
  }

  upright(x) {
    const { context } = this;
    context.globalAlpha = 0.45;
    context.strokeStyle = this.theme === "light" ? "#1d2939" : "#ffffff";
    context.lineWidth = this.scale;
    context.beginPath(), context.moveTo(x, 0), context.lineTo(x, this.height), context.stroke();
    context.globalAlpha = 1;
  }
}

// Two paths up to time `until`: what is seen and what is hidden.
function trace({ px, py, t, pen, hidden }, until) {
  const paths = [new Path2D(), new Path2D()];
  let current = null;
  for (let i = 0; i < px.length; i++) {
    if (!pen[i]) {
      current = null;
      if (t[i] > until) break;
      continue;
    }
    const path = paths[hidden?.[i] ? 1 : 0];
    if (path !== current) path.moveTo(px[i - 1], py[i - 1]);
    current = path;
    if (t[i] > until) {
      const u = (until - t[i - 1]) / (t[i] - t[i - 1]);
      if (u > 0) path.lineTo(px[i - 1] + u * (px[i] - px[i - 1]), py[i - 1] + u * (py[i] - py[i - 1]));
      break;
    }
    path.lineTo(px[i], py[i]);
  }
  return paths;
}

// Where the point is at time `until`, or null while it is outside.
export function headOf({ px, py, t, pen }, until) {
  if (!px.length) return null;
  let low = 0, high = t.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (t[middle] <= until) low = middle;
    else high = middle - 1;
  }
  if (t[low] > until) return null;
  if (low === t.length - 1) return until - t[low] < 1e-6 || t[low] % 1 === 0 ? [px[low], py[low], low] : null;
  if (!pen[low + 1]) return until - t[low] < 1e-6 ? [px[low], py[low], low] : null;
  const u = t[low + 1] === t[low] ? 0 : (until - t[low]) / (t[low + 1] - t[low]);
  return [px[low] + u * (px[low + 1] - px[low]), py[low] + u * (py[low + 1] - py[low]), low];
}
