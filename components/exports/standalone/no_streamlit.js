// Replaces `browser/streamlit_adapter.js` in a standalone page, which has no Streamlit around it.

/** No connection, so no error about it. */
export function dismissConnectionErrors() {}

/** No container to measure. */
export function followHeight() {}

/** No sidebar to close. */
export function closeSidebar() {}

/** No server to reconnect to. */
export function onReconnected() {}
