import type { BidTable } from './bid-table.ts';

/** Of so many bids side by side this share is moved at once. */
const SHARE = 0.25;
/** Where no more than this may move at once they move one by one: measured, plans of days get dearer by hundredths else. */
const MANY = 20;

/**
 * How many bids taken at random lie side by side in time, windows and all: so many may be moved before prices follow the
 * load, as next to none of them meets another. One by one unless the horizon is very long beside the windows, a year of days.
 */
export const bidsApart = (table: BidTable): number => {
  let windowsMs = 0;
  for (let bid = 0; bid < table.bidCount; bid++) {
    const option = table.firstOption[bid]!;
    windowsMs += table.latestEndMs[option]! - table.earliestMs[option]!;
  }
  const { totalCount, periodMs } = table.grid;
  const atOnce = (SHARE * totalCount * periodMs * table.bidCount) / Math.max(1, windowsMs);
  return atOnce < MANY ? 1 : atOnce;
};
