// Gestures on the map by mouse, touch and wheel: set the start, pan, and zoom.
import { placeOn } from "./overlay.js";

/**
 * @import { Rectangle } from "../browser/types"
 * @import { ContourMap } from "./map.js"
 * @typedef {{ clientX: number, clientY: number }} Pointer
 * @typedef {{ id: number, x: number, y: number, range: Rectangle, pans: boolean, free: boolean, moved: boolean }} Drag a
 * `free` drag sets the start continuously; one that has `moved` is no longer a click
 */

const REACH = 28; // pixels around the start within which a finger grabs it
const SLACK = 8; // pixels that the pointer may move during a click

/** @param {ContourMap} map */
export function listenToGestures(map) {
  const { canvas } = map.overlay;
  /** @type {Drag | null} */
  let drag = null;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const { pointerId: id, clientX: x, clientY: y, shiftKey: pans, pointerType } = event;
    const free = pointerType !== "touch" || nearStart(map, event); // otherwise the finger may be about to scroll
    drag = { id, x, y, pans, free, range: map.range, moved: false };
    if (!free) return;
    canvas.setPointerCapture(id);
    if (!pans) map.moveStart(map.pointAt(event));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (drag?.id !== event.pointerId) return;
    drag.moved ||= Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > SLACK;
    if (drag.pans) pan(map, drag, event);
    else if (drag.free) map.moveStart(map.pointAt(event));
  });
  canvas.addEventListener("pointerup", (event) => {
    if (drag?.id === event.pointerId && !drag.pans && (drag.free || !drag.moved)) map.moveStart(map.pointAt(event));
    drag = null;
  });
  canvas.addEventListener("pointercancel", () => (drag = null));
  // A finger on the start drags it; anywhere else it scrolls the page.
  canvas.addEventListener("touchstart", (event) => nearStart(map, event.touches[0]) && event.preventDefault(), {
    passive: false,
  });
  canvas.addEventListener("wheel", (event) => turnWheel(map, event), { passive: false });
  canvas.addEventListener("dblclick", () => map.reset());
}

/**
 * @param {ContourMap} map
 * @param {Pointer} pointer
 */
function nearStart(map, pointer) {
  if (!map.start) return false;
  const [x, y] = map.projection().project(...map.start);
  const [left, top] = placeOn(map, pointer);
  return Math.hypot(left - x, top - y) < REACH;
}

/**
 * @param {ContourMap} map
 * @param {Drag} drag
 * @param {Pointer} pointer
 */
function pan(map, { x, y, range: [xLow, xHigh, yLow, yHigh] }, { clientX, clientY }) {
  const { width, height } = map.frame();
  const dx = ((x - clientX) / width) * (xHigh - xLow);
  const dy = ((clientY - y) / height) * (yHigh - yLow);
  map.zoomTo([xLow + dx, xHigh + dx, yLow + dy, yHigh + dy]);
}

/**
 * With Ctrl (or a pinch on a touch pad) the wheel zooms around the pointer; otherwise the page scrolls.
 * @param {ContourMap} map
 * @param {WheelEvent} event
 */
function turnWheel(map, event) {
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  const { width, height } = map.frame();
  const [left, top] = placeOn(map, event);
  map.zoom(Math.exp(-event.deltaY / 300), left / width, top / height);
}
