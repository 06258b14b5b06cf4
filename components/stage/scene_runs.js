// The runs of a scene, and those that are drawn.
import { decode } from "./paths.js";

/**
 * @import { Run, Scene, SentRun } from "../browser/types"
 * @import { FramePicker } from "./frame_picker.js"
 * @typedef {Omit<Scene, "runs"> & { runs: (Run | SentRun)[] }} ShownScene a scene with the picked run
 */

export class SceneRuns {
  /** The scene as the page sent it. @type {Scene} */
  served;
  /** The scene as shown. @type {ShownScene} */
  scene;
  /** The runs of the scene. @type {Run[]} */
  sent = [];
  /** The runs that are drawn. @type {Run[]} */
  drawn = [];

  /** @param {Scene} scene */
  receive(scene) {
    this.served = scene;
    this.sent = scene.runs.map((run) => decode(run, scene.window));
  }

  /**
   * Draw preview runs, with their settings.
   * @param {Run[]} runs
   * @param {URLSearchParams} parameters
   */
  follow(runs, parameters) {
    const [x, y, steps] = ["x", "y", "steps"].map((name) => Number(parameters.get(name)));
    this.drawn = runs;
    this.scene = { ...this.served, runs, steps, start: [x, y], address: String(parameters) };
  }

  /**
   * Draw the runs as sent by the page, or the picked frame; none before the prediction.
   * @param {FramePicker} picker
   * @param {boolean} hidden
   */
  choose(picker, hidden) {
    const { served, sent } = this;
    const run = served.frames && sent.length ? picker.run : null;
    if (run) {
      this.drawn = [run];
      this.scene = { ...served, sentence: run.sentence, caption: run.caption, file: run.file, runs: [run] };
    } else {
      this.drawn = hidden ? [] : sent;
      this.scene = served;
    }
  }
}
