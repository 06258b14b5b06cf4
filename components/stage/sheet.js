// A sheet over the page, closed by its button, by Escape, or by a click outside.
import { button, element } from "../browser/dom.js";

export class Sheet {
  /**
   * @param {HTMLElement} host
   * @param {string} name
   * @param {string} title
   */
  constructor(host, name, title) {
    this.body = element("div", { class: "body" });
    this.closer = button({ class: "tool close", "aria-label": "Close (Esc)", title: "Close (Esc)" }, "×", () =>
      this.dialog.close(),
    );
    this.head = element("div", { class: "head" }, element("h2", { id: `sheet-${name}` }, title), this.closer);
    const named = { class: `sheet ${name}`, "aria-labelledby": `sheet-${name}`, "data-sheet": name };
    this.dialog = element("dialog", named, this.head, this.body);
    this.dialog.addEventListener("click", (event) => event.target === this.dialog && this.dialog.close());
    host.append(this.dialog);
  }

  /** Its content, rebuilt each time it is opened. */
  fill() {}

  toggle() {
    if (this.dialog.open) return this.dialog.close();
    this.fill();
    this.dialog.showModal();
  }
}

/** The name of the open sheet, "other" if another dialog is open, or null. */
export function sheetOpen() {
  const open = document.querySelector("dialog[open], [role=dialog]");
  return open instanceof HTMLElement ? (open.dataset.sheet ?? "other") : null;
}
