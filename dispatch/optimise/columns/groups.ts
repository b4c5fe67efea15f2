import type { BidTable } from '../bids/bid-table.ts';
import { sortedBy } from '../bids/sorted-by.ts';

/** So many bids, those with most work, are chosen one by one; all others share so many columns a round. */
const SINGLES = 240;
const SHARED_GROUPS = 120;
/** Work without power, a transfer for example, counts so much a unit. */
const UNIT_SHARE = 1e-6;

/** Bids whose answers share one column: each of those with most work alone, the others with those like them. */
export interface BidGroups {
  /** Members of every group; the first `singleCount` groups are bids alone. */
  readonly groups: readonly Int32Array[];
  readonly singleCount: number;
}

export const bidGroups = (table: BidTable): BidGroups => {
  const work = Float64Array.from({ length: table.bidCount }, (_, bid) => workOf(table, bid));
  const byWork = sortedBy([work.map((size) => -size)]);
  const singles = byWork.slice(0, SINGLES);
  const rest = inPlaceAndTime(table, byWork.slice(SINGLES));
  const groups = Array.from(singles, (bid) => Int32Array.of(bid));
  const share = rest.reduce((sum, bid) => sum + work[bid]!, 0) / SHARED_GROUPS;
  for (let from = 0, to = 0, filled = 0; from < rest.length; from = to, filled = 0) {
    do filled += work[rest[to++]!]!;
    while (to < rest.length && filled < share);
    groups.push(rest.slice(from, to));
  }
  return { groups, singleCount: singles.length };
};

const workOf = (table: BidTable, bid: number): number => {
  const option = table.firstOption[bid]!;
  return (table.itMw[option]! + UNIT_SHARE * table.units[option]!) * table.durationMs[option]!;
};

/** Bids of one pool next to each other, those of like times beside those. */
const inPlaceAndTime = (table: BidTable, bids: Int32Array): Int32Array => {
  const pool = Float64Array.from(bids, (bid) => table.pool[table.firstOption[bid]!]!);
  const middle = Float64Array.from(bids, (bid) => {
    const option = table.firstOption[bid]!;
    return table.earliestMs[option]! + table.latestEndMs[option]!;
  });
  return sortedBy([pool, middle]).map((place) => bids[place]!);
};
