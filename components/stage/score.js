// The score of the predictions, counted until the tab is closed.

import { recall, remember } from "../browser/stored.js";

/**
 * @import { Point, Question, Rectangle } from "../browser/types"
 * @typedef {string | Point} Answer
 * @typedef {{ right: boolean } | { miss: number, percent: number }} Result of an answer: whether it was right or, for a point,
 * its distance from the truth, in units of the axes and in percent of the window
 */

/**
 * The result of an answer, or null if there was none.
 * @param {Pick<Question, "truth" | "end">} question
 * @param {Answer | undefined} answer
 * @param {Rectangle} window
 * @returns {Result | null}
 */
export function resultOf({ truth, end }, answer, [xLow, xHigh, yLow, yHigh]) {
  if (answer === undefined) return null;
  if (!Array.isArray(answer)) return { right: truth.includes(answer) };
  if (!end) return { right: false };
  const [dx, dy] = [answer[0] - end[0], answer[1] - end[1]];
  const percent = Math.round(100 * Math.hypot(dx / (xHigh - xLow), dy / (yHigh - yLow)));
  return { miss: Math.hypot(dx, dy), percent };
}

const SCORE = "descent-lab score"; // key in browser storage

export class Score {
  /** @type {Map<string, Result>} */
  results = new Map(recall(SCORE) ?? []);

  clear() {
    this.results.clear();
    this.keep();
  }

  keep() {
    remember(SCORE, [...this.results]);
  }

  /**
   * A repeated prediction does not count: only the first answer to a question with the same settings does.
   * @param {string} key
   * @param {Result} result
   */
  add(key, result) {
    if (!this.results.has(key)) this.results.set(key, result);
    this.keep();
  }

  get text() {
    const all = [...this.results.values()];
    const chosen = all.flatMap((result) => ("right" in result ? [result.right] : []));
    const misses = all.flatMap((result) => ("percent" in result ? [result.percent] : []));
    const parts = [];
    if (chosen.length) parts.push(`${chosen.filter(Boolean).length} of ${chosen.length} right`);
    const total = misses.reduce((sum, percent) => sum + percent, 0);
    if (misses.length) parts.push(`mean error ${Math.round(total / misses.length)} % of the window`);
    return parts.join("; ");
  }
}

/** The score of this visit, across pages. */
export const score = new Score();
