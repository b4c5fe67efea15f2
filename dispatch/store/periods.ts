import type { Selectable } from 'kysely';
import type { JobReading, Quality } from '#dispatch/domain';
import type { EpochMs } from '#units';
import type { JobReadingTable, ReadingTable } from './ledger-tables.ts';
import type { RevisedReading } from './period-versions.ts';
import type { StoreDb } from './tables.ts';

/** The marker of a period that has ended. */
export interface ClosedPeriod {
  readonly periodStartMs: EpochMs;
  readonly periodMinutes: number;
  readonly closedAtMs: EpochMs;
  readonly planId: string | null;
  readonly matchedGreenShareRatio: number;
  /** What deserves a person's attention, as it happened. */
  readonly events: readonly unknown[];
}

/**
 * Marks a period as ended, once: false and nothing written when it was closed before. Run it inside the transaction of
 * everything that follows from it.
 */
export async function insertPeriod(db: StoreDb, period: ClosedPeriod): Promise<boolean> {
  const marker = await db
    .insertInto('period')
    .values({
      period_start_ms: period.periodStartMs,
      period_minutes: period.periodMinutes,
      closed_at_ms: Math.round(period.closedAtMs),
      plan_id: period.planId,
      matched_green_share_ratio: period.matchedGreenShareRatio,
      events: JSON.stringify(period.events),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('period_start_ms')
    .execute();
  return marker.length === 1;
}

export const readingOf = (row: Selectable<ReadingTable>): RevisedReading => ({
  periodStartMs: Number(row.period_start_ms),
  periodMinutes: row.period_minutes,
  element: row.element,
  quantity: row.quantity,
  value: row.value,
  quality: row.quality as Quality,
  revision: row.revision,
});

/** Readings of periods that start within [fromMs, toMs), each as last corrected (before block `beforeBlock`). */
export async function readingsWithin(
  db: StoreDb,
  fromMs: EpochMs,
  toMs: EpochMs,
  filter: { readonly quantities?: readonly string[]; readonly beforeBlock?: number } = {},
): Promise<readonly RevisedReading[]> {
  const { quantities, beforeBlock } = filter;
  const rows = await db
    .selectFrom('reading')
    .selectAll()
    .where('period_start_ms', '>=', fromMs)
    .where('period_start_ms', '<', toMs)
    .$if(quantities !== undefined, (query) => query.where('quantity', 'in', [...quantities!]))
    .$if(beforeBlock !== undefined, (query) => query.where('block_number', '<', beforeBlock!))
    .orderBy('period_start_ms')
    .orderBy('block_number')
    .orderBy('leaf_index')
    .execute();
  const latest = new Map<string, RevisedReading>();
  for (const row of rows) {
    const reading = readingOf(row);
    const key = `${row.period_start_ms} ${row.element} ${row.quantity}`;
    if ((latest.get(key)?.revision ?? -1) < row.revision) latest.set(key, reading);
  }
  return [...latest.values()];
}

/** How the energy of one job was measured, a period. */
export async function jobReadingsOf(db: StoreDb, jobId: string): Promise<readonly JobReading[]> {
  return (await jobReadingRows(db).where('job_id', '=', jobId).execute()).map(jobReadingOf);
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
  return rows.map(jobReadingOf);
}
const jobReadingRows = (db: StoreDb) => db.selectFrom('job_reading').selectAll().orderBy('period_start_ms');
export const jobReadingOf = (row: Selectable<JobReadingTable>): JobReading => ({
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
