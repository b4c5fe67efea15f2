import { sql } from 'kysely';
import type { Quality, Reading } from '#dispatch/domain';
import type { EpochMs } from '#units';
import { insertColumns } from './insert-columns.ts';
import type { StoreDb } from './tables.ts';

/** What became of readings that came after their period was closed. */
export interface LateIntake {
  readonly accepted: number;
  /** Periods that are not closed, or were closed before there was a ledger: their readings were not taken. */
  readonly refusedPeriods: readonly EpochMs[];
}

/**
 * Takes late and corrected readings in, in the caller's transaction, and marks the earliest period to trace anew. The
 * cycle gives each its revision and traces from there before it closes the next period.
 */
export async function insertLateReadings(trx: StoreDb, readings: readonly Reading[]): Promise<LateIntake> {
  const asked = [...new Set(readings.map((reading) => reading.periodStartMs))];
  if (asked.length === 0) return { accepted: 0, refusedPeriods: [] };
  const rows = await trx
    .selectFrom('period_version')
    .select('period_start_ms')
    .where('period_start_ms', 'in', asked)
    .where('version', '=', 0)
    .where('scenario_hash', 'is not', null)
    .execute();
  const known = new Set(rows.map((row) => Number(row.period_start_ms)));
  const taken = readings.filter((reading) => known.has(reading.periodStartMs));
  const refusedPeriods = asked.filter((periodStartMs) => !known.has(periodStartMs));
  if (taken.length === 0) return { accepted: 0, refusedPeriods };
  await insertColumns(trx, 'late_reading', {
    period_start_ms: ['bigint', taken.map((row) => row.periodStartMs)],
    element: ['text', taken.map((row) => row.element)],
    quantity: ['text', taken.map((row) => row.quantity)],
    period_minutes: ['integer', taken.map((row) => row.periodMinutes)],
    value: ['double precision', taken.map((row) => row.value)],
    quality: ['text', taken.map((row) => row.quality)],
  });
  const fromMs = Math.min(...taken.map((row) => row.periodStartMs));
  await sql`update dispatch.cycle_state set retrace_from_ms = least(retrace_from_ms, ${fromMs}::bigint)`.execute(
    trx,
  );
  return { accepted: taken.length, refusedPeriods };
}

/** Late readings of a period, the earliest arrival first. */
export async function lateReadingsOf(db: StoreDb, periodStartMs: EpochMs): Promise<readonly Reading[]> {
  const rows = await db
    .selectFrom('late_reading')
    .selectAll()
    .where('period_start_ms', '=', periodStartMs)
    .orderBy('late_number')
    .execute();
  return rows.map((row) => ({
    periodStartMs,
    periodMinutes: row.period_minutes,
    element: row.element,
    quantity: row.quantity,
    value: row.value,
    quality: row.quality as Quality,
  }));
}

export async function removeLateReadings(db: StoreDb, periodStartMs: EpochMs): Promise<void> {
  await db.deleteFrom('late_reading').where('period_start_ms', '=', periodStartMs).execute();
}

/** The first period after one that has late readings waiting. */
export async function nextLatePeriod(db: StoreDb, afterMs: EpochMs): Promise<EpochMs | null> {
  const row = await db
    .selectFrom('late_reading')
    .select((eb) => eb.fn.min('period_start_ms').as('first'))
    .where('period_start_ms', '>', afterMs)
    .executeTakeFirst();
  return row?.first === null || row === undefined ? null : Number(row.first);
}

export async function countLateReadings(db: StoreDb): Promise<number> {
  const row = await db
    .selectFrom('late_reading')
    .select((eb) => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
