// The line below the views: where paths leave the window, otherwise a hint. It is always present, so that nothing jumps.
import { button, byTouch, element } from "../browser/dom.js";
import { number } from "../browser/numbers.js";

/** @import { Run } from "../browser/types" */

const HINTS = {
  keys: "Click or drag on the map to set the start. Press ? for shortcuts.",
  touch: "Tap the map to set the start.",
};
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
    const text =
      [remark, leavingInWords(left, runs.length)].filter(Boolean).join(" ") || (hint ?? HINTS[byTouch() ? "touch" : "keys"]);
    const note = element("span", { title: left.map(exitInWords).join("\n") || text }, text);
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

/**
 * The runs that leave the window, in a sentence short enough to fit beside the legend; the map marks each exit.
 * @param {Pick<Run, "title" | "exits">[]} left
 * @param {number} of how many
 */
function leavingInWords(left, of) {
  const first = Math.min(...left.map(({ exits: [[, , t]] }) => Math.ceil(t)));
  if (left.length < 2) return left.map(({ title }) => `${title} leaves the window at step ${first}.`).join("");
  const who = left.length < of ? `${left.length} of ${of}` : of > 2 ? `All ${of}` : "Both";
  return `${who} runs leave the window, the first at step ${first}.`;
}

/** @param {Pick<Run, "title" | "exits">} run */
function exitInWords({ title, exits: [[x, y, t]] }) {
  return `${title} at step ${Math.ceil(t)} near (${number(x)}, ${number(y)})`;
}
