import type { TraceRow } from '#dispatch/domain';
import type { Wh } from '#units';
import { apportion } from './apportion.ts';
import type { OriginLot } from './meters.ts';

/** Energy of one kind from one source inside one period: either clean or not, so that clean Wh close as well. */
export interface Lot {
  /** Key in `bySourceWh`: element id, or `<storage>/<origin>`. */
  readonly key: string;
  /** Element in which the energy was made. */
  readonly origin: string;
  readonly isClean: boolean;
  readonly energyWh: Wh;
  readonly co2Tonnes: number;
}

/** One consumer of a zone with what it took, lot by lot. */
export interface Taken {
  readonly consumer: TraceRow['consumer'];
  readonly energyWh: Wh;
  readonly lots: readonly Lot[];
}

/** Splits each lot down to `totalWh` in all, no lot above itself; emissions stay in proportion to `co2Kept`. */
export function partOfLots(lots: readonly Lot[], totalWh: Wh): Lot[] {
  const parts = apportion(
    totalWh,
    lots.map((lot) => lot.energyWh),
  );
  return lots.map((lot, index) => withEnergy(lot, parts[index]!));
}

/** The same lot with less energy and its share of the emissions. */
export const withEnergy = (lot: Lot, energyWh: Wh): Lot => ({
  ...lot,
  energyWh,
  co2Tonnes: lot.energyWh === 0 ? 0 : (lot.co2Tonnes * energyWh) / lot.energyWh,
});

/** A storage's content as lots whose keys name the storage. */
export function lotsOfContent(storage: string, content: Readonly<Record<string, OriginLot>>): Lot[] {
  return Object.entries(content).flatMap(([origin, lot]) => {
    const base = { key: `${storage}/${origin}`, origin };
    // Emissions belong to the part that is not clean; a wholly clean lot keeps its own.
    const cleanCo2 = lot.otherWh === 0 ? lot.co2Tonnes : 0;
    return [
      { ...base, isClean: true, energyWh: lot.cleanWh, co2Tonnes: cleanCo2 },
      { ...base, isClean: false, energyWh: lot.otherWh, co2Tonnes: lot.co2Tonnes - cleanCo2 },
    ].filter((part) => part.energyWh > 0);
  });
}

/** Lots gathered by origin; the order of first appearance is kept. */
export function contentOfLots(lots: readonly Lot[]): Record<string, OriginLot> {
  const content: Record<string, OriginLot> = {};
  for (const lot of lots) {
    if (lot.energyWh === 0) continue;
    const sum = content[lot.origin] ?? { cleanWh: 0, otherWh: 0, co2Tonnes: 0 };
    content[lot.origin] = {
      cleanWh: sum.cleanWh + (lot.isClean ? lot.energyWh : 0),
      otherWh: sum.otherWh + (lot.isClean ? 0 : lot.energyWh),
      co2Tonnes: sum.co2Tonnes + lot.co2Tonnes,
    };
  }
  return content;
}

export const energyOfLots = (lots: readonly Lot[]): Wh => lots.reduce((sum, lot) => sum + lot.energyWh, 0);
