// What a pointer does on the sweep: over it the run of the rate beneath is shown, a drag along the axis keeps it, and a click sets
// it. A finger that moves up or down scrolls the page.
import { scrubbing } from "../browser/scrubbing.js";

/** @import { RateSweep } from "./rate_sweep.js" */

const SLACK = 6; // pixels that a click may move

/** @param {RateSweep} sweep */
export function listenToRates(sweep) {
  const { plot } = sweep.chart;
  /** @type {{ id: number, x: number, y: number, drags: boolean } | null} */
  let hold = null;
  /** What the pointer has picked by being there, and what was picked before. @type {{ at: number, before: number | null } | null} */
  let hovered = null;
  const release = () => {
    if (hovered && scrubbing.shown?.picked === hovered.at) scrubbing.pick(hovered.before);
    hovered = null;
  };
  const leave = () => {
    sweep.chart.tooltip.hide();
    release();
  };
  let last = "";
  const hover = (/** @type {PointerEvent} */ event) => {
    const here = `${event.clientX} ${event.clientY}`;
    if (here === last) return; // what moves beneath a pointer at rest is no hand: keys may have picked something
    last = here;
    const at = sweep.look(event);
    if (at === null) return release();
    const picked = scrubbing.shown?.picked ?? null;
    hovered = { at, before: hovered?.at === picked ? hovered.before : picked };
    scrubbing.pick(at);
  };
  const drag = (/** @type {PointerEvent} */ event) => {
    hovered = null;
    sweep.scrub(event);
  };
  plot.addEventListener("pointerdown", ({ button, pointerId: id, pointerType, clientX: x, clientY: y }) => {
    if (button !== 0) return;
    hold = { id, x, y, drags: false };
    if (pointerType !== "touch") plot.setPointerCapture(id); // Plotly lays a sheet over the page while a button is down
  });
  plot.addEventListener("pointermove", (event) => {
    const { clientX, clientY, pointerId, pointerType } = event;
    if (hold?.id !== pointerId) return pointerType === "touch" ? undefined : hover(event);
    const [across, up] = [Math.abs(clientX - hold.x), Math.abs(clientY - hold.y)];
    if (!hold.drags && across > Math.max(SLACK, up)) {
      hold.drags = true;
      plot.setPointerCapture(pointerId);
    }
    if (hold.drags) drag(event);
  });
  plot.addEventListener("pointerup", (event) => {
    const still = hold && Math.hypot(event.clientX - hold.x, event.clientY - hold.y) <= SLACK;
    if (hold?.id === event.pointerId && !hold.drags && still) {
      hovered = null;
      sweep.click(event);
    }
    hold = null;
  });
  plot.addEventListener("pointercancel", () => (hold = null)); // the browser scrolls
  plot.addEventListener("pointerleave", leave);
}
