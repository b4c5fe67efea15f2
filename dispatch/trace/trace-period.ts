import { type PeriodTrace, type TraceRow, UNKNOWN_ORIGIN } from '#dispatch/domain';
import { type EpochMs, type Ratio, type Wh, whToMwh } from '#units';
import { shareOut } from './apportion.ts';
import { energyOfLots, type Lot, partOfLots, type Taken, withEnergy } from './lots.ts';
import type { PeriodMeters, SourceMeter, StorageContent, TraceResult, TransferMeter } from './meters.ts';
import { splitSite } from './site-jobs.ts';
import { charge, discharge } from './storage.ts';

/**
 * Whose energy it was: within each zone every consumer takes of every source in proportion (proportional sharing,
 * Bialek 1996, on one node), in whole Wh. Each consumer sums to its meter and each source to what it fed in. What
 * comes out of a storage, or of a transfer from another zone, keeps its origin. Energy fed in but taken by nobody is a `loss`; energy taken that nobody
 * fed in is of unknown origin and never clean.
 */
export function tracePeriod(meters: PeriodMeters, content: StorageContent): TraceResult {
  const after: Record<string, StorageContent[string]> = { ...content };
  const storageLossWh: Record<string, Wh> = {};
  const arrived = new Map<string, readonly Lot[]>();
  const taken = zonesInOrder(meters).flatMap((zone) => {
    const storages = meters.storages.filter((storage) => storage.zone === zone);
    const discharges = storages.map((storage) =>
      discharge(storage, content[storage.id] ?? {}, meters.residualTco2PerMwh),
    );
    const lots = [
      ...meters.sources.filter((source) => source.zone === zone).flatMap(lotsOfSource),
      ...discharges.flatMap((one) => one.given),
      ...meters.transfers.filter((one) => one.toZone === zone).flatMap((one) => lotsOfArrival(one, arrived)),
    ];
    const ofZone = traceZone(zone, lots, takersOf(meters, zone), meters.residualTco2PerMwh);
    storages.forEach((storage, index) => {
      const own = ofZone.find(({ consumer }) => consumer.kind === 'storage' && consumer.id === storage.id);
      const put = charge(storage, discharges[index]!.left, own?.lots ?? []);
      after[storage.id] = put.content;
      storageLossWh[storage.id] = put.lossWh + discharges[index]!.lossWh;
    });
    for (const { consumer, lots: carried } of ofZone)
      if (consumer.kind === 'transfer' && energyOfLots(carried) > 0) arrived.set(consumer.id, carried);
    return ofZone;
  });
  const rows = taken.flatMap((one) => splitSite(one, meters.jobs));
  return {
    trace: {
      periodStartMs: meters.periodStartMs,
      rows: mergeRows(meters.periodStartMs, rows),
      matchedGreenShareRatio: matchedShare(meters, taken),
    },
    contracts: [],
    content: after,
    storageLossWh,
  };
}

const zonesOf = (meters: PeriodMeters): string[] => [
  ...new Set([
    ...[...meters.sources, ...meters.storages, ...meters.consumers].map((meter) => meter.zone),
    ...meters.transfers.flatMap(({ fromZone, toZone }) => [fromZone, toZone]),
  ]),
];

/** Zones such that whoever sends comes before whoever receives; in a circle the first one named begins. */
function zonesInOrder(meters: PeriodMeters): string[] {
  const left = new Set(zonesOf(meters));
  const ordered: string[] = [];
  while (left.size > 0) {
    const waits = (zone: string): boolean =>
      meters.transfers.some(
        ({ fromZone, toZone, takenWh }) =>
          toZone === zone && fromZone !== zone && takenWh > 0 && left.has(fromZone),
      );
    const next = [...left].find((zone) => !waits(zone)) ?? [...left][0]!;
    left.delete(next);
    ordered.push(next);
  }
  return ordered;
}

/** What a transfer brought has the origin of what it took, its emissions with it; losses leave theirs in what arrives. */
function lotsOfArrival(transfer: TransferMeter, arrived: ReadonlyMap<string, readonly Lot[]>): Lot[] {
  const { id, fromZone, toZone, arrivedWh } = transfer;
  // Within one zone nothing changes hands, and its loss is no one's supply.
  if (fromZone === toZone) return [];
  const lots = (arrived.get(id) ?? []).filter((lot) => lot.energyWh > 0);
  if (lots.length === 0) return [];
  return partOfLots(lots, arrivedWh).map((lot, index) => ({ ...lot, co2Tonnes: lots[index]!.co2Tonnes }));
}

type Taker = Omit<Taken, 'lots'>;

/** Who takes of a zone's supply: consumers, stores that charge, transfers that leave. */
const takersOf = (meters: PeriodMeters, zone: string): readonly Taker[] => [
  ...meters.consumers
    .filter((consumer) => consumer.zone === zone)
    .map(({ kind, id, energyWh }) => ({ consumer: { kind, id }, energyWh })),
  ...meters.storages
    .filter((storage) => storage.zone === zone)
    .map(({ id, chargeWh }) => ({ consumer: { kind: 'storage' as const, id }, energyWh: chargeWh })),
  ...meters.transfers
    .filter((transfer) => transfer.fromZone === zone)
    .map(({ id, toZone, takenWh, arrivedWh }) => ({
      consumer: { kind: 'transfer' as const, id },
      energyWh: toZone === zone ? Math.max(0, takenWh - arrivedWh) : takenWh,
    })),
];

function lotsOfSource(source: SourceMeter): Lot[] {
  const cleanWh = Math.round(source.energyWh * source.cleanShareRatio);
  const co2Tonnes = whToMwh(source.energyWh) * source.emissionTco2PerMwh;
  const base = { key: source.id, origin: source.id };
  const isWhollyClean = cleanWh === source.energyWh;
  return [
    { ...base, isClean: true, energyWh: cleanWh, co2Tonnes: isWhollyClean ? co2Tonnes : 0 },
    {
      ...base,
      isClean: false,
      energyWh: source.energyWh - cleanWh,
      co2Tonnes: isWhollyClean ? 0 : co2Tonnes,
    },
  ].filter((lot) => lot.energyWh > 0);
}

function traceZone(
  zone: string,
  supply: readonly Lot[],
  ownTakers: readonly Taker[],
  residualTco2PerMwh: number,
): Taken[] {
  const takers = [...ownTakers];
  const surplusWh = energyOfLots(supply) - takers.reduce((sum, taker) => sum + taker.energyWh, 0);
  const lots = [...supply];
  if (surplusWh > 0) takers.push({ consumer: { kind: 'loss', id: `network.${zone}` }, energyWh: surplusWh });
  if (surplusWh < 0) {
    const co2Tonnes = whToMwh(-surplusWh) * residualTco2PerMwh;
    lots.push({
      key: UNKNOWN_ORIGIN,
      origin: UNKNOWN_ORIGIN,
      isClean: false,
      energyWh: -surplusWh,
      co2Tonnes,
    });
  }
  const table = shareOut(
    takers.map((taker) => taker.energyWh),
    lots.map((lot) => lot.energyWh),
  );
  return takers.map((taker, row) => ({
    ...taker,
    lots: lots.map((lot, column) => withEnergy(lot, table[row]![column]!)),
  }));
}

/**
 * min(load, clean) / load of the period, zone by zone: `load` is areas and sites, `clean` is every clean Wh fed in
 * (out of storages and imports too) less the clean Wh charged. 1 when there was no load.
 */
function matchedShare(meters: PeriodMeters, taken: readonly Taken[]): Ratio {
  const zoneOf = new Map(meters.consumers.map((consumer) => [consumer.id, consumer.zone]));
  let loadWh = 0;
  let matchedWh = 0;
  for (const zone of zonesOf(meters)) {
    const storages = new Set(meters.storages.filter((one) => one.zone === zone).map((one) => one.id));
    const own = taken.filter(
      ({ consumer }) =>
        consumer.id === `network.${zone}` || storages.has(consumer.id) || zoneOf.get(consumer.id) === zone,
    );
    const loads = own.filter(({ consumer }) => consumer.kind === 'load' || consumer.kind === 'site');
    const zoneLoadWh = loads.reduce((sum, one) => sum + one.energyWh, 0);
    const available = own.filter(({ consumer }) => consumer.kind !== 'storage').flatMap(({ lots }) => lots);
    const cleanWh = energyOfLots(available.filter((lot) => lot.isClean));
    loadWh += zoneLoadWh;
    matchedWh += Math.min(zoneLoadWh, cleanWh);
  }
  return loadWh === 0 ? 1 : matchedWh / loadWh;
}

/** One row a consumer: a job that ran on two sites in one period has one row. Nobody who took nothing has any. */
function mergeRows(periodStartMs: EpochMs, taken: readonly Taken[]): PeriodTrace['rows'] {
  const rows = new Map<string, TraceRow & { bySourceWh: Record<string, Wh> }>();
  for (const { consumer, energyWh, lots } of taken) {
    if (energyWh === 0) continue;
    const key = `${consumer.kind} ${consumer.id}`;
    const row = rows.get(key);
    const bySourceWh = row?.bySourceWh ?? {};
    for (const lot of lots) {
      if (lot.energyWh > 0) bySourceWh[lot.key] = (bySourceWh[lot.key] ?? 0) + lot.energyWh;
    }
    rows.set(key, {
      periodStartMs,
      consumer,
      energyWh: (row?.energyWh ?? 0) + energyWh,
      bySourceWh,
      cleanWh: (row?.cleanWh ?? 0) + energyOfLots(lots.filter((lot) => lot.isClean)),
      co2Tonnes: (row?.co2Tonnes ?? 0) + lots.reduce((sum, lot) => sum + lot.co2Tonnes, 0),
    });
  }
  return [...rows.values()];
}
