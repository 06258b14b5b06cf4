// Which scenes of which lessons have been seen, stored only in this browser.
import { recall, remember } from "../browser/stored.js";

const PLACE = "descent-lab: scenes seen";

export class Progress {
  /** @type {Map<string, Set<number>>} */
  scenes = new Map();

  constructor() {
    for (const [key, places] of Object.entries(read()))
      if (Array.isArray(places)) this.scenes.set(key, new Set(places.filter(Number.isInteger)));
  }

  /**
   * @param {string} key
   * @param {number} place
   */
  has(key, place) {
    return this.scenes.get(key)?.has(place) ?? false;
  }

  /**
   * How many of a lesson's scenes have been seen; it may have lost some since.
   * @param {string} key
   * @param {number} count
   */
  seen(key, count) {
    return Array.from({ length: count }, (_, place) => this.has(key, place + 1)).filter(Boolean).length;
  }

  /**
   * @param {string} key
   * @param {number} place
   */
  see(key, place) {
    this.scenes.set(key, (this.scenes.get(key) ?? new Set()).add(place));
    this.keep();
  }

  clear() {
    this.scenes.clear();
    this.keep();
  }

  /** If the browser refuses to store anything, progress lasts as long as the page. */
  keep() {
    const kept = Object.fromEntries([...this.scenes].map(([key, places]) => [key, [...places]]));
    remember(PLACE, kept, "localStorage");
  }
}

/** @returns {Record<string, unknown>} stored value, or nothing if it cannot be read */
function read() {
  const found = recall(PLACE, "localStorage");
  return found && typeof found === "object" ? found : {};
}
