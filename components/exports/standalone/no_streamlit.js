// A standalone page has no Streamlit around it: this stands in the place of `browser/streamlit_adapter.js`.

/** No connection, no word that it is lost. */
export function dismissConnectionErrors() {}

/** No container to measure. */
export function followHeight() {}

/** No sidebar to fold. */
export function foldSidebar() {}

/** No server to find again. */
export function onReconnected() {}
