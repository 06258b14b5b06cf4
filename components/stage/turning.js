// Moves to the next or previous scene of a lesson by the page's own buttons; the focus stays on the page.

const BUTTONS = { next: ".st-key-turn-next button", previous: ".st-key-turn-previous button" };
const GONE = ":disabled, [inert] *, [hidden] *"; // what has the focus no longer, once it is one of these

export class Turning {
  /** What had the focus last, unless a person took it away. @type {Element | null} */
  last = null;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    document.addEventListener("focusin", this.hold);
    document.addEventListener("pointerdown", this.drop);
  }

  leave() {
    document.removeEventListener("focusin", this.hold);
    document.removeEventListener("pointerdown", this.drop);
  }

  /** @param {FocusEvent} event */
  hold = ({ target }) => {
    if (target instanceof Element) this.last = target;
  };

  drop = () => {
    this.last = null;
  };

  /** @param {keyof typeof BUTTONS} where */
  button(where) {
    const found = document.querySelector(BUTTONS[where]);
    return found instanceof HTMLButtonElement && !found.disabled ? found : null;
  }

  /** Whether this page has scenes. */
  get offered() {
    return Boolean(this.button("next") ?? this.button("previous"));
  }

  /** @param {keyof typeof BUTTONS} where */
  turn(where) {
    this.button(where)?.click();
  }

  /**
   * Where what had the focus is gone, or cannot have it any more, give it to the next in line that can.
   * @param {HTMLElement} first
   */
  keepFocus(first) {
    const { last } = this;
    if (document.activeElement !== document.body || !last || (last.isConnected && !last.matches(GONE))) return;
    const heirs = [first, this.button("next"), this.button("previous"), this.root.querySelector(".play")];
    const heir = heirs.find((one) => one instanceof HTMLElement && one.checkVisibility() && !one.matches(GONE));
    if (heir instanceof HTMLElement) heir.focus({ preventScroll: true });
  }
}
