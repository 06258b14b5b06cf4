// Mid-run changes: a switch that makes sliders change the run from the current step on, and the list of changes.
import { button, element } from "../browser/dom.js";
import { onReconnected } from "../browser/streamlit_adapter.js";

/**
 * @import { ListedChange, Scene } from "../browser/types"
 * @import { Reports } from "../browser/reports.js"
 * @import { Clock } from "./clock.js"
 * @import { Elements } from "./elements.js"
 */

const SETTLING = 120; // milliseconds after which a dragged clock counts as at rest

export class MidRunChanges {
  /** Whether sliders change the run from the clock's step on; unknown until the first scene. @type {boolean | null} */
  on = null;
  /** @type {Scene | null} */
  scene = null;
  /** The step that was last requested from the page. */
  asked = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  settling;
  left = new AbortController();

  /**
   * @param {Pick<Elements, "changes" | "switches">} elements
   * @param {Clock} clock
   * @param {Reports} reports
   */
  constructor({ changes, switches }, clock, reports) {
    this.host = changes;
    this.clock = clock;
    this.reports = reports;
    const title = "Pause at a step and move a slider: the run continues from there with the new value";
    const named = { class: "switch", "aria-pressed": "false", "aria-label": "Change from here", title };
    this.button = button(named, "Change", () => this.toggle());
    this.button.append(element("span", { class: "more" }, " from here")); // if it fits
    switches.append(this.button);
    this.status = element("span", { role: "status" });
    this.list = element("span", { class: "list" });
    changes.append(this.status, this.list);
    clock.addEventListener("tick", () => this.follow());
    onReconnected(this.left.signal, () => reports.greet(this.asked ? { from: String(this.asked) } : {})); // after a restart
  }

  /**
   * `scene.from_step` is the step from which sliders currently change the run; in the laboratory always 0.
   * @param {Scene} scene
   */
  show(scene) {
    this.scene = scene;
    const from = scene.from_step ?? 0;
    this.button.hidden = Boolean(scene.frames || scene.fixed || scene.standalone);
    this.on ??= from > 0;
    if (!this.reports.waiting("from")) this.asked = from;
    this.update();
    this.follow();
  }

  /** Whether settings can be changed mid-run. */
  get offered() {
    return Boolean(this.scene && !this.button.hidden && !this.clock.held);
  }

  /** The changes that can be undone, latest last. */
  get changes() {
    return this.offered ? (this.scene?.changes ?? []) : [];
  }

  undoLast() {
    const last = this.changes.at(-1);
    if (last) this.reports.add({ changes: last.without });
  }

  toggle() {
    this.on = !this.on;
    if (this.on && !this.place() && this.clock.steps > 1) this.clock.set(Math.round(this.clock.steps / 2));
    this.update();
    this.follow();
  }

  /** The step for changes: that of a clock at rest within the run, otherwise 0. */
  place() {
    const { time, steps, playing } = this.clock;
    return !playing && time >= 1 && time < steps ? Math.floor(time) : 0;
  }

  follow() {
    if (!this.scene || this.clock.playing) return;
    const step = this.on ? this.place() : 0;
    clearTimeout(this.settling);
    if (step !== this.asked) this.settling = setTimeout(() => this.ask(step), SETTLING);
  }

  /** @param {number} step */
  ask(step) {
    this.asked = step;
    this.reports.add({ from: String(step) });
  }

  leave() {
    this.left.abort();
    clearTimeout(this.settling);
  }

  /** The switch, the list, and a sentence on what sliders do. */
  update() {
    if (!this.scene) return;
    const { changes, frames, from_step: step } = this.scene;
    this.button.setAttribute("aria-pressed", String(this.on));
    this.host.hidden = Boolean(frames) || !(this.on || changes.length);
    if (!this.on) this.status.textContent = "Changed during the run:";
    else if (step) this.status.textContent = `The sliders now change the run from step ${step} on.`;
    else this.status.textContent = "Pause at a step: the sliders then change the run from there on.";
    this.list.replaceChildren(...changes.map((change) => this.entry(change)));
    const last = changes.at(-1);
    if (last && !this.scene.standalone) this.list.append(this.undo("Undo", "Undo last change", last.without));
  }

  /** @param {ListedChange} change */
  entry({ step, text, without }) {
    const go = button({ class: "go", title: `Go to step ${step}` }, text, () => {
      this.clock.pause();
      this.clock.set(step);
    });
    const undo = this.scene?.standalone ? [] : [this.undo("×", `Undo: ${text}`, without)];
    return element("span", { class: "change" }, go, ...undo);
  }

  /**
   * @param {string} text
   * @param {string} label
   * @param {string} without
   */
  undo(text, label, without) {
    const named = { class: "switch", "aria-label": label, title: label };
    return button(named, text, () => this.reports.add({ changes: without }));
  }
}
