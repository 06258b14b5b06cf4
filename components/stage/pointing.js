// Highlighting: the step of a path under the pointer, marked in all views, or a run in the legend or the table.
import { Hover, nearestStep } from "./hover.js";
import { placeOn } from "./overlay.js";

/**
 * @import { Run, Scene, Theme } from "../browser/types"
 * @import { Curve } from "./curve.js"
 * @import { TerrainView } from "./drawing.js"
 * @import { Elements, ViewName } from "./elements.js"
 * @import { Views } from "./views.js"
 * @typedef {{ runs: Run[], time: number, scene: Pick<Scene, "axes" | "lowest" | "metrics">, theme: Theme }} Shown
 */

export class Pointing {
  /** The highlighted run. @type {string | null} */
  only = null;
  /** @type {{ index: number, step: number } | null} */
  pointed = null;

  /**
   * @param {Elements} elements
   * @param {Views} views
   * @param {() => Shown | null} shown content of the views, or null
   * @param {() => void} onChange
   */
  constructor(elements, views, shown, onChange) {
    this.hover = new Hover(elements.all);
    this.shown = shown;
    this.onChange = onChange;
    for (const [name, view] of Object.entries(views.all)) {
      const host = elements[/** @type {ViewName} */ (name)];
      host.addEventListener("pointermove", (event) => this.move(event, view));
      host.addEventListener("pointerleave", () => this.leave());
    }
  }

  /** @param {string | null} run */
  bringForward(run) {
    this.only = run;
    this.onChange();
  }

  /**
   * @param {PointerEvent} event
   * @param {TerrainView | Curve} view
   */
  move(event, view) {
    const shown = this.shown();
    if (!shown) return;
    const { runs, time, scene, theme } = shown;
    const found = event.buttons ? null : nearestStep(placeOn(view, event), view.lines(runs, view.projection()), time);
    if (!found) return this.leave();
    this.pointed = found;
    this.hover.show(event, runs[found.index], found.step, scene, theme);
    this.onChange();
  }

  leave() {
    this.hover.hide();
    if (!this.pointed) return;
    this.pointed = null;
    this.onChange();
  }
}
