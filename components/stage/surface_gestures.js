// Gestures on the 3D surface: rotate it and, with two fingers, zoom. A finger that moves up or down
// scrolls the page. Plotly, which would take every finger for itself and let the camera go under the surface, sees none of it; it
// keeps the other buttons of the mouse.
import { atDistance, turned } from "./camera.js";

/**
 * @import { Camera } from "../browser/types"
 * @import { Surface3D } from "./surface3d.js"
 * @typedef {{ x: number, y: number }} Finger
 * @typedef {{ camera: Camera, x: number, y: number, apart: number, turns: boolean }} Drag the camera, and where the fingers
 * were, at first; one finger `turns` nothing before it has gone sideways
 */

const SWING = Math.PI; // across the height of the view
const SLACK = 8; // pixels

/** @param {Surface3D} surface */
export function listenToTurning(surface) {
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
    const camera = turned(drag.camera, angle * (drag.x - x), angle * (y - drag.y));
    surface.look(apart && drag.apart ? atDistance(camera, drag.apart / apart) : camera);
  };
  const away = (/** @type {PointerEvent} */ { pointerId, type }) => {
    if (waiting && type === "pointerup") turn(); // a flick may be over before a frame is
    if (fingers.delete(pointerId)) hold();
  };
  plot.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.ctrlKey || event.shiftKey || event.altKey || event.metaKey) return;
    if (event.pointerType === "mouse") plot.setPointerCapture(event.pointerId); // a finger is captured as it is
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
 * Plotly hears of no finger, and of no mouse that turns the surface.
 * @param {HTMLElement} plot
 * @param {() => boolean} turning
 */
function keepFromPlotly(plot, turning) {
  const keep = (/** @type {Event} */ event) => event.stopPropagation();
  for (const name of ["touchstart", "touchmove", "touchend"])
    plot.addEventListener(name, keep, { capture: true, passive: true });
  for (const name of ["mousedown", "mousemove", "mouseup"])
    plot.addEventListener(name, (event) => turning() && keep(event), { capture: true });
}

/**
 * The middle of the fingers, and how far apart two of them are.
 * @param {Finger[]} fingers
 */
function middleOf(fingers) {
  const [one, other = one] = fingers;
  return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2, apart: Math.hypot(one.x - other.x, one.y - other.y) };
}
