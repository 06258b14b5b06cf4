// One clock for all views: the current step, from 0 to the last, and whether it is playing.
import { prefersReducedMotion } from "../browser/dom.js";
import { clamp, roundAbove } from "../browser/numbers.js";

const SECONDS = 6; // for a whole run at speed 1
const NEARLY = 1e-9; // a time this close to a step counts as that step

export class Clock extends EventTarget {
  time = 0;
  steps = 0;
  speed = 1;
  playing = false;
  held = false;

  /**
   * Change the number of steps; a clock at the end stays at the end.
   * @param {number} steps
   */
  resize(steps) {
    if (steps === this.steps) return;
    const atEnd = this.time >= this.steps;
    this.steps = steps;
    this.set(atEnd && !this.playing ? steps : Math.min(this.time, steps));
  }

  /** @param {number} time */
  set(time) {
    this.time = this.held ? 0 : clamp(time, 0, this.steps);
    this.dispatchEvent(new Event("tick"));
  }

  /**
   * Step forward or back, and pause.
   * @param {number} by
   */
  step(by) {
    this.pause();
    this.set((by > 0 ? Math.floor(this.time + NEARLY) : Math.ceil(this.time - NEARLY)) + by);
  }

  toStart() {
    this.pause();
    this.set(0);
  }

  toEnd() {
    this.pause();
    this.set(this.steps);
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  /** Stay at the start until released; a request to play is passed on. */
  hold() {
    this.pause();
    this.held = true;
    this.time = 0;
  }

  play() {
    if (this.held) return this.dispatchEvent(new Event("held"));
    if (this.time >= this.steps) this.time = 0;
    this.playing = true;
    this.run();
    return this.dispatchEvent(new Event("tick"));
  }

  run() {
    let last = performance.now();
    let exact = this.time;
    const every = prefersReducedMotion() ? stride(this.steps) : 0; // still pictures at half the pace
    const pace = (Math.max(this.steps, 12) * this.speed) / SECONDS / (every ? 2 : 1);
    const frame = (/** @type {number} */ now) => {
      if (!this.playing) return;
      exact += ((now - last) / 1000) * pace;
      last = now;
      if (exact >= this.steps) this.playing = false;
      const next = every && this.playing ? Math.max(this.time, Math.floor(exact / every) * every) : exact;
      if (next !== this.time || !this.playing) this.set(next);
      if (this.playing) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  /**
   * Stop.
   * @param {number} time
   */
  stopAt(time) {
    this.pause();
    this.set(time);
  }

  pause() {
    if (!this.playing) return;
    this.playing = false;
    this.set(Math.round(this.time));
  }
}

/**
 * A round step size that divides a path into about twenty parts.
 * @param {number} steps
 */
export function stride(steps) {
  return roundAbove(Math.max(1, steps / 20));
}
