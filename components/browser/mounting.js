import { find } from "./dom.js";
import { withPageState } from "./page_state.js";

/**
 * @import { Mounting, Report } from "./types"
 */

/**
 * Streamlit's callback for a component's data: creates the component once per element, and passes on new data.
 * @template Data
 * @param {string} name of the component: a class of its element, which also exposes it to the console and to tests
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
    component.receive(data, (report) => setTriggerValue("edit", withPageState(report)));
    return () => {
      setTimeout(() => {
        // Streamlit also cleans up data that were replaced, while the component stays
        if (root.isConnected || made.get(root) !== component) return;
        made.delete(root);
        component.leave?.();
      });
    };
  };
}
