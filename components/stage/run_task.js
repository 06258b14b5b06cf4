// A background task for a run that is shown: requested again when the settings that its result depends on change.
import { Background } from "../browser/engine/background.js";
import { runSettings } from "../browser/engine/run_settings.js";

/** @import { Scene } from "../browser/types" */

export class RunTask {
  /** @type {Background | null} */
  background = null;
  /** The key of the last request. */
  asked = "";
  /** The last address, and its settings. */
  address = "";
  parameters = new URLSearchParams();
  /** The terrain, the run and the address for which `dependencies` was computed. */
  source = "";
  /** The settings that the result depends on, as a string to compare. */
  dependencies = "";

  /**
   * @param {string} name of the task
   * @param {string[]} more settings that its result depends on, besides those of a run from any start
   */
  constructor(name, more) {
    this.name = name;
    this.more = more;
  }

  /**
   * The settings of a scene; its address is parsed only if it has changed.
   * @param {Pick<Scene, "address">} scene
   */
  settings({ address }) {
    if (address !== this.address) Object.assign(this, { address, parameters: new URLSearchParams(address) });
    return this.parameters;
  }

  /**
   * Everything that the result depends on, as a key; null if it was requested last.
   * @param {Pick<Scene, "address" | "terrain">} scene
   * @param {string} key of the run
   * @param {unknown[]} rest
   */
  wanted(scene, key, ...rest) {
    const source = [scene.terrain, key, scene.address].join(";");
    if (source !== this.source) {
      const dependencies = [scene.terrain, runSettings(this.settings(scene), key, this.more)].join(";");
      Object.assign(this, { source, dependencies });
    }
    const wanted = [this.dependencies, ...rest].join(";");
    return wanted === this.asked ? null : wanted;
  }

  /**
   * @template Result
   * @param {string} wanted key of the request
   * @param {object} request
   * @param {string} assets
   * @param {(result: Result) => void} show receives the result, possibly a coarse one first
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
