// The tooltip of the nearest step of a path, with its numbers.
import { element } from "../browser/dom.js";
import { number } from "../browser/numbers.js";
import { Tooltip } from "../browser/tooltip.js";

/**
 * @import { Point, ProjectedLine, Run, Scene, Theme } from "../browser/types"
 */

const REACH = 14; // pixels

/**
 * The nearest whole step among projected lines to a point on the canvas, or null.
 * @param {Point} place
 * @param {ProjectedLine[]} lines
 * @param {number} until
 */
export function nearestStep([x, y], lines, until) {
  /** @type {{ index: number, step: number } | null} */
  let nearest = null;
  let reach = REACH;
  for (const [index, { px, py, t, hidden }] of lines.entries())
    for (let i = 0; i < px.length; i++) {
      if (t[i] % 1 || t[i] > until || hidden?.[i]) continue;
      const away = Math.hypot(px[i] - x, py[i] - y);
      if (away >= reach) continue;
      reach = away;
      nearest = { index, step: t[i] };
    }
  return nearest;
}

export class Hover {
  /** @param {HTMLElement} host */
  constructor(host) {
    this.tooltip = new Tooltip(host);
  }

  /**
   * @param {PointerEvent} event
   * @param {Run} run
   * @param {number} step
   * @param {Pick<Scene, "axes" | "lowest" | "metrics">} scene
   * @param {Theme} theme
   */
  show(event, run, step, scene, theme) {
    const title = element("strong", {}, `${run.title}, step ${step}`);
    title.style.color = run.style[theme];
    const cells = numbersAt(run, run.t.indexOf(step), scene).flatMap(([name, value]) => [
      element("span", {}, name),
      element("span", {}, number(value)),
    ]);
    this.tooltip.show(event, title, element("div", { class: "numbers" }, ...cells));
  }

  hide() {
    this.tooltip.hide();
  }
}

/**
 * The values at a point of a run, with their names.
 * @param {Run} run
 * @param {number} at
 * @param {Pick<Scene, "axes" | "lowest" | "metrics">} scene
 */
export function numbersAt(run, at, { axes, lowest, metrics }) {
  /** @type {[string, number][]} */
  const rows = [
    [axes[0], run.x[at]],
    [axes[1], run.y[at]],
  ];
  for (const [key, { symbol, above }] of Object.entries(metrics)) {
    const value = run.metrics[key]?.[at] ?? NaN;
    if (Number.isNaN(value)) continue;
    rows.push([symbol, above ? value + (lowest ?? 0) : value]);
    if (above && lowest !== null) rows.push([above, value]);
  }
  return rows;
}
