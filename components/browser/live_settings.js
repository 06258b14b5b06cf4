// Settings that the user has changed and the page has not confirmed yet.

import { includesAllEdits } from "./reports.js";

/** @import { Edits } from "./types" */

const NONE = "none"; // how an address writes that there are no changes

const RUN = new Set(["x", "y", "steps", "noise", "seed", "changes"]); // settings that shape all runs, besides hyperparameters

export class LiveSettings {
  address = "";
  /** Edits since the address was sent. @type {Edits} */
  edits = {};

  /**
   * Take the page's confirmed settings and drop the edits that they contain.
   * @param {string} address
   * @param {number} revision
   */
  confirm(address, revision) {
    this.address = address;
    const known = new URLSearchParams(address);
    for (const [name, text] of Object.entries(this.edits)) if (same(known.get(name) ?? NONE, text)) delete this.edits[name];
    if (includesAllEdits(revision)) this.edits = {}; // if the page refused an edit, its answer stands
  }

  /**
   * @param {Edits} edits
   * @param {number} [step] from which hyperparameters change
   */
  add(edits, step = 0) {
    for (const [name, text] of Object.entries(edits)) {
      if (!(RUN.has(name) || name.includes("."))) continue; // returns whether runs change, or only the view
      if (step && name.includes(".")) this.edits.changes = withChange(this.parameters.get("changes"), `${step}:${name}`, text);
      else this.edits[name] = text;
    }
  }

  /** Whether there are edits that the page has not confirmed. */
  get ahead() {
    return Object.keys(this.edits).length > 0;
  }

  /** The address's settings with the edits applied. */
  get parameters() {
    const parameters = new URLSearchParams(this.address);
    for (const [name, text] of Object.entries(this.edits)) parameters.set(name, text);
    return parameters;
  }
}

/**
 * Whether two texts represent the same value.
 * @param {string} one
 * @param {string} other
 */
export function same(one, other) {
  return one === other || (one !== "" && Number(one) === Number(other));
}

/**
 * The changes of an address with another one added; it replaces an earlier change of the same parameter at the same step.
 * @param {string | null} changes
 * @param {string} place `40:adam.learning_rate`
 * @param {string} value
 */
function withChange(changes, place, value) {
  const others = (changes ?? "none").split(",").filter((text) => text !== "none" && !text.startsWith(`${place}:`));
  return [...others, `${place}:${value}`].join();
}
