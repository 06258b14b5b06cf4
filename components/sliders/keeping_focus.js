// Keeps the keyboard focus on the same control when a part of the page is rebuilt.

/**
 * @param {HTMLElement} root of the part
 * @param {HTMLElement} heir receives the focus if the focused element is gone or was clicked; must not be a control
 * @param {() => void} build
 */
export function keepingFocus(root, heir, build) {
  const held = document.activeElement;
  const within = held instanceof HTMLElement && root.contains(held);
  const byKeys = within && held.matches(":focus-visible");
  build();
  if (!within || held === document.activeElement) return;
  const named = (/** @type {Element} */ one) => one.tagName === held.tagName && one.ariaLabel === held.ariaLabel;
  const same = byKeys && held.ariaLabel ? [...root.querySelectorAll("[aria-label]")].find(named) : null;
  (same instanceof HTMLElement && !same.matches(":disabled") ? same : heir).focus({ preventScroll: true });
}
