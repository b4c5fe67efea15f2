import type { BidTable } from './bid-table.ts';
import { enoughTime, lowest } from './enough-time.ts';
import type { CheapestShares } from './preemptible-answer.ts';
import { runWindowOf } from './run-window.ts';
import { mostEarning, type Trial } from './stretch-programme.ts';
import type { PriceSums } from './work-prices.ts';

/**
 * What no schedule can beat of a bid whose pauses cost work or need a least run before them: for every value of run time,
 * value x work minus what the dynamic programme earns is a lower bound of an option's weight (Lagrangian duality in one
 * multiplier). The search for just enough run time also finds the best of them. A value below zero would reward breaks, of
 * which the programme knows only one a period: it proves nothing. The shares that are cheapest when interruptions are free
 * bound as well, unless a negative price makes repeated work worth while.
 * The programme runs whole periods, and a stretch may begin and end inside one: the least run is asked of it less two
 * periods, so that it allows all that is allowed.
 */
export const leastJoinedWeight = (
  table: BidTable,
  sums: PriceSums,
  bid: number,
  cheapest: CheapestShares,
): number => {
  const { periodMs } = table.grid;
  const leastRunMs = Math.max(0, table.minimumRunMs[bid]! - 2 * periodMs);
  const terms = { repeatMs: table.checkpointMs[bid]!, leastRunMs };
  let least = Number.POSITIVE_INFINITY;
  for (let option = table.firstOption[bid]!; option < table.firstOption[bid + 1]!; option++) {
    const window = runWindowOf(table, sums, bid, option, null);
    const whatever = table.fixedWeight[option]! + window.leastLateWeight;
    const isPaid = lowest(window.perMs) >= 0;
    let bound = isPaid ? cheapest.weightOf(sums, bid, option, null) : Number.NEGATIVE_INFINITY;
    if (bound >= least) continue;
    const visit = (value: number, trial: Trial): void => {
      if (value >= 0) bound = Math.max(bound, whatever + value * table.durationMs[option]! - trial.earned);
    };
    if (!isPaid) visit(0, mostEarning(window, 0, terms));
    enoughTime(table.durationMs[option]!, periodMs, window, terms, visit);
    least = Math.min(least, bound);
  }
  return least;
};
