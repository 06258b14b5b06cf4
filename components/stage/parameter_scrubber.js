// The parameter scrubber: a second clock in the laboratory, whose time is a hyperparameter. Moving it sends nothing to the server.
import { button, element, fill, prefersReducedMotion } from "../browser/dom.js";
import { clamp } from "../browser/numbers.js";
import { scrubbing } from "../browser/scrubbing.js";
import { icon } from "./transport.js";

/**
 * @import { Edits, Sweep } from "../browser/types"
 * @import { Frames } from "./frames.js"
 * @typedef {{ onPick: (index: number | null) => void, onEdit: (edits: Edits) => void }} Actions
 */

const SECONDS = 8; // for all values, when playing

export class ParameterScrubber {
  playing = false;
  left = new AbortController();
  /** The frame that is shown, or null. @type {number | null} */
  picked = null;
  /** @type {Sweep | null} */
  sweep = null;

  /**
   * @param {HTMLElement} host
   * @param {Frames} frames
   * @param {Actions} actions
   */
  constructor(host, frames, { onPick, onEdit }) {
    this.host = host;
    this.frames = frames;
    this.onPick = onPick;
    this.subject = choice("Optimizer to try", (subject) => onEdit({ subject }));
    this.swept = choice("Hyperparameter to try", (swept) => onEdit({ swept }));
    const playing = { class: "tool play", title: "Play through the values" };
    this.button = button(playing, "", () => (this.playing ? this.pause() : this.play()));
    this.range = element("input", { type: "range", min: 0, step: 1, class: "scrubber", "aria-label": "Value to try" });
    this.range.addEventListener("input", () => this.choose(Number(this.range.value)));
    this.output = element("output", { class: "counter" });
    this.keep = button({ class: "switch", title: "Set the slider to this value" }, "Apply", () => this.keepValue(onEdit));
    this.release = button({ class: "switch", title: "Return to the current setting" }, "Reset", () => this.choose(null));
    const name = element("span", { class: "name" }, "Try values");
    host.append(name, this.subject, this.swept, this.button, this.range, this.output, this.keep, this.release);
    frames.addEventListener("changed", () => this.draw());
    const asked = (/** @type {Event} */ event) => this.choose(/** @type {CustomEvent<number | null>} */ (event).detail);
    scrubbing.addEventListener("pick", asked, { signal: this.left.signal });
  }

  /**
   * @param {Sweep | null} sweep
   * @param {number | null} picked
   */
  show(sweep, picked) {
    this.host.hidden = !sweep;
    if (!sweep) return scrubbing.show(null);
    Object.assign(this, { sweep, picked });
    fill(this.subject, sweep.subjects);
    fill(this.swept, sweep.numbers);
    this.subject.value = sweep.subject;
    this.swept.value = sweep.swept;
    this.draw();
  }

  /**
   * The user starts scrubbing.
   * @param {number | null} index
   */
  choose(index) {
    this.pause();
    this.pick(index);
  }

  /** @param {number | null} index */
  pick(index) {
    this.picked = index;
    this.onPick(index);
    this.draw();
  }

  /** @param {Actions["onEdit"]} onEdit */
  keepValue(onEdit) {
    if (this.sweep && this.picked !== null) onEdit({ [this.sweep.parameter]: this.sweep.values[this.picked] });
  }

  draw() {
    const { frames, picked, range } = this;
    const there = frames.count > 0;
    range.max = String(Math.max(frames.count - 1, 1));
    range.disabled = this.button.disabled = !there;
    this.keep.disabled = this.release.disabled = !there || picked === null;
    this.button.innerHTML = icon(this.playing ? "pause" : "play");
    this.button.setAttribute("aria-label", this.playing ? "Pause the values" : "Play through the values");
    const text = this.text();
    this.output.textContent = text;
    this.share();
    if (!there) return;
    const place = picked ?? this.nearest();
    range.value = String(place);
    range.setAttribute("aria-valuetext", text);
    range.style.setProperty("--filled", `${(100 * place) / (frames.count - 1)}%`);
  }

  /** Update other scrubbing controls. */
  share() {
    const { sweep, picked, frames } = this;
    const shown = sweep && { subject: sweep.subject, parameter: sweep.parameter, values: sweep.values, picked };
    scrubbing.show(frames.count ? shown : null);
  }

  leave() {
    this.pause();
    this.left.abort();
    scrubbing.show(null);
  }

  text() {
    const { sweep, picked } = this;
    if (!this.frames.count || !sweep) return "loading";
    return `${sweep.symbol} = ${picked === null ? sweep.value : sweep.values[picked]}`;
  }

  /** The frame whose value is nearest to the current setting, along the slider. */
  nearest() {
    const { value = 0, values = [] } = this.sweep ?? {};
    const above = values.findIndex((one) => Number(one) >= value);
    return above < 0 ? values.length - 1 : above;
  }

  play() {
    const last = this.frames.count - 1;
    let from = this.picked ?? this.nearest();
    if (from >= last) from = 0;
    this.playing = true;
    const [seconds, every] = prefersReducedMotion() ? [2 * SECONDS, Math.ceil(last / 20)] : [SECONDS, 1]; // like the clock
    const begin = performance.now() - (from / last) * seconds * 1000;
    const frame = (/** @type {number} */ now) => {
      if (!this.playing || !this.frames.count) return this.pause();
      const exact = ((now - begin) / 1000 / seconds) * last;
      const index = exact >= last ? last : clamp(Math.floor(exact / every) * every, from, last);
      if (index !== this.picked) this.pick(index);
      if (index < last) requestAnimationFrame(frame);
      else this.pause();
    };
    requestAnimationFrame(frame);
    this.draw();
  }

  pause() {
    if (!this.playing) return;
    this.playing = false;
    this.draw();
  }
}

/**
 * @param {string} label
 * @param {(value: string) => void} onChange
 */
function choice(label, onChange) {
  const made = element("select", { "aria-label": label });
  made.addEventListener("change", () => onChange(made.value));
  return made;
}
