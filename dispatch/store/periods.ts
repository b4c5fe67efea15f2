import type { JobReading, PeriodTrace, Quality, Reading, TraceRow } from '#dispatch/domain';
import type { EpochMs } from '#units';
import { inBatches, type StoreDb } from './tables.ts';

export interface ClosedPeriod {
  readonly periodStartMs: EpochMs;
  readonly periodMinutes: number;
  readonly closedAtMs: EpochMs;
  readonly planId: string | null;
  readonly readings: readonly Reading[];
  readonly jobReadings: readonly JobReading[];
  readonly trace: PeriodTrace;
  /** What deserves a person's attention, as it happened. */
  readonly events: readonly unknown[];
}

/**
 * Writes everything about a period that has ended, once: false and nothing written when it was closed before.
 * Run it inside a transaction together with the state that follows from it.
 */
export async function insertPeriod(db: StoreDb, period: ClosedPeriod): Promise<boolean> {
  const marker = await db
    .insertInto('period')
    .values({
      period_start_ms: period.periodStartMs,
      period_minutes: period.periodMinutes,
      closed_at_ms: Math.round(period.closedAtMs),
      plan_id: period.planId,
      matched_green_share_ratio: period.trace.matchedGreenShareRatio,
      events: JSON.stringify(period.events),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('period_start_ms')
    .execute();
  if (marker.length === 0) return false;
  await insertReadings(db, period.readings);
  await insertJobReadings(db, period.jobReadings);
  await insertTrace(db, period.trace.rows);
  return true;
}

async function insertReadings(db: StoreDb, readings: readonly Reading[]): Promise<void> {
  for (const batch of inBatches(readings)) {
    const rows = batch.map((row) => ({
      period_start_ms: row.periodStartMs,
      element: row.element,
      quantity: row.quantity,
      period_minutes: row.periodMinutes,
      value: row.value,
      quality: row.quality,
    }));
    await db.insertInto('reading').values(rows).execute();
  }
}

async function insertJobReadings(db: StoreDb, readings: readonly JobReading[]): Promise<void> {
  for (const batch of inBatches(readings)) {
    const rows = batch.map((row) => ({
      period_start_ms: row.periodStartMs,
      job_id: row.jobId,
      pool_id: row.poolId,
      site_id: row.siteId,
      unit_hours: row.unitHours,
      energy_wh: Math.round(row.energyWh),
      method: row.method,
    }));
    await db.insertInto('job_reading').values(rows).execute();
  }
}

async function insertTrace(db: StoreDb, trace: readonly TraceRow[]): Promise<void> {
  for (const batch of inBatches(trace)) {
    const rows = batch.map((row) => ({
      period_start_ms: row.periodStartMs,
      consumer_kind: row.consumer.kind,
      consumer_id: row.consumer.id,
      energy_wh: row.energyWh,
      clean_wh: row.cleanWh,
      co2_tonnes: row.co2Tonnes,
      by_source_wh: JSON.stringify(row.bySourceWh),
    }));
    await db.insertInto('trace_row').values(rows).execute();
  }
}

/** Readings of periods that start within [fromMs, toMs). */
export async function readingsWithin(
  db: StoreDb,
  fromMs: EpochMs,
  toMs: EpochMs,
  quantities?: readonly string[],
): Promise<readonly Reading[]> {
  const rows = await db
    .selectFrom('reading')
    .selectAll()
    .where('period_start_ms', '>=', fromMs)
    .where('period_start_ms', '<', toMs)
    .$if(quantities !== undefined, (query) => query.where('quantity', 'in', [...quantities!]))
    .orderBy('period_start_ms')
    .execute();
  return rows.map((row) => ({
    periodStartMs: Number(row.period_start_ms),
    periodMinutes: row.period_minutes,
    element: row.element,
    quantity: row.quantity,
    value: row.value,
    quality: row.quality as Quality,
  }));
}

/** Rows of who used whose energy in periods that start within [fromMs, toMs). */
export async function traceWithin(
  db: StoreDb,
  fromMs: EpochMs,
  toMs: EpochMs,
  jobId?: string,
): Promise<readonly PeriodTrace[]> {
  const rows = await db
    .selectFrom('trace_row')
    .innerJoin('period', 'period.period_start_ms', 'trace_row.period_start_ms')
    .selectAll('trace_row')
    .select('period.matched_green_share_ratio')
    .where('trace_row.period_start_ms', '>=', fromMs)
    .where('trace_row.period_start_ms', '<', toMs)
    .$if(jobId !== undefined, (query) =>
      query.where('consumer_kind', '=', 'job').where('consumer_id', '=', jobId!),
    )
    .orderBy('trace_row.period_start_ms')
    .execute();
  const byPeriod = new Map<number, { matched: number; rows: TraceRow[] }>();
  for (const row of rows) {
    const periodStartMs = Number(row.period_start_ms);
    const period = byPeriod.get(periodStartMs) ?? { matched: row.matched_green_share_ratio, rows: [] };
    byPeriod.set(periodStartMs, period);
    period.rows.push({
      periodStartMs,
      consumer: { kind: row.consumer_kind as TraceRow['consumer']['kind'], id: row.consumer_id },
      energyWh: Number(row.energy_wh),
      cleanWh: Number(row.clean_wh),
      co2Tonnes: row.co2_tonnes,
      bySourceWh: row.by_source_wh,
    });
  }
  return [...byPeriod].map(([periodStartMs, period]) => ({
    periodStartMs,
    rows: period.rows,
    matchedGreenShareRatio: period.matched,
  }));
}

/** How the energy of one job was measured, a period. */
export async function jobReadingsOf(db: StoreDb, jobId: string): Promise<readonly JobReading[]> {
  return (await jobReadingRows(db).where('job_id', '=', jobId).execute()).map(jobReading);
}
/** Use of pools by jobs in periods that start within [fromMs, toMs). */
export async function jobReadingsWithin(
  db: StoreDb,
  fromMs: EpochMs,
  toMs: EpochMs,
): Promise<readonly JobReading[]> {
  const rows = await jobReadingRows(db)
    .where('period_start_ms', '>=', fromMs)
    .where('period_start_ms', '<', toMs)
    .execute();
  return rows.map(jobReading);
}
const jobReadingRows = (db: StoreDb) => db.selectFrom('job_reading').selectAll().orderBy('period_start_ms');
const jobReading = (
  row: Awaited<ReturnType<ReturnType<typeof jobReadingRows>['execute']>>[number],
): JobReading => ({
  periodStartMs: Number(row.period_start_ms),
  jobId: row.job_id,
  poolId: row.pool_id,
  siteId: row.site_id,
  unitHours: row.unit_hours,
  energyWh: Number(row.energy_wh),
  method: row.method as JobReading['method'],
});

export interface PeriodRow {
  readonly periodStartMs: EpochMs;
  readonly periodMinutes: number;
  readonly planId: string | null;
  readonly matchedGreenShareRatio: number;
  readonly events: readonly unknown[];
}
/** The periods closed last, the latest first. */
export async function lastPeriods(db: StoreDb, limit: number): Promise<readonly PeriodRow[]> {
  const rows = await db
    .selectFrom('period')
    .selectAll()
    .orderBy('period_start_ms', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    periodStartMs: Number(row.period_start_ms),
    periodMinutes: row.period_minutes,
    planId: row.plan_id,
    matchedGreenShareRatio: row.matched_green_share_ratio,
    events: row.events as readonly unknown[],
  }));
}
