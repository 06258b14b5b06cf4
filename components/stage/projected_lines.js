// Lines on a canvas whose vertices have the step at which the run reaches them.

/** @import { ProjectedLine } from "../browser/types" */

const APART = 0.25; // pixels: a vertex closer than this to the previous one is invisible

/**
 * Whether a line visibly moves between two of its vertices.
 * @param {ArrayLike<number>} px
 * @param {ArrayLike<number>} py
 * @param {number} from
 * @param {number} to
 */
export function moves(px, py, from, to) {
  return Math.abs(px[to] - px[from]) > APART || Math.abs(py[to] - py[from]) > APART;
}

/**
 * Two paths up to time `until`, of visible and of hidden parts; without vertices too close to show.
 * @param {ProjectedLine} line
 * @param {number} until
 */
export function trace({ px, py, t, pen, hidden }, until) {
  const paths = { seen: new Path2D(), hidden: new Path2D() };
  /** @type {Path2D | null} */
  let current = null;
  let drawn = 0; // the last vertex drawn
  for (let i = 0; i < px.length; i++) {
    if (!pen[i]) {
      current = null;
      if (t[i] > until) break;
      continue;
    }
    const path = hidden?.[i] ? paths.hidden : paths.seen;
    const started = path !== current;
    if (started) path.moveTo(px[i - 1], py[i - 1]);
    current = path;
    if (t[i] > until) {
      const u = (until - t[i - 1]) / (t[i] - t[i - 1]);
      if (u > 0) path.lineTo(px[i - 1] + u * (px[i] - px[i - 1]), py[i - 1] + u * (py[i] - py[i - 1]));
      break;
    }
    const last = i + 1 === px.length || !pen[i + 1] || t[i + 1] > until;
    if (!last && !started && !moves(px, py, drawn, i)) continue;
    path.lineTo(px[i], py[i]);
    drawn = i;
  }
  return paths;
}

/**
 * The point at time `until`, with the vertex before it; null while it is outside the window.
 * @param {ProjectedLine} line
 * @param {number} until
 */
export function headOf({ px, py, t, pen }, until) {
  const vertex = lastUntil(t, until);
  if (vertex < 0) return null;
  const there = { x: px[vertex], y: py[vertex], vertex };
  const passed = until - t[vertex] < 1e-6;
  if (vertex === t.length - 1) return passed || t[vertex] % 1 === 0 ? there : null;
  if (!pen[vertex + 1]) return passed ? there : null;
  const u = t[vertex + 1] === t[vertex] ? 0 : (until - t[vertex]) / (t[vertex + 1] - t[vertex]);
  const between = (/** @type {ArrayLike<number>} */ values) => values[vertex] + u * (values[vertex + 1] - values[vertex]);
  return { x: between(px), y: between(py), vertex };
}

/**
 * The last vertex passed by then, or -1.
 * @param {number[]} t in ascending order
 * @param {number} until
 */
function lastUntil(t, until) {
  let [low, high] = [-1, t.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (t[middle] <= until) low = middle;
    else high = middle - 1;
  }
  return low;
}
