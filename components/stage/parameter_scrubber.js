// The dial: the second clock of the laboratory, on which time is a hyperparameter. Turning it costs no traffic.
import { calm, element, fill } from "../browser/dom.js";
import { icon } from "./transport.js";

const SECONDS = 8; // for all values, when it plays

export class Dial extends EventTarget {
  constructor(host, frames, { onPick, onEdit }) {
    super();
    Object.assign(this, { host, frames, onPick, playing: false, picked: null });
    this.subject = this.select("subject", "Optimizer to scrub", onEdit);
    this.number = this.select("swept", "Hyperparameter to scrub through", onEdit);
    this.button = element("button", { type: "button", class: "tool play", title: "Play through the values" });
    this.button.addEventListener("click", () => (this.playing ? this.pause() : this.play()));
    this.range = element("input", { type: "range", min: 0, step: 1, class: "scrubber", "aria-label": "Value to scrub to" });
    this.range.addEventListener("input", () => (this.pause(), this.pick(Number(this.range.value))));
    this.output = element("output", { class: "counter" });
    this.keep = element("button", { type: "button", class: "switch", title: "Set the slider to this value" }, "Keep");
    this.keep.addEventListener("click", () => onEdit({ [this.scene.parameter]: this.frames.result.runs[this.picked].value }));
    this.release = element("button", { type: "button", class: "switch", title: "Back to the value that is set" }, "Release");
    this.release.addEventListener("click", () => (this.pause(), this.pick(null)));
    const name = element("span", { class: "name" }, "Scrub");
    host.append(name, this.subject, this.number, this.button, this.range, this.output, this.keep, this.release);
    frames.addEventListener("changed", () => this.draw());
  }

  select(name, label, onEdit) {
    const made = element("select", { "aria-label": label });
    made.addEventListener("change", () => onEdit({ [name]: made.value }));
    return made;
  }

  show(scene, picked) {
    this.host.hidden = !scene;
    if (!scene) return;
    Object.assign(this, { scene, picked });
    fill(this.subject, scene.subjects);
    fill(this.number, scene.numbers);
    [this.subject.value, this.number.value] = [scene.subject, scene.swept];
    this.draw();
  }

  pick(index) {
    this.picked = index;
    this.onPick(index);
    this.draw();
  }

  draw() {
    const { frames, picked } = this;
    const there = frames.count > 0;
    this.range.max = Math.max(frames.count - 1, 1);
    this.range.disabled = this.button.disabled = !there;
    this.keep.disabled = this.release.disabled = !there || picked === null;
    this.button.innerHTML = icon(this.playing ? "pause" : "play");
    this.button.setAttribute("aria-label", this.playing ? "Pause the values" : "Play through the values");
    this.output.textContent = this.text();
    if (!there) return;
    const place = picked ?? this.nearest();
    this.range.value = place;
    this.range.setAttribute("aria-valuetext", this.text());
    this.range.style.setProperty("--filled", `${(100 * place) / (frames.count - 1)}%`);
  }

  text() {
    const { frames, picked } = this;
    if (frames.failed) return frames.failed;
    if (!frames.result) return `computing ${Math.round(100 * (frames.share ?? 0))} %`;
    const value = picked === null ? String(this.scene.value) : frames.result.runs[picked].value;
    return `${frames.result.symbol} = ${value}`;
  }

  // The frame whose value is nearest to the one that is set, along the slider.
  nearest() {
    const { runs } = this.frames.result;
    const above = runs.findIndex(({ value }) => Number(value) >= this.scene.value);
    return above < 0 ? runs.length - 1 : above;
  }

  play() {
    const last = this.frames.count - 1;
    let from = this.picked ?? this.nearest();
    if (from >= last) from = 0;
    this.playing = true;
    const [seconds, every] = calm() ? [2 * SECONDS, Math.ceil(last / 20)] : [SECONDS, 1]; // as the clock does
    const begin = performance.now() - (from / last) * seconds * 1000;
    const frame = (now) => {
      if (!this.playing || !this.frames.result) return this.pause();
      const exact = ((now - begin) / 1000 / seconds) * last;
      const index = exact >= last ? last : Math.max(from, Math.floor(exact / every) * every);
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
