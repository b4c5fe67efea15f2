import type { BidTable } from '../bids/bid-table.ts';

/**
 * The bids of every shard, by their place in the table. They are dealt by a golden-section hash of their number (Knuth
 * 1973, 6.4): shards of nearly one size, each a fair sample whatever pattern the numbers have.
 */
export const dealBids = ({ bidCount, bidIndex }: BidTable, shardCount: number): readonly Int32Array[] => {
  const shard = new Int32Array(bidCount);
  const sizes = new Int32Array(shardCount);
  for (let bid = 0; bid < bidCount; bid++) {
    shard[bid] = shardOf(bidIndex[bid]!, shardCount);
    sizes[shard[bid]!]!++;
  }
  const members = Array.from(sizes, (size) => new Int32Array(size));
  sizes.fill(0);
  for (let bid = 0; bid < bidCount; bid++) members[shard[bid]!]![sizes[shard[bid]!]!++] = bid;
  return members;
};

const GOLDEN = 0x9e3779b1;
const shardOf = (index: number, shardCount: number): number =>
  Math.floor(((Math.imul(index + 1, GOLDEN) >>> 0) / 2 ** 32) * shardCount);

/** A table of some of the bids, in the order given, with the numbers that they have in the whole one. */
export const tableOf = (table: BidTable, bids: Int32Array): BidTable => {
  const firstOption = new Int32Array(bids.length + 1);
  for (let row = 0; row < bids.length; row++) {
    const bid = bids[row]!;
    firstOption[row + 1] = firstOption[row]! + table.firstOption[bid + 1]! - table.firstOption[bid]!;
  }
  const options = new Int32Array(firstOption[bids.length]!);
  for (let row = 0; row < bids.length; row++) {
    const first = table.firstOption[bids[row]!]!;
    for (let o = firstOption[row]!; o < firstOption[row + 1]!; o++)
      options[o] = first + o - firstOption[row]!;
  }
  return {
    grid: table.grid,
    bidCount: bids.length,
    optionCount: options.length,
    bidIndex: picked(table.bidIndex, bids),
    template: picked(table.template, bids),
    rigid: picked(table.rigid, bids),
    dueMs: picked(table.dueMs, bids),
    lateWeightPerMs: picked(table.lateWeightPerMs, bids),
    checkpointMs: picked(table.checkpointMs, bids),
    minimumRunMs: picked(table.minimumRunMs, bids),
    firstOption,
    optionIndex: picked(table.optionIndex, options),
    pool: picked(table.pool, options),
    site: picked(table.site, options),
    units: picked(table.units, options),
    itMw: picked(table.itMw, options),
    durationMs: picked(table.durationMs, options),
    earliestMs: picked(table.earliestMs, options),
    latestEndMs: picked(table.latestEndMs, options),
    fixedWeight: picked(table.fixedWeight, options),
    refused: [],
  };
};

type Column = Uint8Array | Int32Array | Float64Array;

/** The values of a column at some places. */
export const picked = <Values extends Column>(values: Values, places: Int32Array): Values => {
  const some = new (values.constructor as new (length: number) => Values)(places.length);
  for (let i = 0; i < places.length; i++) some[i] = values[places[i]!]!;
  return some;
};
