// The page embedded in another: Streamlit's parameter for that is `embed=true`.

/** Whether this page is embedded. If so, it stores nothing and leaves the browser history to the outer page. */
export const embedded = isEmbedded(globalThis.location?.search ?? "");

/** @param {string} search query string of an address */
export function isEmbedded(search) {
  return new URLSearchParams(search).getAll("embed").some((text) => text.toLowerCase() === "true");
}
