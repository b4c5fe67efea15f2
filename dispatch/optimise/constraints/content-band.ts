import type { BatteryInput } from '#dispatch/domain';
import { type Column, columnAt, type Decision } from '../model/lp-model.ts';
import { type BlockContext, zero } from './block-context.ts';

interface Bounds {
  least(t: number): number;
  most(t: number): number;
}

/**
 * Limits of a store's content. Where it lies outside its band at the start it may stay there, and no further out than
 * it is, less what it loses by itself: a measured content is a fact, and no plan fails on it.
 */
export const contentBounds = (battery: BatteryInput, hours: Float64Array): Bounds => {
  const { energy, power, hoursAtFullPower } = battery.expansion ?? {};
  if (energy !== undefined) return { least: zero, most: () => energy.maximum };
  if (power !== undefined && hoursAtFullPower !== undefined)
    return { least: zero, most: () => power.maximum * hoursAtFullPower };
  if (battery.isCyclic === true) return { least: () => battery.minimumMwh, most: () => battery.maximumMwh };
  const kept = Math.max(0, 1 - (battery.lossRatioPerH ?? 0));
  let left = battery.initialMwh;
  const leftAfter = hours.map((length) => {
    left *= kept ** length;
    return left;
  });
  return {
    least: (t) => Math.min(battery.minimumMwh, leftAfter[t]!),
    most: () => Math.max(battery.maximumMwh, battery.initialMwh),
  };
};

/** What lies outside the band of a store, by period; missing where it cannot. */
export interface OutsideBand {
  readonly below: ReadonlyMap<number, Column<'MWh'>>;
  readonly above: ReadonlyMap<number, Column<'MWh'>>;
}

/** Content outside the band is priced for as long as it lasts, like energy that is not served; rows of the given block. */
export const outsideBand = (
  { problem, model, grid, hours }: BlockContext,
  block: string,
  battery: BatteryInput,
  stored: Decision<'MWh'>,
): OutsideBand => {
  const found = { below: new Map<number, Column<'MWh'>>(), above: new Map<number, Column<'MWh'>>() };
  if (battery.isCyclic === true || battery.expansion !== undefined) return found;
  const { minimumMwh, maximumMwh } = battery;
  for (const [name, limit, sign] of [
    ['belowBandMwh', minimumMwh, 1],
    ['aboveBandMwh', maximumMwh, -1],
  ] as const) {
    const isOutside = (t: number): boolean => {
      const column = columnAt(stored, t);
      return sign > 0 ? model.lowerOf(column) < limit : model.upperOf(column) > limit;
    };
    const periods = Array.from({ length: grid.periodCount }, (_, t) => t).filter(isOutside);
    if (periods.length === 0) continue;
    const isPriced = Number.isFinite(problem.unservedYuanPerMwh);
    const most = isPriced ? Math.abs(limit - battery.initialMwh) + Math.abs(limit) : 0;
    const outside = model.decide<'MWh'>(name, battery.id, periods.length, zero, () => most);
    periods.forEach((t, i) => {
      const [lower, upper] = sign > 0 ? [limit, Number.POSITIVE_INFINITY] : [Number.NEGATIVE_INFINITY, limit];
      const row = model.row<'MWh'>(block, `${battery.id}.band`, t, lower, upper);
      model.add(row, 1, columnAt(stored, t));
      model.add(row, sign, columnAt(outside, i));
      if (isPriced) model.charge('storageBand', columnAt(outside, i), problem.unservedYuanPerMwh * hours[t]!);
      found[sign > 0 ? 'below' : 'above'].set(t, columnAt(outside, i));
    });
  }
  return found;
};
