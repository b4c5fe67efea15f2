import type { BidTable } from '../bids/bid-table.ts';
import { picked } from './deal-bids.ts';

/** Columns with a number for every option. */
const OPTION_COLUMNS = [
  'optionIndex',
  'pool',
  'site',
  'units',
  'itMw',
  'durationMs',
  'earliestMs',
  'latestEndMs',
  'fixedWeight',
] as const;
type OptionColumn = (typeof OPTION_COLUMNS)[number];

/** A table on its way to another thread or process: where all options of each bid agree, a column holds one number a bid. */
export interface PackedTable {
  readonly table: BidTable;
  readonly onceABid: readonly OptionColumn[];
}

export const packTable = (table: BidTable): PackedTable => {
  const onceABid = OPTION_COLUMNS.filter((column) => isOnceABid(table, table[column]));
  const firsts = table.firstOption.subarray(0, table.bidCount);
  return { table: withColumns(table, onceABid, (values) => picked(values, firsts)), onceABid };
};

export const unpackTable = ({ table, onceABid }: PackedTable): BidTable => {
  const bidOf = new Int32Array(table.optionCount);
  for (let bid = 0; bid < table.bidCount; bid++)
    bidOf.fill(bid, table.firstOption[bid]!, table.firstOption[bid + 1]!);
  return withColumns(table, onceABid, (values) => picked(values, bidOf));
};

const isOnceABid = ({ bidCount, firstOption }: BidTable, values: Int32Array | Float64Array): boolean => {
  for (let bid = 0; bid < bidCount; bid++)
    for (let o = firstOption[bid]! + 1; o < firstOption[bid + 1]!; o++)
      if (!Object.is(values[o], values[firstOption[bid]!])) return false;
  return true;
};

const withColumns = (
  table: BidTable,
  columns: readonly OptionColumn[],
  change: <Values extends Int32Array | Float64Array>(values: Values) => Values,
): BidTable => ({
  ...table,
  ...Object.fromEntries(columns.map((column) => [column, change(table[column])])),
});
