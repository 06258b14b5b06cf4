// The frames from which the size of a film is estimated: some neighbors at each of a few places.

const PLACES = 4;
/** So many that they show what changes only now and then, as the number of the step. */
export const NEIGHBORS = 5;

/**
 * Neighboring frames at evenly spaced positions.
 * @param {number} count of all frames
 */
export function sampled(count) {
  const last = Math.max(0, count - NEIGHBORS);
  return Array.from({ length: PLACES }, (_, place) => Math.round(((place + 0.5) / PLACES) * last)).flatMap((first) =>
    Array.from({ length: NEIGHBORS }, (_, next) => first + next),
  );
}
