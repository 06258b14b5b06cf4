// An ensemble in a saved picture: Plotly traces below those of the runs.
import { TEXT } from "../browser/colors.js";
import { within } from "../browser/rectangle.js";
import { ellipseOf, membersAt } from "./cloud.js";
import { NONE } from "./run_switch.js";

/**
 * @import { Point, Run, Theme } from "../browser/types"
 * @import { Trace } from "../browser/plotly"
 * @import { Curve } from "./curve.js"
 * @import { ViewName } from "./elements.js"
 * @import { Ensemble } from "./ensemble.js"
 * @import { Surface3D } from "./surface3d.js"
 */

const DOTS = { size: 4, opacity: 0.5 };

/** The visible part of an ensemble: its run, its members, and the theoretical ellipse. */
export class SeenEnsemble {
  /**
   * @param {Ensemble} ensemble
   * @param {Run[]} runs
   * @param {number} time
   * @param {Theme} theme
   */
  constructor({ key, found }, runs, time, theme) {
    const run = key === NONE ? undefined : runs.find((one) => one.key === key);
    this.run = found ? run : undefined;
    this.theme = theme;
    this.step = Math.floor(time);
    /** @type {Point[]} */
    this.members = this.run && found ? membersAt(found, this.step) : [];
    /** @type {Point[]} */
    this.ellipse = this.run && found?.theory && this.step ? ellipseOf(found.theory, Math.min(this.step, found.steps)) : [];
    this.name = found
      ? `${found.members.toLocaleString("en")} seeds of ${run?.title} at step ${Math.min(this.step, found.steps)}`
      : "";
  }

  /** @returns {Trace[]} */
  onMap() {
    if (!this.run) return [];
    const marker = { ...DOTS, color: this.run.style[this.theme] };
    const dots = { type: "scatter", mode: "markers", name: this.name, ...columns(this.members), marker };
    return this.ellipse.length ? [dots, { type: "scatter", ...this.outline(), ...columns(this.ellipse) }] : [dots];
  }

  /**
   * @param {Surface3D} surface
   * @returns {Trace[]}
   */
  onSurface(surface) {
    if (!this.run) return [];
    const lifted = (/** @type {Point[]} */ points) => {
      const inside = points.filter(([x, y]) => within(x, y, surface.window));
      return { ...columns(inside), z: inside.map(([x, y]) => surface.heightAt(x, y)) };
    };
    const marker = { size: 2, opacity: DOTS.opacity, color: this.run.style[this.theme] };
    const dots = { type: "scatter3d", mode: "markers", name: this.name, ...lifted(this.members), marker };
    return this.ellipse.length ? [dots, { type: "scatter3d", ...this.outline(), ...lifted(this.ellipse) }] : [dots];
  }

  outline() {
    const line = { color: TEXT[this.theme], width: 1.6, dash: "dash" };
    return { mode: "lines", name: "95 % of the seeds, by theory", line };
  }

  /**
   * @param {Curve} curve
   * @returns {Trace[]}
   */
  onCurve(curve) {
    const { run, theme } = this;
    const { band } = curve;
    if (!run || !band) return [];
    const color = run.style[theme];
    const along = curve.along(run);
    const part = (/** @type {ArrayLike<number>} */ row) => ({
      ...{ type: "scatter", mode: "lines", x: Array.from(run.t, (_, at) => along[at]) },
      y: Array.from(run.t, (step) => (Number.isFinite(row[step]) ? row[step] : null)),
    });
    const unseen = { color, width: 0 };
    return [
      { ...part(band.low), line: unseen, showlegend: false },
      { ...part(band.high), line: unseen, fill: "tonexty", fillcolor: `${color}38`, name: "10–90 % of the seeds" },
      { ...part(band.median), line: { color, width: 1.6, dash: "dash" }, name: "median of the seeds" },
    ];
  }
}

/**
 * How the seeds of a run are drawn, for a caption; empty if they are not shown.
 * @param {Pick<Ensemble, "key" | "found">} ensemble
 * @param {Run[]} runs
 * @param {ViewName[]} views
 */
export function seedsOf({ key, found }, runs, views) {
  const run = key === NONE ? undefined : runs.find((one) => one.key === key);
  if (!run || !found) return "";
  const onTerrain = found.theory ? "dots, 95 % of them by theory (dashed)" : "dots";
  const drawn = [
    ...(views.some((view) => view !== "curve") ? [onTerrain] : []),
    ...(views.includes("curve") ? ["on the curve 10–90 % and the median (dashed)"] : []),
  ];
  return `${found.members.toLocaleString("en")} seeds of ${run.title}: ${drawn.join("; ")}`;
}

/** @param {Point[]} points */
function columns(points) {
  return { x: points.map(([x]) => x), y: points.map(([, y]) => y) };
}
