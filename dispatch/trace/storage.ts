import { UNKNOWN_ORIGIN } from '#dispatch/domain';
import { type Mwh, mwhToWh, type Tco2PerMwh, type Wh, whToMwh } from '#units';
import { contentOfLots, energyOfLots, type Lot, lotsOfContent, partOfLots, withEnergy } from './lots.ts';
import type { OriginLot, StorageContent, StorageMeter } from './meters.ts';

/** What a storage gave in a period, and what is left in it before anything is charged. */
export interface Discharge {
  readonly given: readonly Lot[];
  readonly left: readonly Lot[];
  readonly lossWh: Wh;
}

/** What lies in storages when tracing begins: of unknown origin, not clean. */
export function openingContent(
  storedMwh: Readonly<Record<string, Mwh>>,
  residualTco2PerMwh: Tco2PerMwh,
): StorageContent {
  return Object.fromEntries(
    Object.entries(storedMwh).map(([storage, stored]) => [
      storage,
      { [UNKNOWN_ORIGIN]: unknownLot(mwhToWh(stored), residualTco2PerMwh) },
    ]),
  );
}
const unknownLot = (energyWh: Wh, tco2PerMwh: Tco2PerMwh): OriginLot => ({
  cleanWh: 0,
  otherWh: energyWh,
  co2Tonnes: whToMwh(energyWh) * tco2PerMwh,
});

/**
 * Draws a period's discharge out of the content, each origin in proportion; what the conversion loses is drawn
 * too and its emissions go with what was given. What the content cannot explain is of unknown origin: a storage
 * never gives more of an origin than went in.
 */
export function discharge(
  meter: StorageMeter,
  content: Readonly<Record<string, OriginLot>>,
  residualTco2PerMwh: Tco2PerMwh,
): Discharge {
  const lots = lotsOfContent(meter.id, content);
  const wantedWh = Math.round(meter.dischargeWh / meter.dischargeEfficiencyRatio);
  const drawnWh = Math.min(wantedWh, energyOfLots(lots));
  const drawn = partOfLots(lots, drawnWh);
  const explainedWh =
    drawnWh === wantedWh
      ? meter.dischargeWh
      : Math.min(drawnWh, Math.floor(drawnWh * meter.dischargeEfficiencyRatio));
  const given = partOfLots(drawn, explainedWh).map((lot, index) => ({
    ...lot,
    co2Tonnes: drawn[index]!.co2Tonnes,
  }));
  const unknownWh = meter.dischargeWh - explainedWh;
  const unknown = lotsOfContent(meter.id, { [UNKNOWN_ORIGIN]: unknownLot(unknownWh, residualTco2PerMwh) });
  return {
    given: [...given, ...unknown],
    left: lots.map((lot, index) => withEnergy(lot, lot.energyWh - drawn[index]!.energyWh)),
    lossWh: drawnWh - explainedWh,
  };
}

/**
 * Puts a period's charge, as traced, on top of what was left. The conversion's loss is taken evenly from all
 * origins and leaves its emissions in the content; a meter that reads less than the sum takes the rest as loss.
 */
export function charge(
  meter: StorageMeter,
  left: readonly Lot[],
  taken: readonly Lot[],
): { readonly content: Record<string, OriginLot>; readonly lossWh: Wh } {
  const storedWh = Math.floor(meter.chargeWh * meter.chargeEfficiencyRatio);
  const stored = partOfLots(taken, storedWh).map((lot, index) => ({
    ...lot,
    co2Tonnes: taken[index]!.co2Tonnes,
  }));
  const lots = [...left, ...stored];
  const sumWh = energyOfLots(lots);
  const metered = meter.storedAfterWh ?? sumWh;
  const keptWh = Math.min(sumWh, Math.max(0, Math.round(metered)));
  const kept = partOfLots(lots, keptWh).map((lot, index) => ({ ...lot, co2Tonnes: lots[index]!.co2Tonnes }));
  return { content: contentOfLots(kept), lossWh: meter.chargeWh - storedWh + sumWh - keptWh };
}
