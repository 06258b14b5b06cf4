// Gestures on the sweep: pointing shows the run of a rate, dragging along the axis keeps it, and a click sets
// it. Vertical swipes scroll the page.
import { scrubbing } from "../browser/scrubbing.js";

/** @import { RateSweep } from "./rate_sweep.js" */

const SLACK = 6; // pixels that the pointer may move during a click

/** @param {RateSweep} sweep */
export function listenToRates(sweep) {
  const { plot } = sweep.chart;
  const hovering = new Hovering(sweep);
  /** @type {{ id: number, x: number, y: number, drags: boolean } | null} */
  let hold = null;
  plot.addEventListener("pointerdown", ({ button, pointerId: id, pointerType, clientX: x, clientY: y }) => {
    if (button !== 0) return;
    hold = { id, x, y, drags: false };
    if (pointerType !== "touch") plot.setPointerCapture(id); // Plotly covers the page while a button is down
  });
  plot.addEventListener("pointermove", (event) => {
    const { clientX, clientY, pointerId, pointerType } = event;
    if (hold?.id !== pointerId) return pointerType === "touch" ? undefined : hovering.move(event);
    const [across, up] = [Math.abs(clientX - hold.x), Math.abs(clientY - hold.y)];
    if (!hold.drags && across > Math.max(SLACK, up)) {
      hold.drags = true;
      plot.setPointerCapture(pointerId);
    }
    if (!hold.drags) return;
    hovering.keep();
    sweep.scrub(event);
  });
  plot.addEventListener("pointerup", (event) => {
    const still = hold && Math.hypot(event.clientX - hold.x, event.clientY - hold.y) <= SLACK;
    if (hold?.id === event.pointerId && !hold.drags && still) {
      hovering.keep();
      sweep.click(event);
    }
    hold = null;
  });
  plot.addEventListener("pointercancel", () => (hold = null)); // the browser scrolls
  plot.addEventListener("pointerleave", () => hovering.leave());
}

/** Picks the rate under the pointer, and restores the previous one when the pointer leaves. */
class Hovering {
  /** The current pick, and the previous one. @type {{ at: number, before: number | null } | null} */
  hovered = null;
  last = "";

  /** @param {RateSweep} sweep */
  constructor(sweep) {
    this.sweep = sweep;
  }

  /** @param {PointerEvent} event */
  move(event) {
    const here = `${event.clientX} ${event.clientY}`;
    if (here === this.last) return; // the plot has moved below a resting pointer; the keyboard may have picked something
    this.last = here;
    const at = this.sweep.look(event);
    if (at === null) return this.release();
    const picked = scrubbing.shown?.picked ?? null;
    this.hovered = { at, before: this.hovered?.at === picked ? this.hovered.before : picked };
    scrubbing.pick(at);
  }

  leave() {
    this.sweep.chart.tooltip.hide();
    this.release();
  }

  release() {
    const { hovered } = this;
    if (hovered && scrubbing.shown?.picked === hovered.at) scrubbing.pick(hovered.before);
    this.hovered = null;
  }

  /** Keep the current pick. */
  keep() {
    this.hovered = null;
  }
}
