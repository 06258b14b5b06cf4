// The parts of the page that can be saved: each component registers its own, and one menu lists them all.

/**
 * @import { SavedPart } from "./types"
 * @typedef {object} Place
 * @property {string} title
 * @property {() => SavedPart | null} part null if there is currently nothing to save
 */

/** Dispatches "open" with the name of a part, or "", when the menu is requested. */
class Saving extends EventTarget {
  /** By name, in page order. @type {Map<string, Place>} */
  places = new Map();

  /**
   * Register a part of the page until the signal aborts.
   * @param {string} name as in the exports
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
