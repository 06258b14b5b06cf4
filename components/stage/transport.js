// The controls of the clock: play, step, scrub, speed; and the switches of the view.
import { element } from "../browser/dom.js";

const ICONS = {
  first: "M6 5h2v14H6zM20 5v14L9.5 12z",
  back: "M16 5v14L6 12zM17 5h2v14h-2z",
  play: "M7 4.5v15l13-7.5z",
  pause: "M6 5h4.5v14H6zM13.5 5H18v14h-4.5z",
  forward: "M8 5l10 7-10 7zM5 5h2v14H5z",
  last: "M16 5h2v14h-2zM4 5l10.5 7L4 19z",
};
export const SPEEDS = ["0.25", "0.5", "1", "2", "4"];
const SPOKEN = { 0.25: "¼×", 0.5: "½×", 1: "1×", 2: "2×", 4: "4×" };

export function icon(name) {
  return `<svg viewBox="0 0 24 24" width="18" height="18" fill="currentColor" aria-hidden="true"><path d="${ICONS[name]}"/></svg>`;
}

export class Transport {
  constructor({ transport, switches }, clock, { onSpeed, onSwitch }) {
    this.clock = clock;
    const button = (name, label, action) => {
      const made = element("button", { type: "button", class: `tool ${name}`, "aria-label": label, title: label });
      made.innerHTML = icon(name);
      made.addEventListener("click", action);
      return made;
    };
    this.playing = button("play", "Play (Space)", () => clock.toggle());
    this.scrubber = element("input", { type: "range", min: 0, step: 1, class: "scrubber", "aria-label": "Step" });
    this.scrubber.addEventListener("input", () => {
      clock.pause();
      clock.set(Number(this.scrubber.value));
    });
    this.counter = element("output", { class: "counter" });
    this.speed = element("button", { type: "button", class: "tool speed", title: "Speed" });
    this.speed.addEventListener("click", () => onSpeed(SPEEDS[(SPEEDS.indexOf(String(clock.speed)) + 1) % SPEEDS.length]));
    this.switches = {};
    const toggle = (name, label, title) => {
      const made = element("button", { type: "button", class: "switch", "aria-pressed": "false", title }, label);
      made.addEventListener("click", () => onSwitch(name, made.getAttribute("aria-pressed") === "true" ? "0" : "1"));
      this.switches[name] = made;
      return made;
    };
    switches.append(this.speed, toggle("field", "−∇f", "Show the direction downhill"), toggle("marks", "Marks", "Mark equal steps on all paths"));
    transport.append(
      button("first", "To the start (Home)", () => (clock.pause(), clock.set(0))),
      button("back", "One step back (←)", () => clock.step(-1)),
      this.playing,
      button("forward", "One step forward (→)", () => clock.step(1)),
      button("last", "To the end (End)", () => (clock.pause(), clock.set(clock.steps))),
      this.scrubber,
      this.counter,
      switches,
    );
    clock.addEventListener("tick", () => this.tick());
  }

  show(view) {
    this.speed.textContent = SPOKEN[view.speed];
    this.speed.setAttribute("aria-label", `Speed ${view.speed}`);
    for (const [name, made] of Object.entries(this.switches)) made.setAttribute("aria-pressed", String(view[name] === "1"));
    this.tick();
  }

  tick() {
    const { time, steps, playing } = this.clock;
    this.scrubber.max = steps;
    this.scrubber.value = Math.round(time);
    this.scrubber.style.setProperty("--filled", `${steps ? (100 * time) / steps : 0}%`);
    this.counter.textContent = `step ${Math.floor(time + 1e-9)} of ${steps}`;
    if (this.playing.dataset.playing === String(playing)) return;
    this.playing.dataset.playing = String(playing);
    this.playing.innerHTML = icon(playing ? "pause" : "play");
    this.playing.setAttribute("aria-label", playing ? "Pause (Space)" : "Play (Space)");
  }
}
