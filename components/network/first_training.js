// The training that the document itself starts: its regions are shown while Streamlit loads, then the page takes over.
import { fetchResult } from "../browser/stream.js";
import { RegionsView } from "./regions.js";

/**
 * @import { Theme } from "../browser/types"
 * @import { Problem, Trained } from "./types"
 * @typedef {Parameters<typeof fetchResult>[1]} Options
 */

class FirstTraining {
  left = new AbortController();
  page = window.location.pathname;
  /** The current observer. @type {Pick<Options, "onDone" | "onLine">} */
  watching = {};
  /** The last frame, as it came. @type {any} */
  last = null;

  /** @param {HTMLElement} place reserved for it in the document */
  constructor(place) {
    this.place = place;
    /** @type {Theme} */
    this.theme = window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    const drawn = place.querySelector(".regions");
    this.regions = new RegionsView(drawn instanceof HTMLElement ? drawn : undefined);
    this.address = (place.dataset.training ?? "").replace("{theme}", this.theme);
    place.replaceChildren(this.regions.root);
    this.result = this.fetch();
    this.result.then((result) => this.show(result)).catch(() => {}); // the page reports errors
    this.follow();
  }

  /** @returns {Promise<Trained | Problem>} */
  fetch() {
    return fetchResult(this.address, {
      signal: this.left.signal,
      onDone: (share) => this.watching.onDone?.(share),
      onLine: (line) => this.hear(line),
    });
  }

  /** @param {any} line */
  hear(line) {
    if (!line.preview) return;
    this.last = line;
    if (!this.place.isConnected) return this.watching.onLine?.(line);
    this.regions.root.hidden = false;
    this.regions.preview(line.preview, this.theme);
  }

  /** @param {Trained | Problem} result that was available at once, or before the page */
  show(result) {
    if ("problem" in result || !this.place.isConnected) return;
    const plane = result.scene.terrain.replace("{theme}", this.theme);
    fetch(plane, { signal: this.left.signal }).catch(() => {}); // prefetch for the stage
    this.regions.root.hidden = false;
    this.regions.show(result.regions, this.theme);
    this.regions.draw(Infinity);
  }

  /** The user may switch pages before this one has loaded. */
  follow() {
    if (!this.place.isConnected) return;
    if (window.location.pathname === this.page) requestAnimationFrame(() => this.follow());
    else this.leave();
  }

  leave() {
    this.place.remove();
    this.left.abort();
    if (first === this) first = null;
  }
}

const place = document.querySelector(".first-training");
/** Until the page takes it over. @type {FirstTraining | null} */
let first = place instanceof HTMLElement ? new FirstTraining(place) : null;

/** The regions drawn so far, to continue with; new ones if there are none. */
export function regionsSoFar() {
  first?.place.remove();
  return first?.regions ?? new RegionsView();
}

/** @param {string} address */
export function isBegun(address) {
  return first?.address === address;
}

/**
 * The training of this address: the one that the document has started, or a new one.
 * @param {string} address
 * @param {Options} options
 * @returns {Promise<Trained | Problem>}
 */
export function training(address, options) {
  const begun = first;
  first = null;
  if (begun?.address !== address) {
    begun?.leave();
    return fetchResult(address, options);
  }
  options.signal.addEventListener("abort", () => begun.left.abort());
  begun.watching = options;
  if (begun.last) options.onLine?.(begun.last);
  return begun.result;
}
