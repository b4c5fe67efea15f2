import type { BidTable } from './bid-table.ts';

/** Of so many bids side by side this share is moved at once. */
const SHARE = 0.25;
/** Of fewer bids than this each one matters: measured, plans get dearer by hundredths when two move at once. */
const MANY_BIDS = 5000;

/**
 * How many bids taken at random lie side by side in time, windows and all: so many may be moved before prices follow the
 * load, as next to none of them meets another. One by one when they are few.
 */
export const bidsApart = (table: BidTable): number => {
  if (table.bidCount < MANY_BIDS) return 1;
  let windowsMs = 0;
  for (let bid = 0; bid < table.bidCount; bid++) {
    const option = table.firstOption[bid]!;
    windowsMs += table.latestEndMs[option]! - table.earliestMs[option]!;
  }
  const { totalCount, periodMs } = table.grid;
  return windowsMs > 0 ? (SHARE * totalCount * periodMs * table.bidCount) / windowsMs : 1;
};
