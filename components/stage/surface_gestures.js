// Gestures on the 3D surface: rotate and, with two fingers, zoom. Vertical swipes scroll the page. Plotly would capture every
// touch and let the camera go below the surface, so it receives none of them; it keeps the other mouse buttons.
import { atDistance, rotated } from "./camera.js";

/**
 * @import { Camera } from "../browser/types"
 * @import { Surface3D } from "./surface3d.js"
 * @typedef {{ x: number, y: number }} Finger
 * @typedef {{ camera: Camera, x: number, y: number, apart: number, turns: boolean }} Drag camera and
 * fingers at the start; one finger `turns` the surface only after moving sideways
 */

const SWING = Math.PI; // across the height of the view
const SLACK = 8; // pixels

/** @param {Surface3D} surface */
export function listenToRotation(surface) {
  const { plot } = surface;
  /** @type {Map<number, Finger>} */
  const fingers = new Map();
  /** @type {Drag | null} */
  let drag = null;
  let waiting = false;
  let touches = false;
  const hold = () => {
    const turns = !touches || fingers.size > 1;
    drag = fingers.size && surface.terrain ? { camera: surface.camera(), turns, ...middleOf([...fingers.values()]) } : null;
  };
  const turn = () => {
    waiting = false;
    if (!drag || !fingers.size) return;
    const { x, y, apart } = middleOf([...fingers.values()]);
    drag.turns ||= Math.abs(x - drag.x) > SLACK;
    if (!drag.turns) return;
    const angle = SWING / plot.clientHeight;
    const camera = rotated(drag.camera, angle * (drag.x - x), angle * (y - drag.y));
    surface.look(apart && drag.apart ? atDistance(camera, drag.apart / apart) : camera);
  };
  const away = (/** @type {PointerEvent} */ { pointerId, type }) => {
    if (waiting && type === "pointerup") turn(); // a flick may end before the next frame
    if (fingers.delete(pointerId)) hold();
  };
  plot.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.ctrlKey || event.shiftKey || event.altKey || event.metaKey) return;
    if (event.pointerType === "mouse") plot.setPointerCapture(event.pointerId); // touches are captured implicitly
    touches = event.pointerType === "touch";
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    hold();
  });
  plot.addEventListener("pointermove", (event) => {
    if (!fingers.has(event.pointerId)) return;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (!waiting) requestAnimationFrame(turn);
    waiting = true;
  });
  plot.addEventListener("pointerup", away);
  plot.addEventListener("pointercancel", away);
  keepFromPlotly(plot, () => fingers.size > 0);
}

/**
 * Keep touches and the rotating mouse button from Plotly.
 * @param {HTMLElement} plot
 * @param {() => boolean} rotating
 */
function keepFromPlotly(plot, rotating) {
  const keep = (/** @type {Event} */ event) => event.stopPropagation();
  for (const name of ["touchstart", "touchmove", "touchend"])
    plot.addEventListener(name, keep, { capture: true, passive: true });
  for (const name of ["mousedown", "mousemove", "mouseup"])
    plot.addEventListener(name, (event) => rotating() && keep(event), { capture: true });
}

/**
 * The center of the fingers, and the distance between two.
 * @param {Finger[]} fingers
 */
function middleOf(fingers) {
  const [one, other = one] = fingers;
  return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2, apart: Math.hypot(one.x - other.x, one.y - other.y) };
}
