// The tooltip beside the pointer.
import { addStyles, element } from "./dom.js";

const APART = 16; // pixels from the pointer

export class Tooltip {
  /** @param {HTMLElement} host element that the tooltip stays within */
  constructor(host) {
    addStyles(new URL("tooltip.css", import.meta.url));
    this.host = host;
    this.root = element("div", { class: "tip", role: "status" });
    host.append(this.root);
  }

  /**
   * @param {PointerEvent} event
   * @param {...Node} content
   */
  show(event, ...content) {
    this.root.replaceChildren(...content);
    this.root.classList.add("shown");
    const box = this.host.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const { offsetWidth: width, offsetHeight: height } = this.root;
    const left = x + APART + width > box.width ? x - APART - width : x + APART;
    this.root.style.transform = `translate(${Math.max(left, 0)}px, ${Math.max(y - height / 2, 0)}px)`;
  }

  hide() {
    this.root.classList.remove("shown");
  }
}
