import type { Problem } from '#dispatch/domain';
import { releaseMsOf } from '../bids/bid-source.ts';
import type { BidTable } from '../bids/bid-table.ts';
import { mostUnits } from '../bids/pool-units.ts';
import { sortedBy } from '../bids/sorted-by.ts';

/** A gang that takes at least this share of its pool is placed before all others. */
const WIDE_SHARE = 0.25;

/** Bids in the order in which room is given out: wide gangs, then those with the least slack, then the largest. */
export const placementOrder = (problem: Problem, table: BidTable): Int32Array => {
  const wide = new Float64Array(table.bidCount);
  const slack = new Float64Array(table.bidCount);
  const size = new Float64Array(table.bidCount);
  for (let bid = 0; bid < table.bidCount; bid++) {
    let most = 0;
    for (let o = table.firstOption[bid]!; o < table.firstOption[bid + 1]!; o++) {
      most = Math.max(most, table.latestEndMs[o]! - table.earliestMs[o]! - table.durationMs[o]!);
      size[bid] = Math.max(size[bid]!, table.units[o]! * table.durationMs[o]!);
    }
    wide[bid] = wideShare(problem, table, bid);
    slack[bid] = Math.floor(most / table.grid.periodMs);
  }
  return sortedBy([wide.map((share) => -share), slack, size.map((units) => -units)]);
};

/** The least share of a pool that a bid takes, of those that count as wide; else 0. */
const wideShare = (problem: Problem, table: BidTable, bid: number): number => {
  let least = Number.POSITIVE_INFINITY;
  for (let o = table.firstOption[bid]!; o < table.firstOption[bid + 1]!; o++)
    least = Math.min(least, table.units[o]! / mostUnits(problem.pools[table.pool[o]!]!));
  return least >= WIDE_SHARE ? least : 0;
};

/** Rigid bids that take so much of any pool they may run on that few fit beside each other. */
export const wideGangs = (problem: Problem, table: BidTable): number[] => {
  const gangs: number[] = [];
  for (let bid = 0; bid < table.bidCount; bid++)
    if (table.rigid[bid] && wideShare(problem, table, bid) > 0) gangs.push(bid);
  return gangs;
};

/** Bids in the order in which they were released: how a cluster without a plan takes them. */
export const arrivalOrder = (problem: Problem, table: BidTable): Int32Array =>
  sortedBy([Float64Array.from(table.bidIndex, (index) => releaseMsOf(problem, index))]);
