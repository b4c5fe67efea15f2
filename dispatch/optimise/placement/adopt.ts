import { noShares } from '../bids/preemptible-answer.ts';
import type { WorkClass } from '../fluid/work-classes.ts';
import { columnAt, type Decision } from '../model/lp-model.ts';
import type { WorkState } from './work-state.ts';

/** A class whose work lies in one option up to this share is taken over as the LP has it. */
const WHOLE = 1 - 1e-7;

/**
 * Takes over what the LP gave to exact classes: the LP's own allocation is a schedule where it uses one option.
 * Returns a flag for every bid that was taken over; the others are placed like all the rest.
 */
export const adoptExact = (
  state: WorkState,
  classes: readonly WorkClass[],
  shares: readonly Decision<'share'>[],
  primal: Float64Array,
): Uint8Array => {
  const adopted = new Uint8Array(state.table.bidCount);
  classes.forEach((workClass, index) => {
    if (workClass.exact)
      adopted[workClass.bids[0]!] = adoptOne(state, workClass, shares[index]!, primal) ? 1 : 0;
  });
  return adopted;
};

const adoptOne = (
  state: WorkState,
  workClass: WorkClass,
  share: Decision<'share'>,
  primal: Float64Array,
): boolean => {
  const { table } = state;
  const bid = workClass.bids[0]!;
  const byOption = new Float64Array(workClass.options.length);
  workClass.bins.forEach((bin, b) => {
    byOption[bin.option]! += Math.max(0, primal[columnAt(share, b)]!);
  });
  const chosen = byOption.indexOf(Math.max(...byOption));
  if (byOption[chosen]! < WHOLE) return false;
  const option = table.firstOption[bid]! + chosen;
  const answer = noShares(table.grid.totalCount);
  answer.option = option;
  answer.fromPeriod = table.grid.totalCount;
  workClass.bins.forEach((bin, b) => {
    if (bin.option !== chosen) return;
    // Scaled to exactly the whole: the LP keeps its sums within a tolerance.
    const part = Math.max(0, primal[columnAt(share, b)]!) / byOption[chosen]!;
    answer.runMs[bin.fromPeriod] = part * table.durationMs[option]!;
    answer.fromPeriod = Math.min(answer.fromPeriod, bin.fromPeriod);
    answer.toPeriod = Math.max(answer.toPeriod, bin.toPeriod);
  });
  state.placeShares(bid, answer);
  return true;
};
