// The address of the page as a QR code, large enough for the back row, with the link beneath it.
import { element } from "../browser/dom.js";
import { Sheet } from "./sheet.js";

export class Code extends Sheet {
  constructor(stage) {
    super(stage.root, "code", "This page, exactly as it is");
    this.stage = stage;
    this.link = element("p", { class: "link", tabindex: "0" });
    this.copy = element("button", { type: "button", class: "switch" }, "Copy the link");
    this.copy.addEventListener("click", () => this.copied());
    this.head.insertBefore(this.copy, this.head.lastChild);
  }

  async fill() {
    this.stage.shown();
    const address = window.location.href;
    const picture = element("div", { class: "code", role: "status" });
    this.link.textContent = address;
    this.copy.textContent = "Copy the link";
    this.body.replaceChildren(picture, this.link);
    const answer = await fetch(new URL(`${this.stage.served.assets}code.svg?${new URLSearchParams({ of: address })}`, document.baseURI));
    const text = await answer.text();
    if (!answer.ok) return picture.replaceChildren(element("p", {}, text));
    const source = `data:image/svg+xml,${encodeURIComponent(text)}`;
    picture.replaceChildren(element("img", { src: source, alt: "QR code of the address of this page; the link stands beneath" }));
  }

  // Without encryption, as in a class room's own network, there is no clipboard but the old way to it.
  async copied() {
    if (navigator.clipboard) await navigator.clipboard.writeText(this.link.textContent);
    else {
      window.getSelection().selectAllChildren(this.link);
      document.execCommand("copy");
    }
    this.copy.textContent = "Copied";
  }
}
