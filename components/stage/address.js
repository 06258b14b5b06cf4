// The address of the page: always that of the picture that is shown, so that a copied link, reload and back bring it again.
import { numbersOf } from "./surface3d.js";

const BURST = 1000; // milliseconds: changes closer than this are one gesture, and one entry in the history

export class Address {
  constructor() {
    this.query = null;
    this.changed = -Infinity;
    this.page = window.location.pathname;
  }

  // `query` holds what shapes the paths, `view` the way they are looked at; only the first makes entries in the history. `how`
  // it came to it: "edited", "arrived" by an address, which has its entry, or "turned" to another scene, which gets one at once.
  show(query, view, how) {
    if (window.location.pathname !== this.page) return; // it is being turned
    const parameters = new URLSearchParams(view);
    const search = `?${query}${parameters.size ? `&${parameters}` : ""}`.replaceAll("%2C", ",");
    const now = performance.now();
    const gesture = this.query !== null && query !== this.query && how !== "arrived";
    if (search !== window.location.search) {
      const method = gesture && (how === "turned" || now - this.changed > BURST) ? "pushState" : "replaceState";
      window.history[method](window.history.state ?? {}, "", search + window.location.hash);
    }
    if (gesture) this.changed = now;
    if (how !== "edited") this.changed = -Infinity; // what is done next is a gesture of its own, however soon
    this.query = query;
  }
}

// How the stage is looked at, as far as it is not as usual.
export function viewOf(stage) {
  const { view: looked, relief, map, clock, worksheet } = stage;
  const usual = { metric: "value", scale: "linear", field: "0", marks: "0", speed: "1" };
  const view = Object.fromEntries(Object.keys(usual).filter((name) => looked[name] !== usual[name]).map((name) => [name, looked[name]]));
  if (worksheet.key !== "none") view.worksheet = worksheet.key;
  if (!relief.atHome()) view.camera = numbersOf(relief.camera()).join(",");
  if (String(map.range) !== String(map.window)) view.zoom = map.range.map((edge) => Number(edge.toPrecision(5))).join(",");
  if (stage.asked() !== null) view.pick = stage.asked();
  if (clock.time < clock.steps && !clock.held) view.step = Math.floor(clock.time);
  return view;
}
