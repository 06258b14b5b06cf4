// Gestures on a map of the lab by wheel, box, touch and keyboard: zoom, and choose a cell or a start.
import { element } from "../browser/dom.js";
import { clamp } from "../browser/numbers.js";

/**
 * @import { Chart } from "../browser/chart.js"
 * @import { Cell, Part } from "./heat.js"
 * @typedef {{ x: number, y: number, width: number, height: number, inside: boolean }} Place
 * @typedef {object} Zoomable a map
 * @property {Chart} chart
 * @property {HTMLElement} handle keyboard target
 * @property {boolean} dragged whether a box has been drawn: then the release is not a click
 * @property {any} axes visible part
 * @property {any} cursor keyboard selection
 * @property {(factor: number, across: number, up: number) => unknown} zoom
 * @property {(factor: number) => unknown} zoomAtCursor
 * @property {(part: Part, axes?: any) => unknown} zoomTo show a part of `axes`, by default of the visible part
 * @property {() => unknown} reset
 * @property {() => void} leave
 * @property {(up: number, right: number) => void} move the cursor
 * @property {(place: any) => void} open
 */

const SLACK = 6; // pixels that the pointer may move during a click
const CLOSER = 0.7; // zoom factor per key press
const FAR = 8; // cells, with Shift

/** @type {Record<string, Cell | undefined>} */
const ARROWS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [1, 0], ArrowDown: [-1, 0] };

/** @param {Zoomable} heat */
export function listenToGestures(heat) {
  const { plot } = heat.chart;
  plot.addEventListener("wheel", (event) => turnWheel(heat, event), { passive: false });
  heat.handle.addEventListener("keydown", (event) => press(heat, event));
  heat.handle.addEventListener("blur", () => heat.leave());
  drawBox(heat);
  followFingers(heat);
}

/**
 * With Ctrl (or a pinch on a touch pad) the wheel zooms around the pointer; otherwise the page scrolls.
 * @param {Zoomable} heat
 * @param {WheelEvent} event
 */
function turnWheel(heat, event) {
  const { x, y, width, height, inside } = heat.chart.at(event);
  if (!(event.ctrlKey || event.metaKey) || !inside) return;
  event.preventDefault();
  heat.zoom(Math.exp(event.deltaY / 300), x / width, 1 - y / height);
}

/**
 * Dragging with a mouse draws a box to zoom into; a click or a tap opens a cell.
 * @param {Zoomable} heat
 */
function drawBox(heat) {
  const { chart } = heat;
  const { plot } = chart;
  const box = element("div", { class: "box", hidden: "" });
  chart.root.append(box);
  /** @type {{ id: number, from: Place } | null} */
  let drag = null;
  const place = (/** @type {PointerEvent} */ event) => {
    const { x, y, width, height } = chart.at(event);
    return { x: clamp(x, 0, width), y: clamp(y, 0, height), width, height };
  };
  const drop = () => {
    drag = null;
    box.hidden = true;
  };
  plot.addEventListener("pointerdown", (event) => {
    heat.dragged = false;
    const from = chart.at(event);
    if (event.button !== 0 || event.pointerType === "touch" || !from.inside) return;
    drag = { id: event.pointerId, from };
    plot.setPointerCapture(event.pointerId);
  });
  plot.addEventListener("pointermove", (event) => {
    if (drag?.id !== event.pointerId) return;
    const [{ x, y }, { from }] = [place(event), drag];
    heat.dragged ||= Math.hypot(x - from.x, y - from.y) > SLACK;
    if (heat.dragged) chart.cover(box, Math.min(x, from.x), Math.min(y, from.y), Math.abs(x - from.x), Math.abs(y - from.y));
  });
  plot.addEventListener("pointerup", (event) => {
    if (drag?.id !== event.pointerId) return;
    const [{ x, y, width, height }, { from }] = [place(event), drag];
    const wide = Math.abs(x - from.x) > SLACK && Math.abs(y - from.y) > SLACK;
    if (heat.dragged && wide)
      heat.zoomTo([
        Math.min(x, from.x) / width,
        Math.max(x, from.x) / width,
        1 - Math.max(y, from.y) / height,
        1 - Math.min(y, from.y) / height,
      ]);
    drop();
  });
  plot.addEventListener("pointercancel", drop);
}

/**
 * Two fingers zoom around the point between them. One finger scrolls the page.
 * @param {Zoomable} heat
 */
function followFingers(heat) {
  const { plot } = heat.chart;
  /** @type {{ axes: any, apart: number, across: number, up: number } | null} */
  let begun = null;
  const between = (/** @type {TouchList} */ touches) => {
    const [one, other] = [...touches].map((touch) => heat.chart.at(touch));
    return {
      apart: Math.max(Math.hypot(one.x - other.x, one.y - other.y), 1),
      across: (one.x + other.x) / 2 / one.width,
      up: 1 - (one.y + other.y) / 2 / one.height,
    };
  };
  const touched = (/** @type {TouchEvent} */ event) => {
    const two = event.touches.length === 2;
    begun = two ? { axes: heat.axes, ...between(event.touches) } : null;
    if (two) event.preventDefault(); // the page must not scroll or zoom
  };
  plot.addEventListener("touchstart", touched, { passive: false });
  plot.addEventListener(
    "touchmove",
    (event) => {
      if (!begun || event.touches.length !== 2) return;
      event.preventDefault();
      const { apart, across, up } = between(event.touches);
      const part = begun.apart / apart; // relative to the part at the start of the gesture
      const [left, bottom] = [begun.across - part * across, begun.up - part * up];
      heat.zoomTo([left, left + part, bottom, bottom + part], begun.axes);
    },
    { passive: false },
  );
  for (const end of /** @type {const} */ (["touchend", "touchcancel"])) plot.addEventListener(end, touched);
}

/**
 * @param {Zoomable} heat
 * @param {KeyboardEvent} event
 */
function press(heat, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const arrow = ARROWS[event.key];
  if (arrow) heat.move(.../** @type {Cell} */ (arrow.map((by) => by * (event.shiftKey ? FAR : 1))));
  else if (event.key === "Enter") heat.open(heat.cursor);
  else if (event.key === "+" || event.key === "=") heat.zoomAtCursor(CLOSER);
  else if (event.key === "-") heat.zoomAtCursor(1 / CLOSER);
  else if (event.key === "0") heat.reset();
  else return;
  event.preventDefault();
  event.stopPropagation(); // keep the arrow keys from the clock
}
