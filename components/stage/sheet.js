// A sheet that lies over the page until it is closed: with its button, with Escape, or by a click beside it.
import { element } from "../browser/dom.js";

export class Sheet {
  constructor(host, name, title) {
    this.name = name;
    this.body = element("div", { class: "body" });
    const close = element("button", { type: "button", class: "tool close", "aria-label": "Close (Esc)", title: "Close (Esc)" }, "×");
    close.addEventListener("click", () => this.dialog.close());
    this.head = element("div", { class: "head" }, element("h2", { id: `sheet-${name}` }, title), close);
    this.dialog = element("dialog", { class: `sheet ${name}`, "aria-labelledby": `sheet-${name}`, "data-sheet": name }, this.head, this.body);
    this.dialog.addEventListener("click", (event) => event.target === this.dialog && this.dialog.close());
    host.append(this.dialog);
  }

  // What it shows, made anew each time that it is opened.
  fill() {}

  toggle() {
    if (this.dialog.open) return this.dialog.close();
    this.fill();
    this.dialog.showModal();
  }
}

// The name of the sheet that is open, or "other" where something else lies over the page, or nothing.
export function sheetOpen() {
  const open = document.querySelector("dialog[open], [role=dialog]");
  return open && (open.dataset.sheet ?? "other");
}
