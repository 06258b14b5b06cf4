// The contour map: drawn by Plotly once, paths and start on a canvas above it, which also takes clicks, drags and zooms.
import { CONFIG, frameOf, plotly } from "../browser/plotly_adapter.js";
import { Grip } from "./keyboard_handle.js";
import { Ink, placeOn } from "./canvas_overlay.js";

export class ContourMap extends EventTarget {
  constructor(host) {
    super();
    this.host = host;
    this.plot = host.querySelector(".plot");
    this.ink = new Ink(host);
    this.ink.canvas.classList.add("grip");
    this.listen();
    this.grip = new Grip(this);
  }

  async ground(figure, window, zoom) {
    const Plotly = await plotly();
    const kept = zoom ?? (this.window && String(this.window) === String(window) ? this.range : null);
    this.window = window;
    this.range = kept ?? window;
    const [xLow, xHigh, yLow, yHigh] = this.range;
    const layout = structuredClone(figure.layout);
    layout.xaxis.range = [xLow, xHigh];
    layout.yaxis.range = [yLow, yHigh];
    await Plotly.newPlot(this.plot, figure.data, layout, CONFIG); // `react` forgets to keep the axes equally long
    this.lines = new Map();
  }

  field(shown) {
    const visible = Boolean(shown);
    if (this.plot.data && this.plot.data[1].visible !== visible) window.Plotly.restyle(this.plot, { visible }, [1]);
  }

  async resize() {
    if (this.lines && this.host.offsetParent) await window.Plotly.Plots.resize(this.plot); // a hidden plot has no size
  }

  frame() {
    return frameOf(this.plot);
  }

  projection() {
    const { width, height } = this.frame();
    const [xLow, xHigh, yLow, yHigh] = this.range;
    const project = (x, y) => [((x - xLow) / (xHigh - xLow)) * width, ((yHigh - y) / (yHigh - yLow)) * height];
    return { project, signature: [width, height, ...this.range].join() };
  }

  line(run, { project, signature }) {
    let line = this.lines.get(run.key);
    if (line?.run !== run || line.signature !== signature) {
      const count = run.line.x.length;
      line = { run, signature, t: run.line.t, pen: run.line.pen, px: new Float32Array(count), py: new Float32Array(count) };
      for (let i = 0; i < count; i++) [line.px[i], line.py[i]] = project(run.line.x[i], run.line.y[i]);
      this.lines.set(run.key, line);
    }
    return line;
  }

  heightAt() {
    return 0; // a map is flat
  }

  // The point under a pointer, rounded to what its pixel can tell, so that addresses stay short.
  pointAt(event) {
    const { width, height } = this.frame();
    const [xLow, xHigh, yLow, yHigh] = this.range;
    const [left, top] = placeOn(this, event);
    const across = Math.min(Math.max(left / width, 0), 1);
    const down = Math.min(Math.max(top / height, 0), 1);
    return this.rounded(xLow + across * (xHigh - xLow), yHigh - down * (yHigh - yLow));
  }

  rounded(x, y) {
    const { width, height } = this.frame();
    const [xLow, xHigh, yLow, yHigh] = this.range;
    const [least, most, low, high] = this.window;
    const within = (value, pixel, from, to) => Math.min(Math.max(tidy(value, pixel), from), to);
    return [within(x, (xHigh - xLow) / width, least, most), within(y, (yHigh - yLow) / height, low, high)];
  }

  listen() {
    const { canvas } = this.ink;
    let held = null;
    canvas.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      const touch = event.pointerType === "touch";
      const pan = event.shiftKey;
      held = { id: event.pointerId, x: event.clientX, y: event.clientY, pan, range: this.range, moved: false, touch };
      if (touch && !this.nearStart(event)) return; // a finger may be about to scroll: wait for the tap
      canvas.setPointerCapture(event.pointerId);
      held.free = true;
      if (!pan) this.place(event);
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!held || held.id !== event.pointerId) return;
      held.moved ||= Math.hypot(event.clientX - held.x, event.clientY - held.y) > 8;
      if (held.pan) this.pan(held, event);
      else if (held.free) this.place(event);
    });
    canvas.addEventListener("pointerup", (event) => {
      if (held?.id === event.pointerId && !held.pan && (held.free || !held.moved)) this.place(event);
      held = null;
    });
    canvas.addEventListener("pointercancel", () => (held = null));
    // A finger on the start takes hold of it; anywhere else it scrolls the page.
    canvas.addEventListener("touchstart", (event) => this.nearStart(event.touches[0]) && event.preventDefault(), { passive: false });
    canvas.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    canvas.addEventListener("dblclick", () => this.zoomTo(this.window));
  }

  nearStart(event) {
    if (!this.start) return false;
    const [x, y] = this.projection().project(...this.start);
    const [left, top] = placeOn(this, event);
    return Math.hypot(left - x, top - y) < 28;
  }

  place(event) {
    this.dispatchEvent(new CustomEvent("start", { detail: this.pointAt(event) }));
  }

  moveStart(x, y) {
    this.dispatchEvent(new CustomEvent("start", { detail: this.rounded(x, y) }));
  }

  pan(held, event) {
    const { width, height } = this.frame();
    const [xLow, xHigh, yLow, yHigh] = held.range;
    const dx = ((held.x - event.clientX) / width) * (xHigh - xLow);
    const dy = ((event.clientY - held.y) / height) * (yHigh - yLow);
    this.zoomTo([xLow + dx, xHigh + dx, yLow + dy, yHigh + dy]);
  }

  // With Ctrl (or two fingers on a touch pad) the wheel zooms about the pointer; without it the page scrolls as usual.
  wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const { width, height } = this.frame();
    const [left, top] = placeOn(this, event);
    this.zoom(Math.exp(-event.deltaY / 300), left / width, top / height);
  }

  zoom(factor, across = 0.5, down = 0.5) {
    const [xLow, xHigh, yLow, yHigh] = this.range;
    const [width, height] = [(xHigh - xLow) / factor, (yHigh - yLow) / factor];
    const x = xLow + across * (xHigh - xLow) - across * width;
    const y = yHigh - down * (yHigh - yLow) - (1 - down) * height;
    this.zoomTo([x, x + width, y, y + height]);
  }

  // Show a part of the window; never more than there is ground.
  zoomTo([xLow, xHigh, yLow, yHigh]) {
    const [left, right, low, high] = this.window;
    const [x, width] = fit(xLow, xHigh, left, right);
    const [y, height] = fit(yLow, yHigh, low, high);
    const range = [x, x + width, y, y + height];
    this.range = range.every((edge, index) => Math.abs(edge - this.window[index]) < 1e-9 * (right - left)) ? this.window : range;
    const axes = { "xaxis.range": this.range.slice(0, 2), "yaxis.range": this.range.slice(2) };
    window.Plotly.relayout(this.plot, axes).then(() => this.dispatchEvent(new Event("zoomed")));
  }
}

function fit(low, high, least, most) {
  const width = Math.min(Math.max(high - low, (most - least) / 1000), most - least);
  return [Math.min(Math.max(low, least), most - width), width];
}

function tidy(value, pixel) {
  return Number(value.toFixed(Math.max(0, Math.ceil(-Math.log10(pixel)))));
}
