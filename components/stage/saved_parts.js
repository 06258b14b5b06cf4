// The parts of the stage that can be saved: each view, and all runs.
import { saving } from "../browser/saving.js";
import { SeenEnsemble } from "./ensemble_figure.js";
import { pictureOf } from "./picture.js";
import { NONE } from "./run_switch.js";

/**
 * @import { ViewName } from "./elements.js"
 * @import { Stage } from "./stage.js"
 */

/** @type {Record<ViewName, string>} */
const TITLES = { surface3d: "3D surface", map: "Contour map", curve: "Curve" };

/**
 * @param {Stage} stage
 * @param {AbortSignal} signal
 */
export function offerParts(stage, signal) {
  for (const [name, title] of /** @type {[ViewName, string][]} */ (Object.entries(TITLES)))
    saving.offer(name, { title, part: () => (shows(stage, name) ? viewOf(stage, name) : null) }, signal);
  const runs = () => (shows(stage) && stage.runs.length ? { file: stage.scene.file, stage } : null);
  saving.offer("runs", { title: "The runs", part: runs }, signal);
  const seeds = () => (stage.display.ensemble.key === NONE ? null : runs());
  saving.offer("seeds", { title: "Many seeds", part: seeds }, signal);
}

/**
 * Whether a view is visible and has something to show.
 * @param {Stage} stage
 * @param {string} [view]
 */
function shows({ ready, served }, view = "") {
  return ready && !served.hide.includes(view);
}

/**
 * @param {Stage} stage
 * @param {ViewName} name
 */
function viewOf(stage, name) {
  const { scene, runs, theme, clock } = stage;
  const { fates, views } = stage.display;
  const { time } = clock;
  const ensemble = new SeenEnsemble(stage.display.ensemble, runs, time, theme);
  return { ...pictureOf(name, { scene, runs, theme, time, fates: () => fates.seen, ensemble, ...views.all }), stage };
}
