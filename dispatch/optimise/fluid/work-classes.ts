import { type BidTable, pausesAtAPrice } from '../bids/bid-table.ts';
import { openMs } from '../bids/preemptible-answer.ts';

/** Part of a class that runs under one option inside a stretch of whole periods, at most `upper` of all its work. */
export interface ClassBin {
  readonly option: number;
  readonly fromPeriod: number;
  readonly toPeriod: number;
  readonly upper: number;
  /** Weight of all the work if it ran here: fixed cost and lateness. */
  readonly weight: number;
}
/** Work of alike bids as a fluid: shares of it are spread over bins. */
export interface WorkClass {
  readonly bids: readonly number[];
  /** Its bins are single periods with exact windows, and its bid pauses freely: no relaxation. */
  readonly exact: boolean;
  /** Of one option each, in the order of the first bid's options. */
  readonly options: readonly ClassOption[];
  readonly bins: readonly ClassBin[];
}
export interface ClassOption {
  readonly pool: number;
  readonly site: number;
  /** IT energy above idle of the whole class. */
  readonly itMwh: number;
  readonly unitHours: number;
  readonly fixedWeight: number;
}

/** Most columns that the fluid side may have before bins are widened. */
export interface ClassLimits {
  readonly exactColumns: number;
  readonly fluidColumns: number;
}
export const usualClassLimits: ClassLimits = { exactColumns: 60_000, fluidColumns: 12_000 };

/** Few preemptible bids without repeated work, and no others: the LP over their shares is no relaxation. */
export const isDivisible = (table: BidTable): boolean => {
  const all = Array.from({ length: table.bidCount }, (_, bid) => bid);
  const isFree = (bid: number): boolean => !table.rigid[bid] && !pausesAtAPrice(table, bid);
  return all.every(isFree) && periodsOf(table, all) <= usualClassLimits.exactColumns;
};

/** Classes at the finest resolution that keeps the model small: exact for preemptible bids when they are few enough. */
export const workClasses = (table: BidTable, limits: ClassLimits): WorkClass[] => {
  const preemptible: number[] = [];
  const others: number[] = [];
  for (let bid = 0; bid < table.bidCount; bid++)
    (table.rigid[bid] || pausesAtAPrice(table, bid) ? others : preemptible).push(bid);
  const exact = periodsOf(table, preemptible) <= limits.exactColumns;
  const exactClasses = exact ? preemptible.map((bid) => exactClass(table, bid)) : [];
  return [...exactClasses, ...fluidClasses(table, exact ? others : [...preemptible, ...others], limits)];
};

const periodsOf = (table: BidTable, bids: readonly number[]): number => {
  let count = 0;
  for (const bid of bids)
    for (let o = table.firstOption[bid]!; o < table.firstOption[bid + 1]!; o++)
      count += Math.ceil((table.latestEndMs[o]! - table.earliestMs[o]!) / table.grid.periodMs);
  return count;
};

const optionOf = (table: BidTable, option: number): ClassOption => {
  const hours = (table.durationMs[option]! / table.grid.periodMs) * table.grid.hours;
  return {
    pool: table.pool[option]!,
    site: table.site[option]!,
    itMwh: table.itMw[option]! * hours,
    unitHours: table.units[option]! * hours,
    fixedWeight: table.fixedWeight[option]!,
  };
};

const exactClass = (table: BidTable, bid: number): WorkClass => {
  const bins: ClassBin[] = [];
  const options: ClassOption[] = [];
  for (let o = table.firstOption[bid]!; o < table.firstOption[bid + 1]!; o++) {
    const option = optionOf(table, o);
    const duration = table.durationMs[o]!;
    const to = Math.ceil(table.latestEndMs[o]! / table.grid.periodMs);
    for (let t = Math.floor(table.earliestMs[o]! / table.grid.periodMs); t < to; t++) {
      const late = Math.max(0, t * table.grid.periodMs - table.dueMs[bid]!) * table.lateWeightPerMs[bid]!;
      bins.push({
        option: options.length,
        fromPeriod: t,
        toPeriod: t + 1,
        upper: Math.min(1, openMs(table, o, t) / duration),
        weight: option.fixedWeight + late,
      });
    }
    options.push(option);
  }
  return { bids: [bid], exact: true, options, bins };
};

/** Widens the bins (and with them the windows, outward) until the classes together have few enough columns. */
const fluidClasses = (table: BidTable, bids: readonly number[], limits: ClassLimits): WorkClass[] => {
  if (bids.length === 0) return [];
  for (let width = 2; ; width *= 2) {
    const groups = groupAlike(table, bids, width);
    let bins = 0;
    for (const members of groups.values()) bins += binCount(table, members[0]!, width);
    if (bins <= limits.fluidColumns || width >= table.grid.totalCount)
      return [...groups.values()].map((members) => fluidClass(table, members, width));
  }
};

const binCount = (table: BidTable, bid: number, width: number): number => {
  let count = 0;
  for (let o = table.firstOption[bid]!; o < table.firstOption[bid + 1]!; o++)
    count += lastBin(table, o, width) - firstBin(table, o, width);
  return count;
};
const firstBin = (table: BidTable, option: number, width: number): number =>
  Math.floor(table.earliestMs[option]! / (width * table.grid.periodMs));
const lastBin = (table: BidTable, option: number, width: number): number =>
  Math.ceil(table.latestEndMs[option]! / (width * table.grid.periodMs));

/** Bids of one class use the same pools in about the same proportions, within the same bins, due in the same one. */
const groupAlike = (table: BidTable, bids: readonly number[], width: number): Map<string, number[]> => {
  const groups = new Map<string, number[]>();
  for (const bid of bids) {
    const key = likenessOf(table, bid, width);
    const members = groups.get(key);
    if (members) members.push(bid);
    else groups.set(key, [bid]);
  }
  return groups;
};

const likenessOf = (table: BidTable, bid: number, width: number): string => {
  const first = table.firstOption[bid]!;
  const size = table.units[first]! * table.durationMs[first]!;
  const late = table.lateWeightPerMs[bid]! > 0;
  let key = late ? `late${Math.ceil(table.dueMs[bid]! / (width * table.grid.periodMs))}` : '';
  for (let o = first; o < table.firstOption[bid + 1]!; o++) {
    const relative = steps((table.units[o]! * table.durationMs[o]!) / size);
    const density = steps(table.itMw[o]! / Math.max(1e-9, table.units[o]!));
    key += `|${table.pool[o]},${relative},${density},${firstBin(table, o, width)},${lastBin(table, o, width)}`;
  }
  return key;
};

/** Ratios within about a tenth of each other are alike. */
const steps = (ratio: number): number => Math.round(7 * Math.log(Math.max(1e-12, ratio)));

const fluidClass = (table: BidTable, members: readonly number[], width: number): WorkClass => {
  const lead = members[0]!;
  const options: ClassOption[] = [];
  const bins: ClassBin[] = [];
  for (let o = table.firstOption[lead]!; o < table.firstOption[lead + 1]!; o++) {
    const nth = o - table.firstOption[lead]!;
    const option = members.map((bid) => optionOf(table, table.firstOption[bid]! + nth)).reduce(together);
    const to = lastBin(table, o, width);
    for (let bin = firstBin(table, o, width); bin < to; bin++) {
      for (const [fromPeriod, toPeriod] of splitAtHorizon(table, bin * width, width)) {
        const lengthMs = (toPeriod - fromPeriod) * table.grid.periodMs;
        bins.push({
          option: nth,
          fromPeriod,
          toPeriod,
          upper: shareWithin(table, members, nth, lengthMs),
          weight: option.fixedWeight + latenessIn(table, members, fromPeriod),
        });
      }
    }
    options.push(option);
  }
  return { bids: members, exact: false, options, bins };
};

/** No bin lies on both sides of the horizon's end: power is planned before it and priced behind it. */
const splitAtHorizon = (table: BidTable, from: number, width: number): [number, number][] => {
  const { periodCount, totalCount } = table.grid;
  const to = Math.min(totalCount, from + width);
  if (from >= periodCount || to <= periodCount) return [[from, to]];
  return [
    [from, periodCount],
    [periodCount, to],
  ];
};

const together = (a: ClassOption, b: ClassOption): ClassOption => ({
  ...a,
  itMwh: a.itMwh + b.itMwh,
  unitHours: a.unitHours + b.unitHours,
  fixedWeight: a.fixedWeight + b.fixedWeight,
});

/** The most of the class's work that can be done in a bin: every member runs through all of it. */
const shareWithin = (table: BidTable, members: readonly number[], nth: number, lengthMs: number): number => {
  let [done, all] = [0, 0];
  for (const bid of members) {
    const option = table.firstOption[bid]! + nth;
    const size = Math.max(1e-12, table.units[option]!);
    all += size * table.durationMs[option]!;
    done += size * Math.min(lengthMs, table.durationMs[option]!);
  }
  return done / all;
};

const latenessIn = (table: BidTable, members: readonly number[], period: number): number => {
  let weight = 0;
  for (const bid of members) {
    const lateMs = Math.max(0, period * table.grid.periodMs - table.dueMs[bid]!);
    if (lateMs > 0) weight += lateMs * table.lateWeightPerMs[bid]!;
  }
  return weight;
};
