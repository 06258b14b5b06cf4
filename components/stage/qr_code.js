// The address of the page as a QR code, large enough for the back row, with the link beneath it.
import { button, element } from "../browser/dom.js";
import { Sheet } from "./sheet.js";

const COPY = "Copy the link";
const UNANSWERED = "The code could not be fetched: the server does not answer. The link beneath is right.";

export class QrCode extends Sheet {
  assets = "";

  /**
   * @param {HTMLElement} host
   * @param {() => void} onOpen what makes the address that of the picture
   */
  constructor(host, onOpen) {
    super(host, "code", "This page, exactly as it is");
    this.onOpen = onOpen;
    this.link = element("p", { class: "link", tabindex: "0" });
    this.copy = button({ class: "switch" }, COPY, () => this.copyLink());
    this.head.insertBefore(this.copy, this.closer);
  }

  /** @override */
  async fill() {
    this.onOpen();
    const address = window.location.href;
    const picture = element("div", { class: "code", role: "status" });
    this.link.textContent = address;
    this.copy.textContent = COPY;
    this.body.replaceChildren(picture, this.link);
    const wanted = new URL(`${this.assets}code.svg?${new URLSearchParams({ of: address })}`, document.baseURI);
    const answer = await fetch(wanted).catch(() => null);
    if (!answer)
      return picture.replaceChildren(
        element("p", {}, UNANSWERED),
        button({ class: "switch" }, "Try again", () => this.fill()),
      );
    const text = await answer.text();
    if (!answer.ok) return picture.replaceChildren(element("p", {}, text));
    const alt = "QR code of the address of this page; the link stands beneath";
    picture.replaceChildren(element("img", { src: `data:image/svg+xml,${encodeURIComponent(text)}`, alt }));
  }

  /** Without encryption, as in a class room's own network, there is no clipboard but the old way to it. */
  async copyLink() {
    if (navigator.clipboard) await navigator.clipboard.writeText(this.link.textContent);
    else {
      window.getSelection()?.selectAllChildren(this.link);
      document.execCommand("copy");
    }
    this.copy.textContent = "Copied";
  }
}
