// What every component does with the document.

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

// Fill a select from {value: text}; one that has them is left alone, for it may be open.
export function fill(select, options) {
  const key = JSON.stringify(options);
  if (select.dataset.key !== key) select.replaceChildren(...Object.entries(options).map(([value, text]) => element("option", { value }, text)));
  select.dataset.key = key;
}

// Link a style sheet, once; resolves when it is there.
export function addStyles(url) {
  const known = document.querySelector(`link[href="${url.href}"]`);
  if (known) return known.ready;
  const link = element("link", { rel: "stylesheet", href: url.href });
  link.ready = new Promise((done) => link.addEventListener("load", done, { once: true }));
  document.head.append(link);
  return link.ready;
}

// "light" or "dark", from the background that the page gives its components.
export function themeOf(node) {
  const probe = document.createElement("canvas").getContext("2d");
  probe.fillStyle = getComputedStyle(node).getPropertyValue("--st-background-color").trim() || "#ffffff";
  const [red, green, blue] = probe.fillStyle.match(/[0-9a-f]{2}/gi).map((pair) => parseInt(pair, 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue > 128 ? "light" : "dark";
}

// Whether this person has asked for a page without motion.
export function calm() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}
