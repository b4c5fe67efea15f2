import type { TraceRow } from '#dispatch/domain';
import type { Tco2, Wh } from '#units';
import { apportion } from './apportion.ts';
import type { OriginLot, StoredMix } from './stored-content.ts';

/** Energy of one kind from one source inside one period: either clean or not, so that clean Wh close as well. */
export interface Lot {
  /** Key in `bySourceWh`, see `readSourceKey`. */
  readonly key: string;
  /** Element in which the energy was made. */
  readonly origin: string;
  readonly isClean: boolean;
  readonly energyWh: Wh;
  readonly co2Tonnes: Tco2;
}

/** One consumer with what it took, lot by lot: `partsWh[i]` of `lots[i]`. Many share one list of lots. */
export interface Taken {
  readonly consumer: TraceRow['consumer'];
  /** Index of its area. */
  readonly area: number;
  readonly energyWh: Wh;
  readonly lots: readonly Lot[];
  readonly partsWh: Float64Array;
}

/** Emissions of a part of a lot. */
export const co2Of = (lot: Lot, energyWh: Wh): Tco2 =>
  lot.energyWh === 0 ? 0 : (lot.co2Tonnes * energyWh) / lot.energyWh;

/** The same lot with less energy and its share of the emissions. */
export const withEnergy = (lot: Lot, energyWh: Wh): Lot => ({
  key: lot.key,
  origin: lot.origin,
  isClean: lot.isClean,
  energyWh,
  co2Tonnes: co2Of(lot, energyWh),
});

/** What was taken, as lots of its own. */
export function lotsTaken({ lots, partsWh }: Pick<Taken, 'lots' | 'partsWh'>): Lot[] {
  const taken: Lot[] = [];
  for (let i = 0; i < lots.length; i += 1) if (partsWh[i]! > 0) taken.push(withEnergy(lots[i]!, partsWh[i]!));
  return taken;
}

export const energiesOf = (lots: readonly Lot[]): Float64Array =>
  Float64Array.from(lots, (lot) => lot.energyWh);

/** Splits each lot down to `totalWh` in all, no lot above itself; emissions stay in proportion. */
export function partOfLots(lots: readonly Lot[], totalWh: Wh): Lot[] {
  const parts = apportion(totalWh, energiesOf(lots));
  return lots.map((lot, index) => withEnergy(lot, parts[index]!));
}

/** The same lots with other energy in all and the emissions they had: what is lost on the way leaves its emissions. */
export function lotsArrived(lots: readonly Lot[], totalWh: Wh): Lot[] {
  const parts = apportion(totalWh, energiesOf(lots));
  return lots.map((lot, index) => ({ ...withEnergy(lot, parts[index]!), co2Tonnes: lot.co2Tonnes }));
}

/** Lots of one key and kind put together; the order of first appearance is kept. */
export function mergeLots(lots: readonly Lot[]): Lot[] {
  const merged: Lot[] = [];
  const places: readonly [Map<string, number>, Map<string, number>] = [new Map(), new Map()];
  for (const lot of lots) {
    if (lot.energyWh === 0) continue;
    const placeOf = places[lot.isClean ? 0 : 1];
    const place = placeOf.get(lot.key);
    if (place === undefined) {
      placeOf.set(lot.key, merged.length);
      merged.push(lot);
      continue;
    }
    const sum = merged[place]!;
    merged[place] = {
      ...sum,
      energyWh: sum.energyWh + lot.energyWh,
      co2Tonnes: sum.co2Tonnes + lot.co2Tonnes,
    };
  }
  return merged;
}

/** A mix of a storage as lots whose keys name the storage. */
export function lotsOfMix(storage: string, mix: StoredMix): Lot[] {
  const lots: Lot[] = [];
  for (const [origin, { cleanWh, otherWh, co2Tonnes }] of Object.entries(mix)) {
    const key = `${storage}/${origin}`;
    // Emissions belong to the part that is not clean; a wholly clean lot keeps its own.
    const cleanCo2 = otherWh === 0 ? co2Tonnes : 0;
    if (cleanWh > 0) lots.push({ key, origin, isClean: true, energyWh: cleanWh, co2Tonnes: cleanCo2 });
    if (otherWh > 0)
      lots.push({ key, origin, isClean: false, energyWh: otherWh, co2Tonnes: co2Tonnes - cleanCo2 });
  }
  return lots;
}

/** Lots gathered by origin; the order of first appearance is kept. */
export function mixOfLots(lots: readonly Lot[]): StoredMix {
  const mix: Record<string, OriginLot> = {};
  for (const lot of lots) {
    if (lot.energyWh === 0) continue;
    const sum = mix[lot.origin] ?? { cleanWh: 0, otherWh: 0, co2Tonnes: 0 };
    mix[lot.origin] = {
      cleanWh: sum.cleanWh + (lot.isClean ? lot.energyWh : 0),
      otherWh: sum.otherWh + (lot.isClean ? 0 : lot.energyWh),
      co2Tonnes: sum.co2Tonnes + lot.co2Tonnes,
    };
  }
  return mix;
}

export const energyOfLots = (lots: readonly Lot[]): Wh => lots.reduce((sum, lot) => sum + lot.energyWh, 0);
