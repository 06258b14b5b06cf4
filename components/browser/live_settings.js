// Settings that the user has changed and the page does not know yet.

import { holdsAll } from "./reports.js";

/** @import { Edits } from "./types" */

const NONE = "none"; // what an address without changes says of them

const RUN = new Set(["x", "y", "steps", "noise", "seed", "changes"]); // what shapes all runs, besides hyperparameters

export class LiveSettings {
  address = "";
  /** What has been set here since the address was sent. @type {Edits} */
  edits = {};

  /**
   * The settings that the page knows: what they hold already is an edit no more.
   * @param {string} address
   * @param {number} revision
   */
  confirm(address, revision) {
    this.address = address;
    const known = new URLSearchParams(address);
    for (const [name, text] of Object.entries(this.edits)) if (same(known.get(name) ?? NONE, text)) delete this.edits[name];
    if (holdsAll(revision)) this.edits = {}; // what the page has answered otherwise stands
  }

  /**
   * @param {Edits} edits
   * @param {number} [step] from which on hyperparameters are set
   */
  add(edits, step = 0) {
    for (const [name, text] of Object.entries(edits)) {
      if (!(RUN.has(name) || name.includes("."))) continue; // it brings other runs, or only another look
      if (step && name.includes(".")) this.edits.changes = withChange(this.parameters.get("changes"), `${step}:${name}`, text);
      else this.edits[name] = text;
    }
  }

  /** Whether anything has been set that the page has not answered. */
  get ahead() {
    return Object.keys(this.edits).length > 0;
  }

  /** The settings of the address with the edits. */
  get parameters() {
    const parameters = new URLSearchParams(this.address);
    for (const [name, text] of Object.entries(this.edits)) parameters.set(name, text);
    return parameters;
  }
}

/**
 * Whether two texts stand for the same value.
 * @param {string} one
 * @param {string} other
 */
export function same(one, other) {
  return one === other || (one !== "" && Number(one) === Number(other));
}

/**
 * The changes of an address with another one, which takes the place of an earlier one of the same number at the same step.
 * @param {string | null} changes
 * @param {string} place `40:adam.learning_rate`
 * @param {string} value
 */
function withChange(changes, place, value) {
  const others = (changes ?? "none").split(",").filter((text) => text !== "none" && !text.startsWith(`${place}:`));
  return [...others, `${place}:${value}`].join();
}
