// The text alternatives of the views: an opening, and a clause for each visible run.
import { find } from "../browser/dom.js";

/**
 * @import { Run, RunText, Scene, SentRun } from "../browser/types"
 * @import { Elements } from "./elements.js"
 * @typedef {object} Shown
 * @property {Pick<Scene, "alt_text"> & { runs: (Run | SentRun)[] }} scene
 * @property {Run[]} runs
 * @property {string} metric its key
 * @property {boolean} silent whether outcomes must not be revealed yet
 */

/**
 * @param {Pick<Elements, "surface3d" | "map" | "curve">} elements
 * @param {Shown} shown
 */
export function describe(elements, { scene, runs, metric, silent }) {
  const none = scene.runs.length ? "" : " No optimizer is selected.";
  const rest = none || (silent ? " The outcome is shown after the prediction." : "");
  const clauses = (/** @type {keyof RunText} */ name) => (silent ? [] : clausesOf(runs, name));
  label(elements.surface3d, `The surface in three dimensions: ${sentence(scene.alt_text.terrain, clauses("end"))}${rest}`);
  label(elements.map, `Contour map: ${sentence(scene.alt_text.terrain, clauses("end"))}${rest}`);
  label(elements.curve, `${sentence(scene.alt_text.curve, clauses(metric))}${rest}`);
}

/**
 * @param {Element} host
 * @param {string} text
 */
function label(host, text) {
  find(host, ".plot").setAttribute("aria-label", text);
}

/**
 * @param {string} opening
 * @param {string[]} clauses
 */
export function sentence(opening, clauses) {
  return `${opening}${clauses.length ? `: ${clauses.join("; ")}` : ""}.`;
}

/**
 * A clause for each run that has one; clauses of a newly chosen metric may still be loading.
 * @param {Pick<Run, "title" | "alt_text">[]} runs
 * @param {keyof RunText} name
 */
export function clausesOf(runs, name) {
  return runs.flatMap(({ title, alt_text: text }) => {
    const failure = name === "end" ? "" : text.failure; // the end already mentions it
    return text[name] ? [`${title} ${text[name]}${failure}`] : [];
  });
}
