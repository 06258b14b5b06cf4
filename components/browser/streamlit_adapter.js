// Everything here that depends on the internals of Streamlit's page.

const APP = "[data-testid=stApp]";
const CONNECTION = "data-test-connection-state";

const DIALOG = "[data-testid=stDialog]";

/**
 * Close Streamlit's message that its server is gone: it blocks the page, which works without one and reports the loss itself.
 * Styles keep it invisible.
 * @param {AbortSignal} signal to stop
 */
export function dismissConnectionErrors(signal) {
  const close = () =>
    document.querySelector(`${DIALOG} button[aria-label="Close"]`)?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  const observer = new MutationObserver(close);
  observer.observe(document.body, { childList: true });
  signal.addEventListener("abort", () => observer.disconnect());
}

const MAIN = "[data-testid=stMainBlockContainer]";

/**
 * Call a listener with the height of the page's content, whenever it changes.
 * @param {(height: number) => void} listener
 */
export function followHeight(listener) {
  const sized = new ResizeObserver(([{ target }]) => listener(Math.ceil(target.getBoundingClientRect().height)));
  new MutationObserver((_, found) => {
    const main = document.querySelector(MAIN);
    if (!main) return;
    found.disconnect(); // the element outlives page switches
    sized.observe(main, { box: "border-box" });
  }).observe(document.body, { childList: true, subtree: true });
}

const FOLD = "[data-testid=stSidebarCollapseButton] button[aria-expanded=true]";

/** Close the sidebar if it is open, where it would leave no room for the page. */
export function closeSidebar() {
  /** @type {HTMLElement | null} */ (document.querySelector(FOLD))?.click();
}

/**
 * Call a listener whenever the connection to the server is restored.
 * @param {AbortSignal} signal to stop
 * @param {() => void} listener
 */
export function onReconnected(signal, listener) {
  const app = document.querySelector(APP);
  if (!app?.hasAttribute(CONNECTION)) throw new Error(`Streamlit has changed: its page has no ${CONNECTION}`);
  let connected = true;
  const observer = new MutationObserver(() => {
    const now = app.getAttribute(CONNECTION) === "CONNECTED";
    if (now && !connected) listener();
    connected = now;
  });
  observer.observe(app, { attributeFilter: [CONNECTION] });
  signal.addEventListener("abort", () => observer.disconnect());
}
