// The page in a frame of another page: `embed=true` in its address, which is Streamlit's word for it.

/** Whether this page is embedded. Then it remembers nothing, and leaves the history to the page around it. */
export const embedded = isEmbedded(globalThis.location?.search ?? "");

/** @param {string} search the query of an address */
export function isEmbedded(search) {
  return new URLSearchParams(search).getAll("embed").some((text) => text.toLowerCase() === "true");
}
