// The distance to polylines with thousands of segments, by a tree of bounding boxes.

/**
 * @import { Rectangle } from "../types"
 * @typedef {[fromX: number, fromY: number, toX: number, toY: number]} Segment
 * @typedef {{ box: Rectangle, segments: Segment[], halves: Tree[] }} Tree either with segments or with halves
 */

const LEAF_SIZE = 8; // segments per leaf, compared one by one

/** @type {WeakMap<object, Tree>} */
const trees = new WeakMap();

/**
 * The distance from a point to the nearest segment of some polylines.
 * @param {[x: number, y: number][][]} curves
 * @param {number} x
 * @param {number} y
 */
export function distanceToCurves(curves, x, y) {
  let tree = trees.get(curves);
  if (!tree) {
    const segments = curves.flatMap((curve) =>
      curve.slice(1).map((to, from) => /** @type {Segment} */ ([...curve[from], ...to])),
    );
    tree = built(segments);
    trees.set(curves, tree);
  }
  return nearest(tree, x, y, Infinity);
}

/**
 * @param {Segment[]} segments
 * @returns {Tree}
 */
function built(segments) {
  const [xs, ys] = [segments.flatMap(([x, , toX]) => [x, toX]), segments.flatMap(([, y, , toY]) => [y, toY])];
  const ends = (/** @type {number[]} */ all) => [all.reduce((a, b) => Math.min(a, b), Infinity), all.reduce((a, b) => Math.max(a, b), -Infinity)]; // prettier-ignore
  const box = /** @type {Rectangle} */ ([...ends(xs), ...ends(ys)]);
  if (segments.length <= LEAF_SIZE) return { box, segments, halves: [] };
  const middle = segments.length >> 1;
  return { box, segments: [], halves: [built(segments.slice(0, middle)), built(segments.slice(middle))] };
}

/**
 * The distance to the nearest segment of a tree, or `known` if none is nearer.
 * @param {Tree} tree
 * @param {number} x
 * @param {number} y
 * @param {number} known
 */
function nearest({ segments, halves }, x, y, known) {
  for (const segment of segments) known = Math.min(known, distanceToSegment(segment, x, y));
  if (!halves.length) return known;
  const [one, other] = halves;
  const [toOne, toOther] = [distanceToBox(one.box, x, y), distanceToBox(other.box, x, y)];
  const order = toOne < toOther ? [one, other] : [other, one];
  if (Math.min(toOne, toOther) < known) known = nearest(order[0], x, y, known);
  if (Math.max(toOne, toOther) < known) known = nearest(order[1], x, y, known);
  return known;
}

/**
 * @param {Rectangle} box
 * @param {number} x
 * @param {number} y
 */
function distanceToBox([left, right, low, high], x, y) {
  const [across, up] = [Math.max(left - x, 0, x - right), Math.max(low - y, 0, y - high)];
  return Math.sqrt(across * across + up * up);
}

/**
 * @param {Segment} segment
 * @param {number} x
 * @param {number} y
 */
function distanceToSegment([fromX, fromY, toX, toY], x, y) {
  const [alongX, alongY] = [toX - fromX, toY - fromY];
  const length = alongX * alongX + alongY * alongY || 1;
  const share = Math.min(Math.max(((x - fromX) * alongX + (y - fromY) * alongY) / length, 0), 1);
  return Math.hypot(x - fromX - share * alongX, y - fromY - share * alongY);
}
