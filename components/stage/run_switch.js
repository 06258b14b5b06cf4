// A feature that is shown for one run at a time: a switch in the clock's row and, while it is on, a menu of the runs.
import { fill } from "../browser/dom.js";

/** @import { Run } from "../browser/types" */

export const NONE = "none";

export class RunSwitch {
  /**
   * @param {HTMLButtonElement} button
   * @param {HTMLSelectElement} select dispatches "change" for any change
   */
  constructor(button, select) {
    this.button = button;
    this.select = select;
    button.addEventListener("click", () => this.toggle());
  }

  /** Turn it on for the first run, or off. */
  toggle() {
    const [none, first] = this.select.options;
    this.select.value = (this.select.value === NONE ? first : none).value;
    this.select.dispatchEvent(new Event("change"));
  }

  /**
   * Offer these runs, with the chosen one selected.
   * @param {Run[]} runs
   * @param {string} wanted
   * @param {boolean} offered
   */
  show(runs, wanted, offered) {
    const named = runs.map(({ key, title }) => [key, title]);
    const key = named.some(([one]) => one === wanted) ? wanted : NONE;
    fill(this.select, { [NONE]: "hidden", ...Object.fromEntries(named) });
    this.select.value = key;
    this.button.hidden = !offered || !runs.length;
    this.button.setAttribute("aria-pressed", String(key !== NONE));
    return this.button.hidden ? NONE : key;
  }
}
