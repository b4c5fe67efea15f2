import { type Selectable, sql } from 'kysely';
import type { TraceRow } from '#dispatch/domain';
import type { LedgerSigner } from '#dispatch/ledger';
import type { EpochMs } from '#units';
import { entryOfTrace } from './entries.ts';
import type { TraceRowTable } from './ledger-tables.ts';
import { insertPeriodVersion } from './period-versions.ts';
import { jobReadingOf, readingOf } from './periods.ts';
import { SCHEMA, type StoreDb } from './tables.ts';

/** The earliest period that was closed before there was a ledger and is not in it yet. */
export async function periodToAdopt(db: StoreDb): Promise<EpochMs | null> {
  const row = await db
    .selectFrom('period')
    .leftJoin('period_version', 'period_version.period_start_ms', 'period.period_start_ms')
    .select((eb) => eb.fn.min('period.period_start_ms').as('first'))
    .where('period_version.version', 'is', null)
    .executeTakeFirst();
  return row?.first === null || row === undefined ? null : Number(row.first);
}

/**
 * Moves what a database from before the ledger holds of a period into it, in the caller's transaction. `storageContent` is
 * what lay in the stores after it, where that is known.
 */
export async function adoptPeriod(
  trx: StoreDb,
  signer: LedgerSigner,
  periodStartMs: EpochMs,
  storageContent: string | null,
): Promise<void> {
  const period = await trx
    .selectFrom('period')
    .selectAll()
    .where('period_start_ms', '=', periodStartMs)
    .executeTakeFirstOrThrow();
  const readings = await trx
    .selectFrom('reading_before_ledger')
    .selectAll()
    .where('period_start_ms', '=', periodStartMs)
    .orderBy('element')
    .orderBy('quantity')
    .execute();
  const jobReadings = await trx
    .selectFrom('job_reading_before_ledger')
    .selectAll()
    .where('period_start_ms', '=', periodStartMs)
    .orderBy('job_id')
    .orderBy('pool_id')
    .execute();
  const traces = await trx
    .selectFrom('trace_row')
    .selectAll()
    .where('period_start_ms', '=', periodStartMs)
    .orderBy('consumer_kind')
    .orderBy('consumer_id')
    .execute();
  const noPlace = { block_number: 0, leaf_index: 0 };
  await insertPeriodVersion(trx, signer, {
    ...{ periodStartMs, periodMinutes: period.period_minutes, version: 0 },
    ...{ atMs: Number(period.closed_at_ms), scenarioHash: null, regionHash: null, storageContent },
    matchedGreenShareRatio: period.matched_green_share_ratio,
    readings: readings.map((row) => readingOf({ ...row, ...noPlace, revision: 0 })),
    jobReadings: jobReadings.map((row) => jobReadingOf({ ...row, ...noPlace })),
    entries: traces.map((row) => entryOfTrace(traceRowOf(row))),
  });
  for (const table of ['trace_row', 'reading_before_ledger', 'job_reading_before_ledger'] as const)
    await sql`delete from ${sql.id(SCHEMA, table)} where period_start_ms = ${periodStartMs}`.execute(trx);
}

const traceRowOf = (row: Selectable<TraceRowTable>): TraceRow => ({
  periodStartMs: Number(row.period_start_ms),
  consumer: { kind: row.consumer_kind as TraceRow['consumer']['kind'], id: row.consumer_id },
  energyWh: Number(row.energy_wh),
  cleanWh: Number(row.clean_wh),
  co2Tonnes: row.co2_tonnes,
  bySourceWh: row.by_source_wh,
});
