// Several workers compute a fate map: each computes some of the stripes, which are merged here.

/** @import { LiveFates } from "./requests" */

export const STRIPE = 16; // rows

/**
 * Whether a row belongs to this worker's share.
 * @param {number} row
 * @param {[place: number, of: number]} share
 */
export function belongs(row, [place, of]) {
  return Math.floor(row / STRIPE) % of === place;
}

/**
 * The map, merged from the stripes of each share.
 * @param {LiveFates[]} shares
 * @returns {LiveFates}
 */
export function together(shares) {
  const { columns, rows } = shares[0];
  const whole = { ...shares[0], fates: new Int16Array(columns * rows), since: new Int16Array(columns * rows) };
  for (let top = 0; top < rows; top += STRIPE) {
    const { fates, since } = shares[(top / STRIPE) % shares.length];
    const [from, to] = [top * columns, Math.min(top + STRIPE, rows) * columns];
    whole.fates.set(fates.subarray(from, to), from);
    whole.since.set(since.subarray(from, to), from);
  }
  return { ...whole, apart: Math.max(...shares.map(({ apart }) => apart)) };
}
