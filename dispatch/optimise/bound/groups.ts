import type { BidTable } from '../bids/bid-table.ts';

/** A bid that makes up at least this share of all work is a group of its own. */
const LARGE_SHARE = 0.01;

/** Groups of bids whose answers share one column: alike in pool and time, of about equal work. */
export const bidGroups = (table: BidTable, bids: readonly number[], groupCount: number): number[][] => {
  const work = (bid: number): number => {
    const option = table.firstOption[bid]!;
    return (table.itMw[option]! + 1e-6 * table.units[option]!) * table.durationMs[option]!;
  };
  const total = bids.reduce((sum, bid) => sum + work(bid), 0);
  const large = bids.filter((bid) => work(bid) >= LARGE_SHARE * total);
  const small = bids
    .filter((bid) => work(bid) < LARGE_SHARE * total)
    .sort((a, b) => byPlaceAndTime(table, a, b));
  const share = small.reduce((sum, bid) => sum + work(bid), 0) / Math.max(1, groupCount);
  const groups: number[][] = large.map((bid) => [bid]);
  let [open, filled] = [[] as number[], 0];
  for (const bid of small) {
    open.push(bid);
    filled += work(bid);
    if (filled < share) continue;
    groups.push(open);
    [open, filled] = [[], 0];
  }
  if (open.length > 0) groups.push(open);
  return groups;
};

const byPlaceAndTime = (table: BidTable, a: number, b: number): number => {
  const [optionA, optionB] = [table.firstOption[a]!, table.firstOption[b]!];
  return (
    table.pool[optionA]! - table.pool[optionB]! ||
    middleOf(table, optionA) - middleOf(table, optionB) ||
    a - b
  );
};
const middleOf = (table: BidTable, option: number): number =>
  table.earliestMs[option]! + table.latestEndMs[option]!;
