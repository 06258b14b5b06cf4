// Gestures on a map of the lab by pointer, wheel, touch and keyboard: zoom, and choose a cell or a start.
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
 * @property {[across: number, up: number]} focus where keys zoom, as shares of the sides of the visible part
 * @property {(part: Part, axes?: any) => unknown} zoomTo show a part of `axes`, by default of the visible part
 * @property {() => unknown} reset
 * @property {(event: PointerEvent | MouseEvent) => any} placeAt what is under the pointer, or null
 * @property {(place: any) => void} point show a place; null for the usual one
 * @property {(up: number, right: number) => void} move the cursor
 * @property {(place: any) => void} open
 */

const SLACK = 6; // pixels that the pointer may move during a click
const CLOSER = 0.7; // zoom factor per key press
const FAR = 8; // cells, with Shift

/** @type {Record<string, Cell | undefined>} */
const ARROWS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [1, 0], ArrowDown: [-1, 0] };

/** @param {Zoomable} map */
export function listenToGestures(map) {
  const { plot } = map.chart;
  plot.addEventListener("pointermove", (event) => map.point(map.placeAt(event)));
  plot.addEventListener("pointerleave", () => map.point(map.cursor));
  plot.addEventListener("click", (event) => !map.dragged && map.open(map.placeAt(event)));
  plot.addEventListener("wheel", (event) => turnWheel(map, event), { passive: false });
  map.handle.addEventListener("keydown", (event) => press(map, event));
  map.handle.addEventListener("blur", () => {
    map.cursor = null;
    map.point(null);
  });
  drawBox(map);
  followFingers(map);
}

/**
 * @param {Zoomable} map
 * @param {number} factor by which the visible part is scaled
 * @param {number} across
 * @param {number} up
 */
function zoom(map, factor, across, up) {
  const part = (/** @type {number} */ at) => [at - factor * at, at + factor * (1 - at)];
  map.zoomTo(/** @type {Part} */ ([...part(across), ...part(up)]));
}

/**
 * With Ctrl (or a pinch on a touch pad) the wheel zooms around the pointer; otherwise the page scrolls.
 * @param {Zoomable} map
 * @param {WheelEvent} event
 */
function turnWheel(map, event) {
  const { x, y, width, height, inside } = map.chart.at(event);
  if (!(event.ctrlKey || event.metaKey) || !inside) return;
  event.preventDefault();
  zoom(map, Math.exp(event.deltaY / 300), x / width, 1 - y / height);
}

/**
 * Dragging with a mouse draws a box to zoom into; a click or a tap opens a cell.
 * @param {Zoomable} map
 */
function drawBox(map) {
  const { chart } = map;
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
    map.dragged = false;
    const from = chart.at(event);
    if (event.button !== 0 || event.pointerType === "touch" || !from.inside) return;
    drag = { id: event.pointerId, from };
    plot.setPointerCapture(event.pointerId);
  });
  plot.addEventListener("pointermove", (event) => {
    if (drag?.id !== event.pointerId) return;
    const [{ x, y }, { from }] = [place(event), drag];
    map.dragged ||= Math.hypot(x - from.x, y - from.y) > SLACK;
    if (map.dragged) chart.cover(box, Math.min(x, from.x), Math.min(y, from.y), Math.abs(x - from.x), Math.abs(y - from.y));
  });
  plot.addEventListener("pointerup", (event) => {
    if (drag?.id !== event.pointerId) return;
    const [{ x, y, width, height }, { from }] = [place(event), drag];
    const wide = Math.abs(x - from.x) > SLACK && Math.abs(y - from.y) > SLACK;
    if (map.dragged && wide)
      map.zoomTo([
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
 * @param {Zoomable} map
 */
function followFingers(map) {
  const { plot } = map.chart;
  /** @type {{ axes: any, apart: number, across: number, up: number } | null} */
  let begun = null;
  const between = (/** @type {TouchList} */ touches) => {
    const [one, other] = [...touches].map((touch) => map.chart.at(touch));
    return {
      apart: Math.max(Math.hypot(one.x - other.x, one.y - other.y), 1),
      across: (one.x + other.x) / 2 / one.width,
      up: 1 - (one.y + other.y) / 2 / one.height,
    };
  };
  const touched = (/** @type {TouchEvent} */ event) => {
    const two = event.touches.length === 2;
    begun = two ? { axes: map.axes, ...between(event.touches) } : null;
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
      map.zoomTo([left, left + part, bottom, bottom + part], begun.axes);
    },
    { passive: false },
  );
  for (const end of /** @type {const} */ (["touchend", "touchcancel"])) plot.addEventListener(end, touched);
}

/**
 * @param {Zoomable} map
 * @param {KeyboardEvent} event
 */
function press(map, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const arrow = ARROWS[event.key];
  if (arrow) map.move(.../** @type {Cell} */ (arrow.map((by) => by * (event.shiftKey ? FAR : 1))));
  else if (event.key === "Enter") map.open(map.cursor);
  else if (event.key === "+" || event.key === "=") zoom(map, CLOSER, ...map.focus);
  else if (event.key === "-") zoom(map, 1 / CLOSER, ...map.focus);
  else if (event.key === "0") map.reset();
  else return;
  event.preventDefault();
  event.stopPropagation(); // keep the arrow keys from the clock
}
