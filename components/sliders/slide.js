// Pointer gestures on a slider. A finger may be about to scroll the page: it moves the slider after going sideways, or by a
// tap; a mouse moves it at once. Neither focuses it, so the arrow keys stay with the clock.
import { clamp } from "../browser/numbers.js";

/** @typedef {{ id: number, x: number, y: number, slides: boolean }} Hold */

const THUMB = 8; // half the thumb's width in pixels: the track's ends are this far inside
const SLACK = 6; // pixels a finger moves before its direction is known

/**
 * @param {HTMLElement} track
 * @param {(place: number) => void} onPlace receives the position on the slider, from 0 to 1
 */
export function listenToSliding(track, onPlace) {
  /** @type {Hold | null} */
  let hold = null;
  const place = (/** @type {PointerEvent} */ { clientX }) => {
    const { left, width } = track.getBoundingClientRect();
    onPlace(clamp((clientX - left - THUMB) / (width - 2 * THUMB), 0, 1));
  };
  track.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const slides = event.pointerType !== "touch";
    hold = { id: event.pointerId, x: event.clientX, y: event.clientY, slides };
    event.preventDefault(); // keep the focus where it is
    if (!slides) return;
    track.setPointerCapture(event.pointerId);
    place(event);
  });
  track.addEventListener("pointermove", (event) => {
    if (hold?.id !== event.pointerId) return;
    if (!hold.slides && sideways(hold, event)) {
      hold.slides = true;
      track.setPointerCapture(event.pointerId);
    }
    if (hold.slides) place(event);
  });
  track.addEventListener("pointerup", (event) => {
    if (hold?.id === event.pointerId && (hold.slides || still(hold, event))) place(event);
    hold = null;
  });
  track.addEventListener("pointercancel", () => (hold = null)); // the browser scrolls
}

/**
 * @param {Hold} hold
 * @param {PointerEvent} event
 */
function sideways({ x, y }, { clientX, clientY }) {
  const across = Math.abs(clientX - x);
  return across > SLACK && across > Math.abs(clientY - y);
}

/**
 * @param {Hold} hold
 * @param {PointerEvent} event
 */
function still({ x, y }, { clientX, clientY }) {
  return Math.hypot(clientX - x, clientY - y) <= SLACK;
}
