// The distance to polylines with thousands of segments, by a tree of bounding boxes.

/**
 * @import { Rectangle } from "../types"
 * @typedef {[fromX: number, fromY: number, toX: number, toY: number]} Side
 * @typedef {{ box: Rectangle, sides: Side[], halves: Tree[] }} Tree either with sides or with halves
 */

const FEW = 8; // segments per leaf, compared one by one

/** @type {WeakMap<object, Tree>} */
const trees = new WeakMap();

/**
 * The distance from a point to the nearest segment of some polylines.
 * @param {[x: number, y: number][][]} curves
 * @param {number} x
 * @param {number} y
 */
export function toCurves(curves, x, y) {
  let tree = trees.get(curves);
  if (!tree) {
    const sides = curves.flatMap((curve) => curve.slice(1).map((to, from) => /** @type {Side} */ ([...curve[from], ...to])));
    tree = grown(sides);
    trees.set(curves, tree);
  }
  return nearest(tree, x, y, Infinity);
}

/**
 * @param {Side[]} sides
 * @returns {Tree}
 */
function grown(sides) {
  const [xs, ys] = [sides.flatMap(([x, , toX]) => [x, toX]), sides.flatMap(([, y, , toY]) => [y, toY])];
  const ends = (/** @type {number[]} */ all) => [all.reduce((a, b) => Math.min(a, b), Infinity), all.reduce((a, b) => Math.max(a, b), -Infinity)]; // prettier-ignore
  const box = /** @type {Rectangle} */ ([...ends(xs), ...ends(ys)]);
  if (sides.length <= FEW) return { box, sides, halves: [] };
  const middle = sides.length >> 1;
  return { box, sides: [], halves: [grown(sides.slice(0, middle)), grown(sides.slice(middle))] };
}

/**
 * The distance to the nearest segment of a tree, or `known` if none is nearer.
 * @param {Tree} tree
 * @param {number} x
 * @param {number} y
 * @param {number} known
 */
function nearest({ sides, halves }, x, y, known) {
  for (const side of sides) known = Math.min(known, toSide(side, x, y));
  if (!halves.length) return known;
  const [one, other] = halves;
  const [toOne, toOther] = [toBox(one.box, x, y), toBox(other.box, x, y)];
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
function toBox([left, right, low, high], x, y) {
  const [across, up] = [Math.max(left - x, 0, x - right), Math.max(low - y, 0, y - high)];
  return Math.sqrt(across * across + up * up);
}

/**
 * @param {Side} side
 * @param {number} x
 * @param {number} y
 */
function toSide([fromX, fromY, toX, toY], x, y) {
  const [alongX, alongY] = [toX - fromX, toY - fromY];
  const length = alongX * alongX + alongY * alongY || 1;
  const share = Math.min(Math.max(((x - fromX) * alongX + (y - fromY) * alongY) / length, 0), 1);
  return Math.hypot(x - fromX - share * alongX, y - fromY - share * alongY);
}
