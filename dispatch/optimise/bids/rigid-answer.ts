import type { BidTable } from './bid-table.ts';
import type { RoomFinder } from './room.ts';
import type { PriceSums } from './work-prices.ts';

/** The cheapest start found, in fields that are reused from call to call. */
export interface StartAnswer {
  option: number;
  startMs: number;
  weight: number;
}
export const noStart = (): StartAnswer => ({ option: -1, startMs: 0, weight: Number.POSITIVE_INFINITY });

/** Weight of one start of an option at given prices: energy to the millisecond, units by touched periods, lateness. */
export const weightOfStart = (
  table: BidTable,
  sums: PriceSums,
  bid: number,
  option: number,
  startMs: number,
): number => {
  const endMs = startMs + table.durationMs[option]!;
  const late = Math.max(0, endMs - table.dueMs[bid]!);
  return (
    table.itMw[option]! * sums.energyBetween(table.site[option]!, startMs, endMs) +
    table.units[option]! * sums.unitsTouched(table.pool[option]!, startMs, endMs) +
    (late > 0 ? late * table.lateWeightPerMs[bid]! : 0) +
    table.fixedWeight[option]!
  );
};

/**
 * The cheapest option and start of a rigid bid. Between two instants at which its start or its end meets the edge of
 * a period its weight is linear and its units are constant, so only those instants, the ends of the window and the
 * due time can be best: the answer is exact over all real starts. With a room finder only starts that fit are taken.
 */
export const cheapestStart = (
  table: BidTable,
  sums: PriceSums,
  bid: number,
  room: RoomFinder | null,
  answer: StartAnswer,
): void => {
  answer.option = -1;
  answer.weight = Number.POSITIVE_INFINITY;
  for (let option = table.firstOption[bid]!; option < table.firstOption[bid + 1]!; option++) {
    room?.lookAt(option);
    tryAllStarts(table, sums, bid, option, room, answer);
  }
};

const tryAllStarts = (
  table: BidTable,
  sums: PriceSums,
  bid: number,
  option: number,
  room: RoomFinder | null,
  answer: StartAnswer,
): void => {
  const { periodMs } = table.grid;
  const duration = table.durationMs[option]!;
  const first = table.earliestMs[option]!;
  const last = table.latestEndMs[option]! - duration;
  tryStart(table, sums, bid, option, first, room, answer);
  const phase = duration % periodMs;
  for (let edge = Math.floor(first / periodMs) * periodMs; edge < last + periodMs; edge += periodMs) {
    if (edge > first && edge < last) tryStart(table, sums, bid, option, edge, room, answer);
    const ending = edge + periodMs - phase;
    if (phase > 0 && ending > first && ending < last)
      tryStart(table, sums, bid, option, ending, room, answer);
  }
  if (table.lateWeightPerMs[bid]! > 0) {
    const onTime = table.dueMs[bid]! - duration;
    if (onTime > first && onTime < last) tryStart(table, sums, bid, option, onTime, room, answer);
  }
  if (last > first) tryStart(table, sums, bid, option, last, room, answer);
};

const tryStart = (
  table: BidTable,
  sums: PriceSums,
  bid: number,
  option: number,
  startMs: number,
  room: RoomFinder | null,
  answer: StartAnswer,
): void => {
  const weight = weightOfStart(table, sums, bid, option, startMs);
  if (weight >= answer.weight) return;
  if (room !== null && !room.fits(startMs, startMs + table.durationMs[option]!)) return;
  answer.option = option;
  answer.startMs = startMs;
  answer.weight = weight;
};
