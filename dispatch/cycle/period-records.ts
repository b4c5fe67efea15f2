import type { JobReading, Quality, Reading, TraceRow } from '#dispatch/domain';
import { type ContractPart, claimsOfTrace, contractsOfTrace, type JobClaimed } from '#dispatch/settle';
import type { Scenario } from '#dispatch/sources';
import { jobReadingsWithin, readingsWithin, type StoreDb, traceWithin } from '#dispatch/store';
import { type EpochMs, type Horizon, MS_PER_HOUR, MS_PER_MINUTE, periodAt } from '#units';
import { resolveWindow } from './resolve.ts';
import { valuesOf, type WindowValues } from './values.ts';

const MS_PER_DAY = 24 * MS_PER_HOUR;

/** Everything that was kept of one period, with the prices and factors that held in it. */
export interface PeriodRecord {
  readonly startMs: EpochMs;
  readonly minutes: number;
  readonly qualities: ReadonlySet<Quality>;
  /** Null at a gap. */
  readonly readingOf: (element: string, quantity: string) => number | null;
  /** Prices, factors and contracts as they were published. */
  readonly valueAt: (element: string, field: string) => number;
  readonly rows: readonly TraceRow[];
  readonly jobReadings: readonly JobReading[];
  readonly contracts: readonly ContractPart[];
  readonly claims: readonly JobClaimed[];
}

/** Closed periods that start within [fromMs, toMs), a day at a time: a month never lies in memory whole. */
export async function* periodRecords(
  scenario: Scenario,
  db: StoreDb,
  fromMs: EpochMs,
  toMs: EpochMs,
): AsyncGenerator<readonly PeriodRecord[]> {
  for (let dayMs = fromMs; dayMs < toMs; dayMs += MS_PER_DAY) {
    const endMs = Math.min(toMs, dayMs + MS_PER_DAY);
    const readings = await readingsWithin(db, dayMs, endMs);
    if (readings.length > 0) yield await recordsOf(scenario, db, readings, [dayMs, endMs]);
  }
}

async function recordsOf(
  scenario: Scenario,
  db: StoreDb,
  readings: readonly Reading[],
  [fromMs, toMs]: readonly [EpochMs, EpochMs],
): Promise<readonly PeriodRecord[]> {
  const { region } = scenario;
  const minutes = region.periodMinutes;
  const readingsAt = groupedByPeriod(readings);
  const rowsAt = new Map(
    (await traceWithin(db, fromMs, toMs)).map((trace) => [trace.periodStartMs, trace.rows]),
  );
  const jobReadingsAt = groupedByPeriod(await jobReadingsWithin(db, fromMs, toMs));
  const startsMs = [...readingsAt.keys()].sort((a, b) => a - b);
  const [firstMs, lastMs] = [startsMs[0]!, startsMs.at(-1)!];
  const periodCount = Math.round((lastMs - firstMs) / (minutes * MS_PER_MINUTE)) + 1;
  const horizon: Horizon = { startMs: firstMs, periodMinutes: minutes, periodCount };
  const { values } = await resolveWindow({ scenario, horizon, foresight: 'perfect', only: 'published' });
  return startsMs.map((startMs): PeriodRecord => {
    const rows = rowsAt.get(startMs) ?? [];
    const jobReadings = jobReadingsAt.get(startMs) ?? [];
    return {
      ...{ startMs, minutes, rows },
      ...metersOf(readingsAt.get(startMs)!),
      valueAt: (element, field) => valueIn(values, element, field, periodAt(horizon, startMs)),
      jobReadings,
      contracts: contractsOfTrace(rows, jobReadings),
      claims: claimsOfTrace(rows, region),
    };
  });
}

const valueIn = (values: WindowValues, element: string, field: string, at: number): number =>
  valuesOf(values, element, field)[at]!;

function metersOf(readings: readonly Reading[]): Pick<PeriodRecord, 'qualities' | 'readingOf'> {
  const byKey = new Map(readings.map((reading) => [`${reading.element} ${reading.quantity}`, reading]));
  return {
    qualities: new Set(readings.map(({ quality }) => quality)),
    readingOf: (element, quantity) => {
      const reading = byKey.get(`${element} ${quantity}`);
      return reading === undefined || reading.quality === 'missing' ? null : reading.value;
    },
  };
}

function groupedByPeriod<T extends { readonly periodStartMs: EpochMs }>(
  rows: readonly T[],
): Map<EpochMs, T[]> {
  const groups = new Map<EpochMs, T[]>();
  for (const row of rows) {
    const group = groups.get(row.periodStartMs);
    if (group === undefined) groups.set(row.periodStartMs, [row]);
    else group.push(row);
  }
  return groups;
}
