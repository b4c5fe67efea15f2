import type { PeriodTrace, TraceRow } from '#dispatch/domain';
import type { EpochMs, Ratio, Wh } from '#units';
import { co2Of, energyOfLots, type Lot, type Taken } from './lots.ts';
import type { JobUse, PeriodMeters } from './meters.ts';

/** What contracts gave a consumer, put to what it got of the rest. */
export function withContracts(taken: Taken, byContract: readonly Lot[]): Taken {
  if (byContract.length === 0) return taken;
  const lots = [...taken.lots, ...byContract];
  const partsWh = new Float64Array(lots.length);
  partsWh.set(taken.partsWh);
  byContract.forEach((lot, index) => {
    partsWh[taken.lots.length + index] = lot.energyWh;
  });
  return { ...taken, energyWh: taken.energyWh + energyOfLots(byContract), lots, partsWh };
}

interface OpenRow {
  energyWh: Wh;
  cleanWh: Wh;
  co2Tonnes: number;
  readonly consumer: TraceRow['consumer'];
  readonly bySourceWh: Record<string, Wh>;
}

/** One row a consumer: a job that ran on two sites in one period has one row. Nobody who took nothing has any. */
export function rowsOf(
  periodStartMs: EpochMs,
  taken: readonly Taken[],
  uses: readonly JobUse[],
): PeriodTrace['rows'] {
  const rows = new Map<string, OpenRow>();
  for (const { consumer, energyWh, lots, partsWh } of taken) {
    if (energyWh === 0) continue;
    const key = `${consumer.kind} ${consumer.id}`;
    let row = rows.get(key);
    if (row === undefined) {
      row = { consumer, energyWh: 0, cleanWh: 0, co2Tonnes: 0, bySourceWh: {} };
      rows.set(key, row);
    }
    row.energyWh += energyWh;
    addLots(row, lots, partsWh);
  }
  const isModelled = new Set(uses.filter((use) => use.method === 'modelled').map((use) => use.jobId));
  return [...rows.values()].map(
    (row): TraceRow =>
      row.consumer.kind === 'job'
        ? { periodStartMs, ...row, method: isModelled.has(row.consumer.id) ? 'modelled' : 'metered' }
        : { periodStartMs, ...row },
  );
}

function addLots(row: OpenRow, lots: readonly Lot[], partsWh: Float64Array): void {
  const { bySourceWh } = row;
  for (let i = 0; i < lots.length; i += 1) {
    const wh = partsWh[i]!;
    if (wh === 0) continue;
    const lot = lots[i]!;
    bySourceWh[lot.key] = (bySourceWh[lot.key] ?? 0) + wh;
    if (lot.isClean) row.cleanWh += wh;
    if (lot.co2Tonnes !== 0) row.co2Tonnes += co2Of(lot, wh);
  }
}

/**
 * min(load, clean) / load of the period, zone by zone (areas joined by AC lines): `load` is areas and sites, `clean` is every
 * clean Wh fed in (out of storages and imports too) less the clean Wh charged. 1 when there was no load.
 */
export function matchedShare({ network }: PeriodMeters, taken: readonly Taken[]): Ratio {
  const loadWh = new Float64Array(network.areas.length);
  const cleanWh = new Float64Array(network.areas.length);
  for (const { consumer, area, energyWh, lots, partsWh } of taken) {
    if (consumer.kind === 'storage' || consumer.kind === 'transfer') continue;
    const zone = network.zoneOf[area]!;
    if (consumer.kind === 'load' || consumer.kind === 'site') loadWh[zone]! += energyWh;
    for (let i = 0; i < lots.length; i += 1) if (lots[i]!.isClean) cleanWh[zone]! += partsWh[i]!;
  }
  const whole = loadWh.reduce((a, b) => a + b, 0);
  const matched = loadWh.reduce((sum, wh, zone) => sum + Math.min(wh, cleanWh[zone]!), 0);
  return whole === 0 ? 1 : matched / whole;
}
