// The state of scrubbing in the laboratory, shared by the stage, which shows the run, and the controls.

/**
 * @typedef {object} Scrubbed
 * @property {string} subject whose runs they are
 * @property {string} parameter what differs, as the address has it
 * @property {string[]} values one for each run
 * @property {number | null} picked the one that is shown instead of the run of the settings
 */

/** Dispatches "place" when the element changes, "shown" when another frame is shown, and "pick" when one is requested. */
class Scrubbing extends EventTarget {
  /** The element beside the map for the scrubbing axis. @type {HTMLElement | null} */
  place = null;
  /** @type {Scrubbed | null} */
  shown = null;

  /** @param {HTMLElement | null} place */
  offer(place) {
    if (place === this.place) return;
    this.place = place;
    this.dispatchEvent(new Event("place"));
  }

  /** @param {Scrubbed | null} shown */
  show(shown) {
    this.shown = shown;
    this.dispatchEvent(new Event("shown"));
  }

  /**
   * Request the run with one of the values, or null for the run with the current settings.
   * @param {number | null} index
   */
  pick(index) {
    if (index !== this.shown?.picked) this.dispatchEvent(new CustomEvent("pick", { detail: index }));
  }
}

export const scrubbing = new Scrubbing();
