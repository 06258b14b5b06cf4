/**
 * Follow a link within the app as a history step: the page reads its settings from the address, and going back
 * returns here. (Page changes in Python also leave an entry without this page's address.)
 * @param {string} page
 * @param {URLSearchParams} query
 */
export function follow(page, query) {
  if (window.location.pathname === page) return; // ignores a double tap
  window.history.pushState({}, "", `${page}?${query}`);
  window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
}
