import { find } from "./dom.js";
import { located } from "./whereabouts.js";

/**
 * @import { Mounting, Report } from "./types"
 */

/**
 * What Streamlit calls at every change of a component's data: makes the component once for its element, and passes on the data.
 * @template Data
 * @param {string} name of the component: its element has this class, and holds it for the console, and for tests
 * @param {(root: HTMLElement) => { receive(data: Data, send: (report: Report) => void): unknown, leave?(): void }} make
 */
export function mounting(name, make) {
  /** @type {WeakMap<HTMLElement, ReturnType<typeof make>>} */
  const made = new WeakMap();
  /** @param {Mounting<Data>} mounting */
  return ({ data, parentElement, setTriggerValue }) => {
    const root = find(parentElement, `.${name}`);
    const component = made.get(root) ?? make(root);
    made.set(root, component);
    Object.assign(root, { [name]: component });
    component.receive(data, (report) => setTriggerValue("edit", located(report)));
    return () => {
      setTimeout(() => {
        // data that newer ones overtake are cleaned up as well, while the component stays
        if (root.isConnected || made.get(root) !== component) return;
        made.delete(root);
        component.leave?.();
      });
    };
  };
}
