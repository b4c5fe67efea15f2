import type { BidTable } from '../bids/bid-table.ts';
import { likenessesOf } from './likeness.ts';

/** Bids that stand for groups of alike bids, and the group of every bid. */
export interface Clusters {
  readonly table: BidTable;
  readonly clusterOf: Int32Array;
}

/** How finely bids are told apart: steps of release and slack in periods, of length as a ratio. */
interface Resolution {
  readonly periods: number;
  readonly lengthStep: number;
}
const RESOLUTIONS: readonly Resolution[] = [
  { periods: 1, lengthStep: 0.05 },
  { periods: 2, lengthStep: 0.1 },
  { periods: 4, lengthStep: 0.2 },
  { periods: 8, lengthStep: 0.3 },
  { periods: 16, lengthStep: 0.5 },
  { periods: 64, lengthStep: 1 },
];
/** Bids shorter than so many periods are told apart less finely: they are little work, and fit everywhere. */
const SHORT_PERIODS = 4;
const SHORT_FACTOR = 4;

/**
 * Groups bids of like options, release, slack and length, as finely as gives at most so many groups; few bids stay as
 * they are. A group's bid holds the units and power of all its members side by side, for their mean length.
 */
export const clustersOf = (table: BidTable, most: number): Clusters => {
  if (table.bidCount <= most)
    return { table, clusterOf: Int32Array.from({ length: table.bidCount }, (_, bid) => bid) };
  const likeness = likenessesOf(table);
  let groups = groupsAt(table, likeness, RESOLUTIONS[0]!);
  for (let level = 1; groups.count > most && level < RESOLUTIONS.length; level++)
    groups = groupsAt(table, likeness, RESOLUTIONS[level]!);
  return { table: tableOfGroups(table, groups), clusterOf: groups.groupOf };
};

interface Groups {
  readonly count: number;
  readonly groupOf: Int32Array;
}

const groupsAt = (table: BidTable, likeness: Int32Array, { periods, lengthStep }: Resolution): Groups => {
  const stepMs = periods * table.grid.periodMs;
  const steps = Math.ceil((table.grid.totalCount * table.grid.periodMs) / stepMs) + 1;
  const groupOfKey = new Map<number, number>();
  const groupOf = new Int32Array(table.bidCount);
  for (let bid = 0; bid < table.bidCount; bid++) {
    const option = table.firstOption[bid]!;
    const length = table.durationMs[option]!;
    const slack = table.latestEndMs[option]! - table.earliestMs[option]! - length;
    const isShort = length < SHORT_PERIODS * table.grid.periodMs;
    const lengthClass = Math.round(Math.log(length) / (lengthStep * (isShort ? SHORT_FACTOR : 1)));
    // Lengths of up to a year in milliseconds: fewer than 1000 classes, twice for short and long.
    const lengthKey = 2 * lengthClass + (isShort ? 1 : 0);
    const release = Math.floor(table.earliestMs[option]! / stepMs);
    const key =
      ((likeness[bid]! * steps + release) * steps + Math.round(slack / stepMs)) * LENGTH_KEYS + lengthKey;
    const known = groupOfKey.get(key);
    groupOf[bid] = known ?? groupOfKey.size;
    if (known === undefined) groupOfKey.set(key, groupOfKey.size);
  }
  return { count: groupOfKey.size, groupOf };
};
const LENGTH_KEYS = 2048;

const tableOfGroups = (table: BidTable, { count, groupOf }: Groups): BidTable => {
  const first = new Int32Array(count).fill(-1);
  for (let bid = table.bidCount - 1; bid >= 0; bid--) first[groupOf[bid]!] = bid;
  const firstOption = new Int32Array(count + 1);
  for (let group = 0; group < count; group++) {
    const options = table.firstOption[first[group]! + 1]! - table.firstOption[first[group]!]!;
    firstOption[group + 1] = firstOption[group]! + options;
  }
  const joined = emptyGroups(table, first, firstOption);
  const weight = new Float64Array(joined.optionCount);
  for (let bid = 0; bid < table.bidCount; bid++) addMember(joined, weight, table, bid, groupOf[bid]!);
  finishMeans(joined, weight);
  return joined;
};

/** Groups with nothing in them yet; what members share is the first one's. */
const emptyGroups = (table: BidTable, first: Int32Array, firstOption: Int32Array): BidTable => {
  const optionCount = firstOption.at(-1)!;
  const ofFirst = (values: Float64Array): Float64Array => Float64Array.from(first, (bid) => values[bid]!);
  const pool = new Int32Array(optionCount);
  const site = new Int32Array(optionCount);
  first.forEach((bid, group) => {
    for (let o = firstOption[group]!; o < firstOption[group + 1]!; o++) {
      const option = table.firstOption[bid]! + o - firstOption[group]!;
      pool[o] = table.pool[option]!;
      site[o] = table.site[option]!;
    }
  });
  return {
    ...table,
    bidCount: first.length,
    optionCount,
    rigid: Uint8Array.from(first, (bid) => table.rigid[bid]!),
    template: Int32Array.from(first, (bid) => table.template[bid]!),
    checkpointMs: ofFirst(table.checkpointMs),
    minimumRunMs: ofFirst(table.minimumRunMs),
    dueMs: new Float64Array(first.length),
    lateWeightPerMs: new Float64Array(first.length),
    firstOption,
    pool,
    site,
    units: new Float64Array(optionCount),
    itMw: new Float64Array(optionCount),
    durationMs: new Float64Array(optionCount),
    earliestMs: new Float64Array(optionCount),
    latestEndMs: new Float64Array(optionCount),
    fixedWeight: new Float64Array(optionCount),
  };
};

/** Adds a bid to the sums of its group; times are weighted by work until `finishMeans`. */
const addMember = (
  groups: BidTable,
  weight: Float64Array,
  table: BidTable,
  bid: number,
  group: number,
): void => {
  const from = table.firstOption[bid]!;
  const to = table.firstOption[bid + 1]!;
  let work = 0;
  for (let option = from; option < to; option++) {
    const o = groups.firstOption[group]! + option - from;
    const width = table.units[option]! + table.itMw[option]! + TINY;
    const length = table.durationMs[option]!;
    work = width * length;
    groups.units[o]! += table.units[option]!;
    groups.itMw[o]! += table.itMw[option]!;
    groups.fixedWeight[o]! += table.fixedWeight[option]!;
    groups.durationMs[o]! += work;
    groups.earliestMs[o]! += work * table.earliestMs[option]!;
    groups.latestEndMs[o]! += work * (table.latestEndMs[option]! - table.earliestMs[option]! - length);
    weight[o]! += width;
  }
  groups.dueMs[group]! += work * table.dueMs[bid]!;
  groups.lateWeightPerMs[group]! += table.lateWeightPerMs[bid]!;
};
const TINY = 1e-9;

const finishMeans = (groups: BidTable, weight: Float64Array): void => {
  for (let group = 0; group < groups.bidCount; group++) {
    let work = 0;
    for (let o = groups.firstOption[group]!; o < groups.firstOption[group + 1]!; o++) {
      work = groups.durationMs[o]!;
      groups.durationMs[o] = Math.max(1, Math.round(work / weight[o]!));
      groups.earliestMs[o] = Math.floor(groups.earliestMs[o]! / work);
      const slack = Math.max(0, Math.floor(groups.latestEndMs[o]! / work));
      groups.latestEndMs[o] = groups.earliestMs[o]! + groups.durationMs[o]! + slack;
    }
    groups.dueMs[group] = groups.dueMs[group]! / work;
  }
};
