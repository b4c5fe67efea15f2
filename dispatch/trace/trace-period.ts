import type { PeriodTrace, TraceRow } from '#dispatch/domain';
import { type EpochMs, type Ratio, type Wh, whToMwh } from '#units';
import { shareOut } from './apportion.ts';
import { energyOfLots, type Lot, type Taken, withEnergy } from './lots.ts';
import {
  type ConsumerMeter,
  type PeriodMeters,
  type SourceMeter,
  type StorageContent,
  type StorageMeter,
  type TraceResult,
  UNKNOWN_ORIGIN,
} from './meters.ts';
import { splitSite } from './site-jobs.ts';
import { charge, discharge } from './storage.ts';

/**
 * Whose energy it was: within each zone every consumer takes of every source in proportion (proportional sharing,
 * Bialek 1996, on one node), in whole Wh. Each consumer sums to its meter and each source to what it fed in. What
 * comes out of a storage keeps its origin. Energy fed in but taken by nobody is a `loss`; energy taken that nobody
 * fed in is of unknown origin and never clean.
 */
export function tracePeriod(meters: PeriodMeters, content: StorageContent): TraceResult {
  const after: Record<string, StorageContent[string]> = { ...content };
  const storageLossWh: Record<string, Wh> = {};
  const taken = zonesOf(meters).flatMap((zone) => {
    const storages = meters.storages.filter((storage) => storage.zone === zone);
    const discharges = storages.map((storage) =>
      discharge(storage, content[storage.id] ?? {}, meters.residualTco2PerMwh),
    );
    const lots = [
      ...meters.sources.filter((source) => source.zone === zone).flatMap(lotsOfSource),
      ...discharges.flatMap((one) => one.given),
    ];
    const consumers = meters.consumers.filter((consumer) => consumer.zone === zone);
    const ofZone = traceZone(zone, lots, consumers, storages, meters.residualTco2PerMwh);
    storages.forEach((storage, index) => {
      const own = ofZone.find(({ consumer }) => consumer.kind === 'storage' && consumer.id === storage.id);
      const put = charge(storage, discharges[index]!.left, own?.lots ?? []);
      after[storage.id] = put.content;
      storageLossWh[storage.id] = put.lossWh + discharges[index]!.lossWh;
    });
    return ofZone;
  });
  const rows = taken.flatMap((one) => splitSite(one, meters.jobs));
  return {
    trace: {
      periodStartMs: meters.periodStartMs,
      rows: mergeRows(meters.periodStartMs, rows),
      matchedGreenShareRatio: matchedShare(meters, taken),
    },
    content: after,
    storageLossWh,
  };
}

const zonesOf = (meters: PeriodMeters): string[] => [
  ...new Set([...meters.sources, ...meters.storages, ...meters.consumers].map((meter) => meter.zone)),
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
  consumers: readonly ConsumerMeter[],
  storages: readonly StorageMeter[],
  residualTco2PerMwh: number,
): Taken[] {
  const takers: Omit<Taken, 'lots'>[] = [
    ...consumers.map(({ kind, id, energyWh }) => ({ consumer: { kind, id }, energyWh })),
    ...storages.map(({ id, chargeWh }) => ({
      consumer: { kind: 'storage' as const, id },
      energyWh: chargeWh,
    })),
  ];
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
