// The parts of the page that can be saved: they register here, whichever component they belong to, and one menu lists them.

/**
 * @import { SavedPart } from "./types"
 * @typedef {object} Place
 * @property {string} title
 * @property {() => SavedPart | null} part null where there is nothing to be saved at present
 */

/** Dispatches "open" where somebody wants to save something; its detail is the name of a part of the page, or empty. */
class Saving extends EventTarget {
  /** By their names, in the order of the page. @type {Map<string, Place>} */
  places = new Map();

  /**
   * Offer a part of the page, until the signal.
   * @param {string} name as the exports call it
   * @param {Place} place
   * @param {AbortSignal} signal
   */
  offer(name, place, signal) {
    this.places.set(name, place);
    signal.addEventListener("abort", () => this.places.get(name) === place && this.places.delete(name));
  }

  /** @param {string} [name] of the part */
  open(name = "") {
    this.dispatchEvent(new CustomEvent("open", { detail: name }));
  }
}

export const saving = new Saving();
