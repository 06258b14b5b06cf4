// Fates in words: how each is called, and which shares of the starts they have.
import { ELSEWHERE, ENDS, LETTERS, OTHERS } from "./table.js";
import { sharesOf } from "../engine/fate_finder.js";
import { number, percent } from "../numbers.js";

/**
 * @import { Endings } from "../engine/engine.js"
 * @typedef {{ fate: number, share: number }} Share
 */

/**
 * The letter of a minimum.
 * @param {number} fate
 */
export function letterOf(fate) {
  return fate < 0 ? "" : LETTERS[fate % LETTERS.length].repeat(1 + Math.floor(fate / LETTERS.length));
}

/**
 * A minimum with its letter: A (3, 2).
 * @param {number} fate
 * @param {Endings["minima"]} minima
 */
export function minimumInWords(fate, minima) {
  return `${letterOf(fate)} (${minima[fate].map((value) => number(value, 3)).join(", ")})`;
}

/**
 * How the run of one start ends.
 * @param {number} fate
 * @param {Endings["minima"]} minima
 */
export function fateInWords(fate, minima) {
  return fate < 0 ? ENDS[fate][1] : `converges to ${minimumInWords(fate, minima)}`;
}

/**
 * What a fate is called in a legend.
 * @param {number} fate
 * @param {Endings["minima"]} minima
 */
export function nameOf(fate, minima) {
  return fate < 0 ? ENDS[fate][0] : minimumInWords(fate, minima);
}

/**
 * The legend entry of a fate, with its share.
 * @param {Share} share
 * @param {Endings["minima"]} minima
 */
export function entryOf({ fate, share }, minima) {
  return `${nameOf(fate, minima)}: ${percent(share)}`;
}

/**
 * All minima in order, including those that no run reaches, followed by the other fates present.
 * @param {ArrayLike<number>} fates
 * @param {number[]} places of minima that are always named
 * @returns {Share[]}
 */
export function sharesInOrder(fates, places) {
  const shares = sharesOf(fates);
  const reached = [...shares.keys()].filter((fate) => fate >= 0);
  const known = [...new Set([...places, ...reached])].sort((one, other) => one - other);
  const others = OTHERS.filter((fate) => shares.has(fate));
  return [...known, ...others].map((fate) => ({ fate, share: shares.get(fate) ?? 0 }));
}

/**
 * A summary of what the legend lists one by one: how many minima are reached, and from which share of the starts.
 * @param {Share[]} shares
 */
export function sharesInWords(shares) {
  const named = shares.filter(({ fate }) => fate >= 0);
  const reached = named.filter(({ share }) => share > 0);
  const counted = named.length > 1 ? `${reached.length} of ${named.length} minima are reached. ` : "";
  const converging = shares.filter(({ fate }) => fate >= ELSEWHERE).reduce((sum, { share }) => sum + share, 0);
  return `${counted}${percent(converging)} of the starts converge.`;
}
