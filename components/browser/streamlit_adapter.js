// What is private to Streamlit's page and that we depend on.

const DIALOG = "[data-testid=stDialog]";

/**
 * Close Streamlit's word that its server is gone: it makes the page deaf, which goes on without a server and says so itself.
 * Styles keep it from being seen at all.
 * @param {AbortSignal} signal to stop
 */
export function dismissConnectionErrors(signal) {
  const close = () =>
    document.querySelector(`${DIALOG} button[aria-label="Close"]`)?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  const observer = new MutationObserver(close);
  observer.observe(document.body, { childList: true });
  signal.addEventListener("abort", () => observer.disconnect());
}

const FOLD = "[data-testid=stSidebarCollapseButton] button";

/** Fold the sidebar away: where it is open from the start and would leave no room for anything else. */
export function foldSidebar() {
  /** @type {HTMLElement | null} */ (document.querySelector(FOLD))?.click();
}
