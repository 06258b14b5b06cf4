// Changes during the run: a switch that makes the sliders change it from the step of the clock on, and the list of what was changed.
import { element } from "../browser/dom.js";

export class Turns {
  constructor({ turns, switches }, clock, reports) {
    Object.assign(this, { host: turns, clock, reports });
    this.button = element(
      "button",
      { type: "button", class: "switch", "aria-pressed": "false", title: "Pause at a step and move a slider: the run goes on from there with the new value" },
      "Change from here",
    );
    this.button.addEventListener("click", () => this.toggle());
    switches.append(this.button);
    this.said = element("span", { role: "status" });
    this.list = element("span", { class: "made" });
    turns.append(this.said, this.list);
    clock.addEventListener("tick", () => this.follow());
  }

  // `scene.from_step` is the step from which on the sliders change the run by now; in the laboratory they never do.
  show(scene) {
    this.scene = scene;
    this.button.hidden = Boolean(scene.frames);
    this.on ??= (scene.from_step ?? 0) > 0;
    if (!this.reports.waiting("from")) this.asked = scene.from_step ?? 0;
    this.tell();
    this.follow();
  }

  // Whether settings can be changed during the run here, and whether some are.
  get offered() {
    return Boolean(this.scene && !this.scene.frames && !this.clock.held);
  }
  get made() {
    return this.offered && this.scene.turns.length > 0;
  }

  undoLast() {
    this.reports.add({ changes: this.scene.turns.at(-1).without });
  }

  toggle() {
    this.on = !this.on;
    if (this.on && !this.place() && this.clock.steps > 1) this.clock.set(Math.round(this.clock.steps / 2));
    this.tell();
    this.follow();
  }

  // The step that the sliders are to start from: that of the clock, where it rests within the run.
  place() {
    const { time, steps, playing } = this.clock;
    return !playing && time >= 1 && time < steps ? Math.floor(time) : 0;
  }

  follow() {
    if (!this.scene || this.clock.playing) return;
    const step = this.on ? this.place() : 0;
    clearTimeout(this.settling); // a clock that is being dragged comes to rest first
    if (step === this.asked) return;
    this.settling = setTimeout(() => ((this.asked = step), this.reports.add({ from: String(step) })), 120);
  }

  leave() {
    clearTimeout(this.settling);
  }

  tell() {
    const { turns } = this.scene;
    this.button.setAttribute("aria-pressed", String(this.on));
    this.host.hidden = this.scene.frames || !(this.on || turns.length);
    const step = this.scene.from_step;
    this.said.textContent = !this.on
      ? "Changed during the run:"
      : step
        ? `The sliders now change the run from step ${step} on.`
        : "Pause at a step: the sliders then change the run from there on.";
    this.list.replaceChildren(...turns.map((turn) => this.entry(turn)));
    if (turns.length) this.list.append(this.undo("Undo", "Take the last change back", turns.at(-1).without));
  }

  entry({ step, text, without }) {
    const go = element("button", { type: "button", class: "go", title: `Go to step ${step}` }, text);
    go.addEventListener("click", () => (this.clock.pause(), this.clock.set(step)));
    return element("span", { class: "turn" }, go, this.undo("×", `Take back: ${text}`, without));
  }

  undo(text, label, without) {
    const button = element("button", { type: "button", class: "switch", "aria-label": label, title: label }, text);
    button.addEventListener("click", () => this.reports.add({ changes: without }));
    return button;
  }
}
