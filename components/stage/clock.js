// One clock for all views: the step that is shown, from 0 to the last, and whether it runs.
import { calm } from "../browser/dom.js";

const SECONDS = 6; // for a whole run at speed 1

export class Clock extends EventTarget {
  constructor() {
    super();
    Object.assign(this, { time: 0, steps: 0, speed: 1, playing: false, held: false });
  }

  // More or fewer steps: one who stands at the end stays at the end.
  resize(steps) {
    if (steps === this.steps) return;
    const atEnd = this.time >= this.steps;
    this.steps = steps;
    this.set(atEnd && !this.playing ? steps : Math.min(this.time, steps));
  }

  set(time) {
    this.time = this.held ? 0 : Math.min(Math.max(time, 0), this.steps);
    this.dispatchEvent(new Event("tick"));
  }

  // Forward or back by whole steps; whoever steps wants to look, so it stops.
  step(by) {
    this.pause();
    this.set(by > 0 ? Math.floor(this.time + 1e-9) + by : Math.ceil(this.time - 1e-9) + by);
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  // Stand at the start until it is let go: a wish to play is then passed on.
  hold() {
    this.pause();
    Object.assign(this, { held: true, time: 0 });
  }

  play() {
    if (this.held) return this.dispatchEvent(new Event("held"));
    if (this.time >= this.steps) this.time = 0;
    this.playing = true;
    let last = performance.now();
    let exact = this.time;
    const every = calm() ? stride(this.steps) : 0; // who wants no motion sees a still picture after another, at half the pace
    const frame = (now) => {
      if (!this.playing) return;
      exact += ((now - last) / 1000 / SECONDS / (every ? 2 : 1)) * Math.max(this.steps, 12) * this.speed;
      last = now;
      if (exact >= this.steps) this.playing = false;
      const next = every && this.playing ? Math.max(this.time, Math.floor(exact / every) * every) : exact;
      if (next !== this.time || !this.playing) this.set(next);
      if (this.playing) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    this.dispatchEvent(new Event("tick"));
  }

  pause() {
    if (!this.playing) return;
    this.playing = false;
    this.set(Math.round(this.time));
  }
}

// Equal steps, about twenty of which make a path, at round numbers.
export function stride(steps) {
  const rough = Math.max(1, steps / 20);
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((factor) => factor * power).find((every) => every >= rough);
}
