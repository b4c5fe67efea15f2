import { type BidTable, pausesAtAPrice } from '../bids/bid-table.ts';
import { openMs } from '../bids/preemptible-answer.ts';

/** Work of a bid that runs under one option in one period, at most `upper` of all its work. */
export interface WorkBin {
  readonly option: number;
  readonly period: number;
  readonly upper: number;
  /** Weight of all the work if it ran here: fixed cost and lateness. */
  readonly weight: number;
}
/** A bid whose work can be divided at will: shares of it are spread over bins, and any shares are a schedule of one option each. */
export interface DivisibleBid {
  readonly bid: number;
  /** In the order of the bid's options. */
  readonly options: readonly WorkOption[];
  readonly bins: readonly WorkBin[];
}
export interface WorkOption {
  readonly pool: number;
  readonly site: number;
  /** IT energy above idle of all the work. */
  readonly itMwh: number;
  readonly unitHours: number;
}

/** Most shares, periods times options, that one program decides. */
const MOST_SHARES = 60_000;

/** Few preemptible bids without repeated work, and no others: the LP over their shares is no relaxation. */
export const isDivisible = (table: BidTable): boolean => {
  let shares = 0;
  for (let bid = 0; bid < table.bidCount; bid++) {
    if (table.rigid[bid] || pausesAtAPrice(table, bid)) return false;
    for (let o = table.firstOption[bid]!; o < table.firstOption[bid + 1]!; o++)
      shares += Math.ceil((table.latestEndMs[o]! - table.earliestMs[o]!) / table.grid.periodMs);
  }
  return shares <= MOST_SHARES;
};

export const divisibleBids = (table: BidTable): DivisibleBid[] =>
  Array.from({ length: table.bidCount }, (_, bid) => divisibleBid(table, bid));

const divisibleBid = (table: BidTable, bid: number): DivisibleBid => {
  const bins: WorkBin[] = [];
  const options: WorkOption[] = [];
  for (let o = table.firstOption[bid]!; o < table.firstOption[bid + 1]!; o++) {
    const duration = table.durationMs[o]!;
    const to = Math.ceil(table.latestEndMs[o]! / table.grid.periodMs);
    for (let period = Math.floor(table.earliestMs[o]! / table.grid.periodMs); period < to; period++) {
      const lateMs = Math.max(0, period * table.grid.periodMs - table.dueMs[bid]!);
      bins.push({
        option: options.length,
        period,
        upper: Math.min(1, openMs(table, o, period) / duration),
        weight: table.fixedWeight[o]! + lateMs * table.lateWeightPerMs[bid]!,
      });
    }
    options.push(optionOf(table, o));
  }
  return { bid, options, bins };
};

const optionOf = (table: BidTable, option: number): WorkOption => {
  const hours = (table.durationMs[option]! / table.grid.periodMs) * table.grid.hours;
  return {
    pool: table.pool[option]!,
    site: table.site[option]!,
    itMwh: table.itMw[option]! * hours,
    unitHours: table.units[option]! * hours,
  };
};
