// Paths from the page: decoded and clipped to the window.
import { float32 } from "../browser/binary.js";
import { clamp } from "../browser/numbers.js";

/** @import { Line, Point, Rectangle, Rows, Run, SentRow, SentRun } from "../browser/types" */

/** How many exits of a run are marked: a path may cross the border hundreds of times. */
export const MAX_EXITS = 3;

/**
 * A run with a point at every step.
 * @param {SentRun} run
 * @param {Rectangle} window
 * @returns {Run}
 */
export function decode(run, window) {
  const t = run.t ? float32(run.t) : Float32Array.from({ length: run.points }, (_, step) => step);
  const rows = rowsOf(run);
  return { ...run, ...rows, t, ...cut(rows.x, rows.y, t, window) };
}

/**
 * @param {Pick<SentRun, "points" | "rows" | "costs" | "limits">} run
 * @returns {Rows}
 */
function rowsOf({ points, rows: { x, y, ...metrics }, costs, limits }) {
  const steps = Math.max(points - 1, 0);
  return {
    x: numbersOf(x, points),
    y: numbersOf(y, points),
    metrics: allOf(metrics, points),
    evaluations: cumulative(numbersOf(costs, steps), points),
    limits: allOf(limits, steps),
  };
}

/**
 * @param {Record<string, SentRow>} rows
 * @param {number} count of numbers in each
 */
export function allOf(rows, count) {
  return Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, numbersOf(row, count)]));
}

/**
 * A row as sent by the page: the last of a few numbers repeats.
 * @param {SentRow} row
 * @param {number} count
 */
function numbersOf(row, count) {
  if (typeof row === "string") return float32(row);
  return Float32Array.from({ length: count }, (_, place) => row[Math.min(place, row.length - 1)] ?? NaN);
}

/**
 * @param {Float32Array} costs
 * @param {number} points
 */
function cumulative(costs, points) {
  const sums = new Float32Array(points);
  let sum = 0; // in double precision
  for (let at = 1; at < points; at++) sums[at] = sum += costs[at - 1];
  return sums;
}

/**
 * The part of a run up to a time of the clock.
 * @param {Run} run
 * @param {number} time
 * @param {Rectangle} window
 * @returns {Run}
 */
export function seenAt(run, time, window) {
  const count = run.t.findLastIndex((step) => step <= time) + 1;
  if (count === run.t.length) return run;
  const [x, y, t] = [run.x, run.y, run.t].map((row) => row.subarray(0, count));
  return { ...run, x, y, t, ...cut(x, y, t, window) };
}

/**
 * The parts of a path inside the window, and the points where it leaves.
 * @param {Float32Array} x
 * @param {Float32Array} y
 * @param {Float32Array} t
 * @param {Rectangle} window
 */
export function cut(x, y, t, window) {
  /** @type {Line} */
  const line = { x: [], y: [], t: [], pen: [] };
  /** @type {Run["exits"]} */
  const exits = [];
  let down = false;
  if (x.length === 1) addVertex(line, x[0], y[0], t[0], 0);
  for (let i = 0; i + 1 < x.length; i++) {
    const [fromX, fromY, toX, toY] = [x[i], y[i], x[i + 1], y[i + 1]].map((value) => clamp(value, -1e30, 1e30));
    const inside = clip(fromX, fromY, toX - fromX, toY - fromY, window);
    if (!inside) {
      down = false;
      continue;
    }
    const [enter, leave] = inside;
    /** @type {(u: number) => [x: number, y: number, t: number]} */
    const at = (u) => [fromX + u * (toX - fromX), fromY + u * (toY - fromY), t[i] + u * (t[i + 1] - t[i])];
    if (!down || enter > 0) addVertex(line, ...at(enter), 0);
    addVertex(line, ...at(leave), 1);
    down = leave === 1;
    if (!down) exits.push(at(leave));
  }
  return { line, exits };
}

/**
 * @param {Line} line
 * @param {number} x
 * @param {number} y
 * @param {number} t
 * @param {number} pen 0 where a new part begins
 */
function addVertex(line, x, y, t, pen) {
  line.x.push(x);
  line.y.push(y);
  line.t.push(t);
  line.pen.push(pen);
}

/**
 * The part [enter, leave] of the segment (x, y) + u (dx, dy), 0 ≤ u ≤ 1, inside the window, or null (Liang & Barsky 1984).
 * @param {number} x
 * @param {number} y
 * @param {number} dx
 * @param {number} dy
 * @param {Rectangle} window
 * @returns {Point | null}
 */
export function clip(x, y, dx, dy, [xLow, xHigh, yLow, yHigh]) {
  let enter = 0;
  let leave = 1;
  for (const [against, room] of [
    [-dx, x - xLow],
    [dx, xHigh - x],
    [-dy, y - yLow],
    [dy, yHigh - y],
  ]) {
    if (against === 0 && room < 0) return null;
    if (against < 0) enter = Math.max(enter, room / against);
    if (against > 0) leave = Math.min(leave, room / against);
  }
  return enter <= leave ? [enter, leave] : null;
}
