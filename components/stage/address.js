// The address of the page: always that of the picture that is shown, so that a copied link, reload and back bring it again.
const BURST = 1000; // milliseconds: changes closer than this are one gesture, and one entry in the history

export class Address {
  constructor() {
    this.query = null;
    this.changed = -Infinity;
    this.page = window.location.pathname;
  }

  // `query` holds what shapes the paths, `view` the way they are looked at; only the first makes entries in the history.
  show(query, view, arrived) {
    if (window.location.pathname !== this.page) return; // it is being turned
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

// Follow a link within the app as a step in the history does: the page reads its settings from the address, and one step back
// leads here. (What turns a page in Python leaves an entry for this one without its address as well.)
export function follow(page, query) {
  if (window.location.pathname === page) return; // a tap counts twice
  window.history.pushState({}, "", `${page}?${query}`);
  window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
}
