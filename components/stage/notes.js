// The line below the views, always present so that nothing jumps: where paths leave the window, otherwise a hint.
import { button, element } from "../browser/dom.js";
import { number } from "../browser/numbers.js";

/** @import { Run } from "../browser/types" */

const HINT = "Click or drag on the map to set the start (touch: tap). Press ? for shortcuts.";
/** @type {Record<string, string | undefined>} how many times as wide the window becomes */
const WIDER = { 1: "2", 2: "4", 4: "8" };

export class Notes {
  /**
   * @param {HTMLElement} host
   * @param {(window: string) => void} onWiden
   */
  constructor(host, onWiden) {
    this.host = host;
    this.onWiden = onWiden;
  }

  /**
   * @param {Pick<Run, "title" | "exits">[]} runs whose outcomes may be revealed
   * @param {string} widen the window's size relative to the usual one
   * @param {string | null} hint replaces the usual hint
   * @param {string} remark takes precedence over both
   */
  show(runs, widen, hint, remark) {
    const left = runs.filter((run) => run.exits.length);
    const out = left.map(
      ({ title, exits: [[x, y, t]] }) => `${title} at step ${Math.ceil(t)} near (${number(x)}, ${number(y)})`,
    );
    const leaving = left.length ? `Leaving the window: ${out.join(", ")}.` : "";
    const text = [remark, leaving].filter(Boolean).join(" ") || (hint ?? HINT);
    const note = element("span", { title: text }, text);
    note.classList.toggle("hint", !left.length && !remark);
    this.host.replaceChildren(note);
    const wider = left.length ? WIDER[widen] : undefined;
    if (wider) this.host.append(this.widen("Zoom out", wider));
    if (widen && widen !== "1") this.host.append(this.widen("Reset window", "1"));
  }

  /**
   * @param {string} label
   * @param {string} to
   */
  widen(label, to) {
    return button({ class: "switch" }, label, () => this.onWiden(to));
  }
}
