// The state of scrubbing in the laboratory, shared by the stage, which shows the run, and the controls.

/**
 * @typedef {object} Scrubbed
 * @property {string} subject optimizer of the runs
 * @property {string} parameter swept parameter, as in the address
 * @property {string[]} values one per run
 * @property {number | null} picked index of the run that is shown instead of the current one
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
