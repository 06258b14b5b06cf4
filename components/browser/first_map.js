// The server's drawing of the map covers the live one until that is drawn. It is not interactive.

const BESIDE = { left: 46, top: 8, right: 58, bottom: 38 }; // pixels that Plotly reserves for axes and the color scale

const drawn = document.querySelector(".first-map");
const framed = drawn?.querySelector(".frame");
if (drawn instanceof HTMLElement && framed instanceof HTMLElement) {
  fetchTerrain(drawn.dataset.terrain ?? "");
  follow(drawn, framed);
}

/**
 * Prefetch the terrain, which the stage will request.
 * @param {string} address
 */
function fetchTerrain(address) {
  const theme = window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  fetch(address.replace("{theme}", theme), { priority: "low" }).catch(() => {}); // the stage reports errors
}

/**
 * Called every frame: follows the live map until it is drawn or gone.
 * @param {HTMLElement} first
 * @param {HTMLElement} frame
 */
function follow(first, frame) {
  const stage = document.querySelector(".stage");
  if ((stage instanceof HTMLElement && stage.dataset.drawn) || elsewhere()) {
    first.remove();
    return;
  }
  const place = stage?.querySelector(".map .plot")?.getBoundingClientRect();
  if (place?.height) lay(first, frame, place);
  requestAnimationFrame(() => follow(first, frame));
}

/** Whether a page without a stage is shown: the visitor may have switched pages meanwhile. */
function elsewhere() {
  const there = document.querySelector('[data-test-script-state="notRunning"] [data-testid="stMain"] .stElementContainer');
  return there && !document.querySelector(".st-key-stage");
}

/**
 * @param {HTMLElement} first
 * @param {HTMLElement} frame
 * @param {DOMRect} place
 */
function lay(first, frame, place) {
  const { left, top, right, bottom } = BESIDE;
  const style = `inset: ${place.top + top}px auto auto ${place.left + left}px; width: ${place.width - left - right}px; height: ${place.height - top - bottom}px`;
  if (frame.dataset.style === style) return; // setting it again would repaint
  frame.dataset.style = style;
  frame.style.cssText = style;
  first.classList.add("placed");
}
