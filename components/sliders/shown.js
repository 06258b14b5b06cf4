// The current sliders of the sidebar, for components that show one of them elsewhere.

/**
 * @import { Reports } from "../browser/reports.js"
 * @import { SliderGroup } from "../browser/types"
 */

class ShownSliders extends EventTarget {
  /** @type {SliderGroup[]} */
  groups = [];
  /** Receives edits of these sliders. @type {Reports | null} */
  reports = null;

  /**
   * @param {SliderGroup[]} groups
   * @param {Reports | null} reports
   */
  show(groups, reports) {
    this.groups = groups;
    this.reports = reports;
    this.dispatchEvent(new Event("changed"));
  }
}

export const shownSliders = new ShownSliders();
