// Keeps the page's address in sync with the picture, so that a copied link, reload and the back button restore it.

import { embedded } from "../browser/embedded.js";
import { pageState } from "../browser/page_state.js";

/**
 * @import { Rectangle, Scene, ViewSettings } from "../browser/types"
 * @typedef {"edited" | "arrived" | "opened"} Cause why the query changed: an edit, an address that is already in the
 * history, or another scene, which gets a history entry at once
 */

export const SETTLING = 250; // milliseconds: browsers limit how often the address may change
const BURST = 1000; // milliseconds: changes closer than this form one gesture, and one history entry
const EMBEDDING = ["embed", "embed_options"]; // Streamlit's own parameters, which are kept
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
  /** The visit and the scene in the address. @type {Pick<Scene, "visit" | "scene_changes">} */
  shown = { visit: -1 };

  /**
   * Only changes of the scene's own address, which determines the paths, create history entries; changes of `view` do not.
   * @param {Pick<Scene, "address" | "visit" | "scene_changes">} scene
   * @param {Record<string, string>} view
   */
  show({ address: query, visit, scene_changes }, view) {
    const cause = this.causeOf(visit, scene_changes);
    this.shown = { visit, scene_changes };
    Object.assign(pageState, { visit, scene_changes: scene_changes ?? 0 });
    if (window.location.pathname !== this.page) return; // another page is opening
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
    if (cause !== "edited") this.changed = -Infinity; // the next change is a gesture of its own, however soon
    this.query = query;
  }

  /**
   * @param {number} visit
   * @param {number | undefined} scene_changes
   * @returns {Cause}
   */
  causeOf(visit, scene_changes) {
    if (visit === this.shown.visit) return "edited";
    return scene_changes === this.shown.scene_changes ? "arrived" : "opened";
  }
}

/** Updates the address, and makes links. */
export class AddressKeeper {
  address = new Address();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  settling;

  /**
   * @param {object} of
   * @param {() => Scene | null} of.scene current scene, or null if there is none
   * @param {() => Record<string, string>} of.view view settings
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
   * A link to the picture, without default values.
   * @param {boolean} open with all controls, outside of a class
   */
  link(open) {
    const parameters = new URLSearchParams(this.view());
    const query = this.scene()?.link[open ? "open" : "here"] ?? "";
    const { origin, pathname } = window.location;
    return origin + pathname + searchOf(query, parameters);
  }
}

/**
 * A query with the view settings, as written in the address.
 * @param {string} query
 * @param {URLSearchParams} view
 */
function searchOf(query, view) {
  return `?${query}${view.size ? `&${view}` : ""}`.replaceAll("%2C", ",");
}

/**
 * The view settings that differ from the defaults; null for a default.
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
    return [name, value === usual ? null : (value ?? null)]; // absent where it cannot be set
  });
  const edges = zoom && zoom.map((edge) => Number(edge.toPrecision(5)));
  const all = [...switched, ["worksheet", worksheet], ["camera", camera], ["zoom", edges], ["pick", pick], ["step", step]];
  return Object.fromEntries(all.filter(([, value]) => value !== null).map(([name, value]) => [name, String(value)]));
}
