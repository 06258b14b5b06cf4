/**
 * Follow a link within the app as a step in the history does: the page reads its settings from the address, and one step back
 * leads here. (What changes the page in Python leaves an entry for this one without its address as well.)
 * @param {string} page
 * @param {URLSearchParams} query
 */
export function follow(page, query) {
  if (window.location.pathname === page) return; // a tap counts twice
  window.history.pushState({}, "", `${page}?${query}`);
  window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
}
