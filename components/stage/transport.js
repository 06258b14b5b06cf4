// The controls of the clock (play, step, scrub, speed) and the switches of the view.
import { button, element } from "../browser/dom.js";

/**
 * @import { ViewSettings } from "../browser/types"
 * @import { Clock } from "./clock.js"
 * @import { Elements } from "./elements.js"
 * @typedef {"field" | "marks" | "fates" | "ensemble" | "seeds"} Switch
 */

const ICONS = {
  first: "M6 5h2v14H6zM20 5v14L9.5 12z",
  back: "M16 5v14L6 12zM17 5h2v14h-2z",
  play: "M7 4.5v15l13-7.5z",
  pause: "M6 5h4.5v14H6zM13.5 5H18v14h-4.5z",
  forward: "M8 5l10 7-10 7zM5 5h2v14H5z",
  last: "M16 5h2v14h-2zM4 5l10.5 7L4 19z",
};
/** @type {Record<string, string>} key in the address: label */
const SPEEDS = { 0.25: "¼×", 0.5: "½×", 1: "1×", 2: "2×", 4: "4×" };
const IN_ORDER = ["0.25", "0.5", "1", "2", "4"];

/** @param {keyof typeof ICONS} name */
export function icon(name) {
  return `<svg viewBox="0 0 24 24" width="18" height="18" fill="currentColor" aria-hidden="true"><path d="${ICONS[name]}"/></svg>`;
}

/** @param {string} speed as in the address */
export function speedOf(speed) {
  return speed in SPEEDS ? Number(speed) : 1;
}

export class Transport {
  /**
   * @param {Pick<Elements, "transport" | "switches" | "fates" | "fatesSwitch" | "ensemble" | "ensembleSwitch" | "seeds">} elements
   * @param {Clock} clock
   * @param {{ onSpeed: (speed: string) => void, onSwitch: (name: Switch, value: string) => void }} actions
   */
  constructor({ transport, switches, fatesSwitch, ensembleSwitch, ...selects }, clock, { onSpeed, onSwitch }) {
    this.clock = clock;
    this.onSwitch = onSwitch;
    this.playing = tool("play", "Play (Space)", () => clock.toggle());
    this.scrubber = element("input", { type: "range", min: 0, step: 1, class: "scrubber", "aria-label": "Step" });
    this.scrubber.addEventListener("input", () => this.scrub());
    this.now = element("span");
    this.end = element("span");
    this.counter = element("output", { class: "counter" }, this.now, " ", this.end); // on one line or two
    this.speed = button({ class: "tool speed", title: "Speed" }, "", () => onSpeed(this.nextSpeed()));
    this.switches = {
      field: this.switch("field", "−∇f", "Show the field of −∇f, the direction of steepest descent"),
      marks: this.switch("marks", "Marks", "Mark equal steps on all paths"),
    };
    this.front = button(
      { class: "switch front", "aria-pressed": "false", title: "The surface in three dimensions" },
      "3D",
      () => this.turnFront(),
    );
    for (const name of /** @type {const} */ (["fates", "ensemble", "seeds"]))
      selects[name].addEventListener("change", () => onSwitch(name, selects[name].value));
    switches.append(this.front, this.speed, ...Object.values(this.switches), fatesSwitch, ensembleSwitch);
    transport.append(
      tool("first", "To the start (Home)", () => clock.toStart()),
      tool("back", "One step back (←)", () => clock.step(-1)),
      this.playing,
      tool("forward", "One step forward (→)", () => clock.step(1)),
      tool("last", "To the end (End)", () => clock.toEnd()),
      this.scrubber,
      this.counter,
      switches,
    );
    clock.addEventListener("tick", () => this.tick());
  }

  /** Where only one view fits: switch to the other. */
  turnFront() {
    const surface = this.front.getAttribute("aria-pressed") !== "true";
    this.front.setAttribute("aria-pressed", String(surface));
    this.front.closest(".stage")?.classList.toggle("surface-in-front", surface);
  }

  scrub() {
    this.clock.pause();
    this.clock.set(Number(this.scrubber.value));
  }

  nextSpeed() {
    const place = IN_ORDER.indexOf(String(this.clock.speed));
    return IN_ORDER[(place + 1) % IN_ORDER.length];
  }

  /**
   * @param {Switch} name
   * @param {string} label
   * @param {string} title
   */
  switch(name, label, title) {
    const made = button({ class: "switch", "aria-pressed": "false", title }, label, () =>
      this.onSwitch(name, made.getAttribute("aria-pressed") === "true" ? "0" : "1"),
    );
    return made;
  }

  /** @param {ViewSettings} view */
  show(view) {
    this.speed.textContent = SPEEDS[view.speed] ?? "";
    this.speed.setAttribute("aria-label", `Speed ${view.speed}`);
    this.switches.field.setAttribute("aria-pressed", String(view.field === "1"));
    this.switches.marks.setAttribute("aria-pressed", String(view.marks === "1"));
    this.tick();
  }

  tick() {
    const { time, steps, playing } = this.clock;
    this.scrubber.max = String(steps);
    this.scrubber.value = String(Math.round(time));
    this.scrubber.style.setProperty("--filled", `${steps ? (100 * time) / steps : 0}%`);
    this.now.textContent = `step ${Math.floor(time + 1e-9)}`;
    this.end.textContent = `of ${steps}`;
    if (this.playing.dataset.playing === String(playing)) return;
    this.playing.dataset.playing = String(playing);
    this.playing.innerHTML = icon(playing ? "pause" : "play");
    this.playing.setAttribute("aria-label", playing ? "Pause (Space)" : "Play (Space)");
  }
}

/**
 * @param {keyof typeof ICONS} name
 * @param {string} label
 * @param {() => void} onClick
 */
function tool(name, label, onClick) {
  const made = button({ class: `tool ${name}`, "aria-label": label, title: label }, "", onClick);
  made.innerHTML = icon(name);
  return made;
}
