// Previous and next scene of a lesson by the page's own buttons; the keyboard focus stays on the page.

const BUTTONS = { next: ".st-key-turn-next button", previous: ".st-key-turn-previous button" };
const GONE = ":disabled, [inert] *, [hidden] *"; // elements that cannot keep the focus

export class SceneNavigation {
  /** The last focused element, unless the user moved the focus away. @type {Element | null} */
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
   * If the focused element is gone or disabled, focus the next one in line.
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
