import { UNKNOWN_ORIGIN } from '#dispatch/domain';
import { type Mwh, mwhToWh, type Tco2PerMwh, type Wh, whToMwh } from '#units';
import { apportion } from './apportion.ts';
import { energyOfLots, type Lot, lotsArrived, lotsOfMix, mixOfLots, partOfLots, withEnergy } from './lots.ts';
import type { StorageMeter } from './meters.ts';
import type { OriginLot, StorageContent, StoredContent, StoredMix } from './stored-content.ts';

/** Lots of each layer, the oldest first; a mixed store has one layer. */
type Layers = readonly (readonly Lot[])[];

/** What a storage gave in a period, and what is left in it before anything is charged. */
export interface Discharge {
  readonly given: readonly Lot[];
  readonly left: Layers;
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

/** Whatever order a store had before: its layers as its order of today has them. */
function layersOf(meter: StorageMeter, content: StoredContent): Layers {
  const mixes = Array.isArray(content) ? (content as readonly StoredMix[]) : [content as StoredMix];
  const layers = mixes.map((mix) => lotsOfMix(meter.id, mix));
  if (meter.contentOrder === 'firstInFirstOut') return layers;
  return layers.length === 1 ? layers : [lotsOfMix(meter.id, mixOfLots(layers.flat()))];
}

/**
 * Draws a period's discharge out of the content: of a mixed store each origin in proportion, of a first-in-first-out store
 * the oldest layers, the last of them in proportion. What the conversion loses is drawn too and its emissions go
 * with what was given. What the content cannot explain is of unknown origin: a storage never gives more of an
 * origin than went in.
 */
export function discharge(
  meter: StorageMeter,
  content: StoredContent,
  residualTco2PerMwh: Tco2PerMwh,
): Discharge {
  const layers = layersOf(meter, content);
  const wantedWh = Math.round(meter.dischargeWh / meter.dischargeEfficiencyRatio);
  const { drawn, left } = drawOldest(layers, wantedWh);
  const drawnWh = energyOfLots(drawn);
  const explainedWh =
    drawnWh === wantedWh
      ? meter.dischargeWh
      : Math.min(drawnWh, meter.dischargeWh, Math.floor(drawnWh * meter.dischargeEfficiencyRatio));
  const unknown = unknownLot(meter.dischargeWh - explainedWh, residualTco2PerMwh);
  return {
    given: [...lotsArrived(drawn, explainedWh), ...lotsOfMix(meter.id, { [UNKNOWN_ORIGIN]: unknown })],
    left,
    lossWh: drawnWh - explainedWh,
  };
}

function drawOldest(layers: Layers, wantedWh: Wh): { readonly drawn: Lot[]; readonly left: Layers } {
  if (wantedWh === 0) return { drawn: [], left: layers };
  const drawn: Lot[] = [];
  const left: (readonly Lot[])[] = [];
  let missingWh = wantedWh;
  for (const lots of layers) {
    const wh = Math.min(missingWh, energyOfLots(lots));
    missingWh -= wh;
    const part = partOfLots(lots, wh);
    drawn.push(...part);
    left.push(lots.map((lot, index) => withEnergy(lot, lot.energyWh - part[index]!.energyWh)));
  }
  return { drawn: drawn.filter((lot) => lot.energyWh > 0), left };
}

/**
 * Puts a period's charge, as traced, on top of what was left. The conversion's loss is taken evenly from all
 * origins and leaves its emissions in the content; a meter that reads less than the sum takes the rest as loss,
 * evenly from all layers.
 */
export function charge(
  meter: StorageMeter,
  left: Layers,
  taken: readonly Lot[],
): { readonly content: StoredContent; readonly lossWh: Wh } {
  const storedWh = Math.floor(meter.chargeWh * meter.chargeEfficiencyRatio);
  const stored = lotsArrived(taken, storedWh);
  const layers = meter.contentOrder === 'mixed' ? [[...(left[0] ?? []), ...stored]] : [...left, stored];
  const sums = layers.map(energyOfLots);
  const sumWh = sums.reduce((a, b) => a + b, 0);
  const metered = meter.storedAfterWh ?? sumWh;
  const keptWh = Math.min(sumWh, Math.max(0, Math.round(metered)));
  const keptOf = apportion(keptWh, sums);
  const mixes = layers.map((lots, layer) =>
    mixOfLots(keptOf[layer] === sums[layer] ? lots : lotsArrived(lots, keptOf[layer]!)),
  );
  return {
    content: meter.contentOrder === 'mixed' ? mixes[0]! : mixes.filter((_, layer) => keptOf[layer]! > 0),
    lossWh: meter.chargeWh - storedWh + sumWh - keptWh,
  };
}
