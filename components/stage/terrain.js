// The terrain in 3D, and paths draped over it.
import { clamp } from "../browser/numbers.js";

/** @import { DrapedLine, Line, Rectangle } from "../browser/types" */

const STRIDE = 0.02; // the longest piece of a draped line, relative to the window's width

/** A grid of heights with linear interpolation. */
export class Terrain {
  /**
   * @param {ArrayLike<number>} x coordinates of the columns
   * @param {ArrayLike<number>} y coordinates of the rows
   * @param {ArrayLike<ArrayLike<number>>} z heights by row
   */
  constructor(x, y, z) {
    this.left = x[0];
    this.bottom = y[0];
    this.z = z;
    this.columns = x.length;
    this.rows = y.length;
    this.perX = (x.length - 1) / (x[x.length - 1] - x[0]);
    this.perY = (y.length - 1) / (y[y.length - 1] - y[0]);
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  height(x, y) {
    const column = clamp((x - this.left) * this.perX, 0, this.columns - 1.000001);
    const row = clamp((y - this.bottom) * this.perY, 0, this.rows - 1.000001);
    const [i, j] = [Math.floor(column), Math.floor(row)];
    const [u, v] = [column - i, row - j];
    const [lower, upper] = [this.z[j], this.z[j + 1]];
    return (1 - v) * ((1 - u) * lower[i] + u * lower[i + 1]) + v * ((1 - u) * upper[i] + u * upper[i + 1]);
  }
}

/**
 * The same line draped over the terrain: in pieces short enough to follow it, each vertex with its height z.
 * @param {Line} line
 * @param {(x: number, y: number) => number} heightAt
 * @param {Rectangle} window
 */
export function drape({ x, y, t, pen }, heightAt, [xLow, xHigh, yLow, yHigh]) {
  /** @type {DrapedLine} */
  const line = { x: [], y: [], z: [], t: [], pen: [] };
  for (let i = 0; i < x.length; i++) {
    const length = pen[i] ? Math.hypot((x[i] - x[i - 1]) / (xHigh - xLow), (y[i] - y[i - 1]) / (yHigh - yLow)) : 0;
    const pieces = Math.max(1, Math.ceil(length / STRIDE));
    for (let piece = 1; piece <= pieces; piece++) {
      const u = piece / pieces;
      const between = (/** @type {number[]} */ values) =>
        u === 1 ? values[i] : values[i - 1] + u * (values[i] - values[i - 1]);
      const [atX, atY] = [between(x), between(y)];
      line.x.push(atX);
      line.y.push(atY);
      line.z.push(heightAt(atX, atY));
      line.t.push(between(t));
      line.pen.push(pen[i]);
    }
  }
  return line;
}
