import { type BidTable, pausesAtAPrice } from '../bids/bid-table.ts';

/**
 * A number for every bid, equal for bids of one kind whose options use the same pools in about the same proportions.
 * Bids of columns are alike when they share their template and kept the same options. Late bids are alike when due in the
 * same eighth of the horizon.
 */
export const likenessesOf = (table: BidTable): Int32Array => {
  const numbers = new Map<string, number>();
  const ofTemplate = new Map<number, number>();
  return Int32Array.from({ length: table.bidCount }, (_, bid) => {
    const options = table.firstOption[bid + 1]! - table.firstOption[bid]!;
    const template = table.template[bid]!;
    const plain = template >= 0 && options === optionsOf(table, bid);
    const known = plain ? ofTemplate.get(template * MOST_OPTIONS + options) : undefined;
    if (known !== undefined) return known;
    const key = likenessOf(table, bid);
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    if (plain) ofTemplate.set(template * MOST_OPTIONS + options, number);
    return number;
  });
};
const MOST_OPTIONS = 65_536;
const DUE_PARTS = 8;

/** Options up to the last that is kept: equal to the number kept when none before it was left out. */
const optionsOf = (table: BidTable, bid: number): number =>
  table.optionIndex[table.firstOption[bid + 1]! - 1]! + 1;

const likenessOf = (table: BidTable, bid: number): string => {
  const first = table.firstOption[bid]!;
  const size = table.units[first]! * table.durationMs[first]!;
  const part = (table.grid.periodCount * table.grid.periodMs) / DUE_PARTS;
  const due = table.lateWeightPerMs[bid]! > 0 ? Math.floor(table.dueMs[bid]! / part) : -1;
  let key = `${table.rigid[bid]},${pausesAtAPrice(table, bid)},${due}`;
  for (let o = first; o < table.firstOption[bid + 1]!; o++) {
    const relative = steps((table.units[o]! * table.durationMs[o]!) / size);
    key += `|${table.pool[o]},${relative},${steps(table.itMw[o]! / Math.max(1e-9, table.units[o]!))}`;
  }
  return key;
};

/** Ratios within about a tenth of each other are alike. */
const steps = (ratio: number): number => Math.round(7 * Math.log(Math.max(1e-12, ratio)));
