// Helpers for the document, shared by all components.
import { drawsInSoftware } from "./rendering.js";

/** @import { Theme } from "./types" */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number>} [attributes]
 * @param {...(Node | string)} children
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

/**
 * @param {Record<string, string | number>} attributes
 * @param {string} text
 * @param {(event: MouseEvent) => void} onClick
 */
export function button(attributes, text, onClick) {
  const made = element("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", onClick);
  return made;
}

/**
 * The element in `host` that matches a selector, which must exist.
 * @param {ParentNode} host
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function find(host, selector) {
  const found = host.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`There is no ${selector} here.`);
  return found;
}

/**
 * Fill a select from {value: text}; an unchanged one is left alone, because it may be open.
 * @param {HTMLSelectElement} select
 * @param {Record<string, string>} options
 */
export function fill(select, options) {
  const key = JSON.stringify(options);
  if (select.dataset.key !== key)
    select.replaceChildren(...Object.entries(options).map(([value, text]) => element("option", { value }, text)));
  select.dataset.key = key;
}

/** @type {Map<string, Promise<unknown>>} */
const styles = new Map();

/**
 * Link a style sheet once; resolves when it has loaded. A standalone page contains its styles.
 * @param {URL} url
 */
export function addStyles(url) {
  if (document.querySelector(`style[data-address="${url.href}"]`)) return Promise.resolve();
  const known = styles.get(url.href);
  if (known) return known;
  const link = element("link", { rel: "stylesheet", href: url.href }); // one in the document itself may still be loading
  const loaded = new Promise((done) => link.addEventListener("load", done, { once: true }));
  styles.set(url.href, loaded);
  document.head.append(link);
  return loaded;
}

/**
 * "light" or "dark", from the background that the page gives its components.
 * @param {Element} node
 * @returns {Theme}
 */
export function themeOf(node) {
  const background = getComputedStyle(node).getPropertyValue("--st-background-color").trim() || "#ffffff";
  const probe = drawingOn(document.createElement("canvas"));
  probe.fillStyle = background; // converts any color to hexadecimal
  const [red, green, blue] = [1, 3, 5].map((first) => parseInt(String(probe.fillStyle).slice(first, first + 2), 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue > 128 ? "light" : "dark";
}

/** @param {HTMLCanvasElement} canvas */
export function drawingOn(canvas) {
  const context = canvas.getContext("2d", { willReadFrequently: drawsInSoftware() });
  if (!context) throw new Error("This browser cannot draw on a canvas.");
  return context;
}

/** Whether the user prefers reduced motion. */
export function prefersReducedMotion() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Whether the device is used by fingers alone: then no keys are named. */
export function byTouch() {
  return window.matchMedia("(hover: none) and (pointer: coarse)").matches;
}

/**
 * @param {string} address
 * @param {string} name
 */
export function download(address, name) {
  element("a", { href: address, download: name }).click();
}

/**
 * Call a function after a number of frames; immediately in a hidden tab, where no frames are drawn.
 * @param {number} count
 * @param {() => void} act
 */
export function afterFrames(count, act) {
  if (count === 0 || document.hidden) act();
  else requestAnimationFrame(() => afterFrames(count - 1, act));
}
