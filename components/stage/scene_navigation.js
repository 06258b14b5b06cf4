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
   * If the focused element is gone, hidden or disabled, focus the next one in line.
   * @param {HTMLElement} first
   */
  keepFocus(first) {
    const { last } = this;
    const { activeElement, body } = document;
    if (!last || keepsFocus(last) || (activeElement !== body && activeElement !== last)) return; // hidden, it loses the focus later
    const heirs = [first, this.button("next"), this.button("previous"), this.root.querySelector(".transport .play")];
    const heir = heirs.find((one) => one && keepsFocus(one));
    if (heir instanceof HTMLElement) heir.focus({ preventScroll: true });
  }
}

/** @param {Element} one */
function keepsFocus(one) {
  return one.isConnected && !one.matches(GONE) && one.checkVisibility({ visibilityProperty: true });
}
