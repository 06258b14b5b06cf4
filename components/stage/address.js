// The address of the page always matches the picture, so that a copied link, reload and the back button restore it.

import { embedded } from "../browser/embedded.js";
import { whereabouts } from "../browser/whereabouts.js";

/**
 * @import { Rectangle, Scene, ViewSettings } from "../browser/types"
 * @typedef {"edited" | "arrived" | "opened"} Cause how the page came to a query: by an edit, by an address, which has its entry
 * in the history, or by opening another scene, which gets one at once
 */

export const SETTLING = 250; // milliseconds: a browser allows only so many changes of the address
const BURST = 1000; // milliseconds: changes closer than this are one gesture, and one entry in the history
const EMBEDDING = ["embed", "embed_options"]; // what Streamlit reads of an address, and the page keeps in it
const USUAL = /** @type {const} */ ({
  metric: "value",
  scale: "linear",
  per: "steps",
  field: "0",
  marks: "0",
  speed: "1",
  fates: "none",
  ensemble: "none",
  seeds: "500",
});

export class Address {
  /** @type {string | null} */
  query = null;
  changed = -Infinity;
  page = window.location.pathname;
  /** The visit and the scene that it shows. @type {Pick<Scene, "visit" | "turned">} */
  shown = { visit: -1 };

  /**
   * What shapes the paths is the scene's address, `view` the way they are looked at; only the first makes entries in the history.
   * @param {Pick<Scene, "address" | "visit" | "turned">} scene
   * @param {Record<string, string>} view
   */
  show({ address: query, visit, turned }, view) {
    const cause = this.causeOf(visit, turned);
    this.shown = { visit, turned };
    Object.assign(whereabouts, { visit, turned: turned ?? 0 });
    if (window.location.pathname !== this.page) return; // another page is being opened
    const parameters = new URLSearchParams(view);
    const given = new URLSearchParams(window.location.search);
    for (const name of EMBEDDING) for (const value of given.getAll(name)) parameters.append(name, value);
    const search = searchOf(query, parameters);
    const now = performance.now();
    const gesture = this.query !== null && query !== this.query && cause !== "arrived";
    if (search !== window.location.search) {
      const entered = gesture && !embedded && (cause === "opened" || now - this.changed > BURST);
      const method = entered ? "pushState" : "replaceState";
      window.history[method](window.history.state ?? {}, "", search + window.location.hash);
    }
    if (gesture) this.changed = now;
    if (cause !== "edited") this.changed = -Infinity; // what is done next is a gesture of its own, however soon
    this.query = query;
  }

  /**
   * @param {number} visit
   * @param {number | undefined} turned
   * @returns {Cause}
   */
  causeOf(visit, turned) {
    if (visit === this.shown.visit) return "edited";
    return turned === this.shown.turned ? "arrived" : "opened";
  }
}

/** Keeps the address that of the picture, and makes links to it. */
export class AddressKeeper {
  address = new Address();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  settling;

  /**
   * @param {object} of
   * @param {() => Scene | null} of.scene what is shown; null where there is none to keep
   * @param {() => Record<string, string>} of.view how it is looked at
   */
  constructor({ scene, view }) {
    this.scene = scene;
    this.view = view;
  }

  /** @param {number} [delay] in milliseconds */
  keep(delay = 0) {
    clearTimeout(this.settling);
    const scene = this.scene();
    if (delay) this.settling = setTimeout(() => this.keep(), delay);
    else if (scene) this.address.show(scene, this.view());
  }

  /**
   * A link to the picture, without what is at its default.
   * @param {boolean} open whether with all controls, outside of a class
   */
  link(open) {
    const parameters = new URLSearchParams(this.view());
    const query = this.scene()?.link[open ? "open" : "here"] ?? "";
    const { origin, pathname } = window.location;
    return origin + pathname + searchOf(query, parameters);
  }
}

/**
 * A query with how it is looked at, as it stands in an address.
 * @param {string} query
 * @param {URLSearchParams} view
 */
function searchOf(query, view) {
  return `?${query}${view.size ? `&${view}` : ""}`.replaceAll("%2C", ",");
}

/**
 * How the stage is looked at, as far as it is not as usual; null stands for the usual.
 * @param {ViewSettings} settings
 * @param {object} shown
 * @param {string | null} shown.worksheet
 * @param {number[] | null} shown.camera
 * @param {Rectangle | null} shown.zoom
 * @param {number | null} shown.pick
 * @param {number | null} shown.step
 */
export function viewParameters(settings, { worksheet, camera, zoom, pick, step }) {
  const switched = Object.entries(USUAL).map(([name, usual]) => {
    const value = settings[/** @type {keyof typeof USUAL} */ (name)];
    return [name, value === usual ? null : (value ?? null)]; // of what cannot be set here there is none
  });
  const edges = zoom && zoom.map((edge) => Number(edge.toPrecision(5)));
  const all = [...switched, ["worksheet", worksheet], ["camera", camera], ["zoom", edges], ["pick", pick], ["step", step]];
  return Object.fromEntries(all.filter(([, value]) => value !== null).map(([name, value]) => [name, String(value)]));
}
