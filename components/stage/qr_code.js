// The address of the page as a QR code, large enough for the back row, with the link below it.
import { button, element } from "../browser/dom.js";
import { fetchOrThrow, showError } from "../browser/request_errors.js";
import { Sheet } from "./sheet.js";

const COPY = "Copy the link";
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
const ALONE =
  "Only this computer can open this link. For other devices, open the page under this computer's name or network address.";
const UNFETCHED = "The code could not be fetched. The link below works. ";

export class QrCode extends Sheet {
  assets = "";
  /** Whether something is hidden here, so that the link with all controls differs. */
  restricted = false;

  /**
   * @param {HTMLElement} host
   * @param {(open: boolean) => string} linkOf address of the picture; if `open`, with all controls
   */
  constructor(host, linkOf) {
    super(host, "code", "A link to this picture");
    this.linkOf = linkOf;
    this.link = element("p", { class: "link", tabindex: "0" });
    this.copy = button({ class: "switch" }, COPY, () => this.copyLink());
    this.here = button({ class: "switch" }, "As here", () => this.draw(false));
    this.open = button({ class: "switch" }, "With all controls", () => this.draw(true));
    this.choice = element("span", { class: "which", role: "group", "aria-label": "What the link shows" }, this.here, this.open);
    this.head.insertBefore(this.choice, this.closer);
    this.head.insertBefore(this.copy, this.closer);
  }

  /** @override */
  fill() {
    this.choice.hidden = !this.restricted;
    return this.draw(false);
  }

  /** @param {boolean} open with all controls */
  async draw(open) {
    this.here.setAttribute("aria-pressed", String(!open));
    this.open.setAttribute("aria-pressed", String(open));
    const address = this.linkOf(open);
    const picture = element("div", { class: "code", role: "status" });
    const alone = LOOPBACK.test(window.location.hostname) ? [element("p", { class: "warning", role: "alert" }, ALONE)] : [];
    this.link.textContent = address;
    this.copy.textContent = COPY;
    this.body.replaceChildren(...alone, picture, this.link);
    const wanted = new URL(`${this.assets}code.svg?${new URLSearchParams({ of: address })}`, document.baseURI);
    const drawn = await fetchOrThrow(wanted)
      .then((answer) => answer.text())
      .catch((/** @type {Error} */ error) => error);
    if (this.link.textContent !== address) return; // another one was requested meanwhile
    if (drawn instanceof Error) {
      const why = element("span", {});
      showError(why, drawn, () => this.draw(open));
      return picture.replaceChildren(element("p", {}, UNFETCHED, why));
    }
    const alt = "QR code of this link; the link is below";
    picture.replaceChildren(element("img", { src: `data:image/svg+xml,${encodeURIComponent(drawn)}`, alt }));
  }

  /** Without HTTPS, as on a classroom's own network, only the deprecated clipboard API works. */
  async copyLink() {
    if (navigator.clipboard) await navigator.clipboard.writeText(this.link.textContent);
    else {
      window.getSelection()?.selectAllChildren(this.link);
      document.execCommand("copy");
    }
    this.copy.textContent = "Copied";
  }
}
