import { noShares } from '../bids/preemptible-answer.ts';
import type { DivisibleBid } from '../fluid/divisible-bids.ts';
import { columnAt, type Decision } from '../model/lp-model.ts';
import type { WorkState } from './work-state.ts';

/** A bid whose work lies in one option up to this share is taken over as the LP has it. */
const WHOLE = 1 - 1e-7;

/**
 * Takes over what the LP gave to divisible bids: the LP's own allocation is a schedule where it uses one option.
 * Returns a flag for every bid that was taken over; the others are placed like all the rest.
 */
export const adoptShares = (
  state: WorkState,
  bids: readonly DivisibleBid[],
  shares: readonly Decision<'share'>[],
  primal: Float64Array,
): Uint8Array => {
  const adopted = new Uint8Array(state.table.bidCount);
  bids.forEach((divisible, index) => {
    adopted[divisible.bid] = adoptOne(state, divisible, shares[index]!, primal) ? 1 : 0;
  });
  return adopted;
};

const adoptOne = (
  state: WorkState,
  { bid, options, bins }: DivisibleBid,
  share: Decision<'share'>,
  primal: Float64Array,
): boolean => {
  const { table } = state;
  const byOption = new Float64Array(options.length);
  bins.forEach((bin, b) => {
    byOption[bin.option]! += Math.max(0, primal[columnAt(share, b)]!);
  });
  const chosen = byOption.indexOf(Math.max(...byOption));
  if (byOption[chosen]! < WHOLE) return false;
  const option = table.firstOption[bid]! + chosen;
  const answer = noShares(table.grid.totalCount);
  answer.option = option;
  answer.fromPeriod = table.grid.totalCount;
  bins.forEach((bin, b) => {
    if (bin.option !== chosen) return;
    // Scaled to exactly the whole: the LP keeps its sums within a tolerance.
    const part = Math.max(0, primal[columnAt(share, b)]!) / byOption[chosen]!;
    answer.runMs[bin.period] = part * table.durationMs[option]!;
    answer.fromPeriod = Math.min(answer.fromPeriod, bin.period);
    answer.toPeriod = Math.max(answer.toPeriod, bin.period + 1);
  });
  state.placeShares(bid, answer);
  return true;
};
