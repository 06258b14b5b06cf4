// What is computed in the background for a run that is shown: asked for again where the settings that shape its result are others.
import { Background } from "../browser/engine/background.js";
import { runSettings } from "../browser/engine/run_settings.js";

/** @import { Scene } from "../browser/types" */

export class RunTask {
  /** @type {Background | null} */
  background = null;
  /** What was asked for last, as a text. */
  asked = "";
  /** An address, and the settings that it holds. */
  address = "";
  parameters = new URLSearchParams();
  /** The settings that shape the result, and the run that they are of. */
  shaping = "";
  whose = "";

  /**
   * @param {string} name of the task
   * @param {string[]} more settings that matter to it, besides those that shape a run from any start
   */
  constructor(name, more) {
    this.name = name;
    this.more = more;
  }

  /**
   * The settings of a scene; its address is read again only where it is another.
   * @param {Pick<Scene, "address">} scene
   */
  settings({ address }) {
    if (address !== this.address) Object.assign(this, { address, parameters: new URLSearchParams(address) });
    return this.parameters;
  }

  /**
   * What the result depends on, as a text; null where just that has been asked for.
   * @param {Pick<Scene, "address" | "terrain">} scene
   * @param {string} key of the run
   * @param {unknown[]} rest
   */
  wanted(scene, key, ...rest) {
    const whose = [scene.terrain, key, scene.address].join(";");
    if (whose !== this.whose) {
      const shaping = [scene.terrain, runSettings(this.settings(scene), key, this.more)].join(";");
      Object.assign(this, { whose, shaping });
    }
    const wanted = [this.shaping, ...rest].join(";");
    return wanted === this.asked ? null : wanted;
  }

  /**
   * @template Result
   * @param {string} wanted
   * @param {object} request
   * @param {string} assets
   * @param {(result: Result) => void} show gets the result, perhaps a coarse one first
   */
  ask(wanted, request, assets, show) {
    this.background ??= new Background();
    this.asked = wanted;
    this.background.compute(this.name, request, { assets, parameters: this.parameters }, (result) => {
      if (this.background) show(result); // else the stage has left
    });
  }

  leave() {
    this.background?.leave();
    this.background = null;
  }
}
