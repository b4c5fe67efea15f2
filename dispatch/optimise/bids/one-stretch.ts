import type { RunWindow } from './run-window.ts';

/** A stretch that runs just long enough: surplus time is given back at its beginning or at its end. */
interface Candidate {
  readonly first: number;
  readonly last: number;
  readonly givenBackMs: number;
  readonly isGivenAtFirst: boolean;
}

/**
 * The run time by period that does work of a length in one stretch for the least energy, units and lateness (weight of
 * ending with so many milliseconds in a period); null when no stretch of the window has room for it. Between the edges of
 * periods the weight is linear, so a best stretch begins or ends with the room of a period.
 */
export const inOneStretch = (
  window: RunWindow,
  durationMs: number,
  lateWeight: (period: number, runMs: number) => number,
): Float64Array | null => {
  const { roomMs, perMs } = window;
  let [best, least]: [Candidate | null, number] = [null, Number.POSITIVE_INFINITY];
  const consider = (candidate: Candidate, weight: number, endMs: number): void => {
    const { first, last, givenBackMs, isGivenAtFirst } = candidate;
    const saved = givenBackMs * perMs[isGivenAtFirst ? first : last]!;
    const total = weight - saved + lateWeight(last, endMs);
    if (total < least) [best, least] = [candidate, total];
  };
  for (const { first, last, heldMs, weight } of stretchesOfLength(window, durationMs)) {
    const givenBackMs = heldMs - durationMs;
    const candidate = { first, last, givenBackMs };
    consider({ ...candidate, isGivenAtFirst: false }, weight, roomMs[last]! - givenBackMs);
    if (givenBackMs < roomMs[first]! && first < last)
      consider({ ...candidate, isGivenAtFirst: true }, weight, roomMs[last]!);
  }
  return best === null ? null : runOf(window, best);
};

interface HeldStretch {
  readonly first: number;
  readonly last: number;
  readonly heldMs: number;
  /** Energy and units of all the room held. */
  readonly weight: number;
}

/** For every first period the shortest stretch of whole rooms that is long enough. */
function* stretchesOfLength(
  { roomMs, openMs, perMs }: RunWindow,
  durationMs: number,
): Generator<HeldStretch> {
  let [last, heldMs, weight] = [-1, 0, 0];
  for (let first = 0; first < roomMs.length; first++) {
    // Room that is free in part may begin a stretch or end it: nothing goes on behind it.
    while (heldMs < durationMs && last + 1 < roomMs.length && mayAdd(roomMs, openMs, first, last)) {
      last++;
      heldMs += roomMs[last]!;
      weight += roomMs[last]! * perMs[last]!;
    }
    if (heldMs >= durationMs) yield { first, last, heldMs, weight };
    if (last < first) last = first;
    else {
      heldMs -= roomMs[first]!;
      weight -= roomMs[first]! * perMs[first]!;
    }
  }
}

const mayAdd = (roomMs: Float64Array, openMs: Float64Array, first: number, last: number): boolean => {
  if (roomMs[last + 1]! <= 0) return false;
  return last <= first || roomMs[last]! >= openMs[last]!;
};

const runOf = (
  { roomMs }: RunWindow,
  { first, last, givenBackMs, isGivenAtFirst }: Candidate,
): Float64Array => {
  const run = roomMs.map((room, i) => (i >= first && i <= last ? room : 0));
  run[isGivenAtFirst ? first : last]! -= givenBackMs;
  return run;
};
