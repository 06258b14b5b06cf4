// Keyboard control of the focused 3D surface: rotate, with Shift farther, and zoom.

/** @import { Surface3D } from "./surface3d.js" */

const STEP = Math.PI / 60;
const FAR = 5; // steps, with Shift
const CLOSER = 1.25;

/** @type {Record<string, [right: number, up: number] | undefined>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** @param {Surface3D} surface */
export function listenToRotationKeys(surface) {
  const { canvas } = surface.overlay; // the plot itself is an image for screen readers
  canvas.removeAttribute("aria-hidden");
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", "Arrow keys rotate the surface (Shift: farther); + and − zoom, 0 resets the view");
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !surface.terrain) return;
    const arrow = ARROWS[event.key];
    const angle = event.shiftKey ? FAR * STEP : STEP;
    if (arrow) surface.turn(angle * arrow[0], angle * arrow[1]);
    else if (event.key === "+" || event.key === "=") surface.zoom(CLOSER);
    else if (event.key === "-") surface.zoom(1 / CLOSER);
    else if (event.key === "0") surface.reset();
    else return;
    event.preventDefault();
    event.stopPropagation(); // keep the arrow keys from the clock
  });
}
