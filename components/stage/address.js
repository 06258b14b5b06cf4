// The address of the page: always that of the picture that is shown, so that a copied link, reload and back bring it again.
const BURST = 1000; // milliseconds: changes closer than this are one gesture, and one entry in the history

export class Address {
  constructor() {
    this.query = null;
    this.changed = -Infinity;
  }

  // `query` holds what shapes the paths, `view` the way they are looked at; only the first makes entries in the history.
  show(query, view, arrived) {
    const parameters = new URLSearchParams(view);
    const search = `?${query}${parameters.size ? `&${parameters}` : ""}`.replaceAll("%2C", ",");
    const now = performance.now();
    const gesture = this.query !== null && query !== this.query && !arrived;
    if (search !== window.location.search) {
      const method = gesture && now - this.changed > BURST ? "pushState" : "replaceState";
      window.history[method](window.history.state ?? {}, "", search + window.location.hash);
    }
    if (gesture) this.changed = now;
    if (arrived) this.changed = -Infinity; // what is done next is a gesture of its own, however soon
    this.query = query;
  }
}
