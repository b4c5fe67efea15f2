import type { JobReading, LedgerRow, Reading } from '#dispatch/domain';
import type { LedgerSigner } from '#dispatch/ledger';
import type { EpochMs } from '#units';
import { energySources, newSources, withSources } from './energy-sources.ts';
import type { LedgerEntry } from './entries.ts';
import { insertColumns } from './insert-columns.ts';
import { appendBlock } from './ledger.ts';
import { leafOf } from './ledgered-tables.ts';
import { packSourceWh } from './source-wh.ts';
import type { StoreDb } from './tables.ts';

/** A reading and how often it was corrected. */
export interface RevisedReading extends Reading {
  readonly revision: number;
}
/** What a period came to when it was closed (version 0) or traced anew. */
export interface PeriodVersion {
  readonly periodStartMs: EpochMs;
  readonly periodMinutes: number;
  readonly version: number;
  readonly atMs: EpochMs;
  readonly scenarioHash: string | null;
  /** Of the region's canonical JSON, so that the snapshot it was traced with can be checked. */
  readonly regionHash: string | null;
  readonly matchedGreenShareRatio: number;
  /** Canonical JSON of what lay in the stores afterwards. */
  readonly storageContent: string | null;
  readonly readings: readonly RevisedReading[];
  readonly jobReadings: readonly JobReading[];
  /** Reversals first. */
  readonly entries: readonly LedgerEntry[];
}

/** Writes a version of a period as one block. Run it inside the transaction of everything that follows from it. */
export async function insertPeriodVersion(
  trx: StoreDb,
  signer: LedgerSigner,
  period: PeriodVersion,
): Promise<{ readonly blockNumber: number }> {
  const known = await energySources(trx);
  const added = newSources(
    known,
    period.entries.flatMap((entry) => Object.keys(entry.bySourceWh)),
  );
  const { idOf, keyOf } = withSources(known, added);
  const rows = {
    period_version: [versionRow(period)],
    reading: period.readings.map(readingRow),
    job_reading: period.jobReadings.map(jobReadingRow),
    energy_source: added.map(({ sourceId, key }) => ({ source_id: sourceId, source_key: key })),
    ledger_entry: period.entries.map((entry) => entryRow(entry, idOf)),
  };
  const leaves: LedgerRow[] = [
    ...rows.period_version.map((row) => leafOf('period_version', row)),
    ...rows.reading.map((row) => leafOf('reading', row)),
    ...rows.job_reading.map((row) => leafOf('job_reading', row)),
    ...rows.energy_source.map((row) => leafOf('energy_source', row)),
    ...rows.ledger_entry.map((row) => leafOf('ledger_entry', row, keyOf)),
  ];
  const block = await appendBlock(trx, signer, {
    kind: 'period',
    subject: `${new Date(period.periodStartMs).toISOString()}/${period.version}`,
    atMs: period.atMs,
    ...(period.scenarioHash === null ? {} : { scenarioHash: period.scenarioHash }),
    rows: leaves,
  });
  let leafIndex = 0;
  for (const [table, own] of Object.entries(rows)) {
    await insertRows(trx, table as keyof typeof TYPES, own, block.blockNumber, leafIndex);
    leafIndex += own.length;
  }
  return block;
}

/** Columns of the tables a period is written to, with their types. */
const TYPES = {
  period_version: {
    ...{ period_start_ms: 'bigint', version: 'integer', period_minutes: 'integer', scenario_hash: 'text' },
    ...{ region_hash: 'text', matched_green_share_ratio: 'double precision', storage_content: 'text' },
  },
  reading: {
    ...{ period_start_ms: 'bigint', element: 'text', quantity: 'text', period_minutes: 'integer' },
    ...{ value: 'double precision', quality: 'text', revision: 'integer' },
  },
  job_reading: {
    ...{ period_start_ms: 'bigint', job_id: 'text', pool_id: 'text', site_id: 'text' },
    ...{ unit_hours: 'double precision', energy_wh: 'bigint', method: 'text' },
  },
  energy_source: { source_id: 'integer', source_key: 'text' },
  ledger_entry: {
    ...{ period_start_ms: 'bigint', consumer_kind: 'text', consumer_id: 'text', energy_wh: 'bigint' },
    ...{ clean_wh: 'bigint', co2_grams: 'bigint', by_source_wh: 'bytea' },
    ...{ reverses_block: 'bigint', reverses_leaf: 'integer' },
  },
} as const;

async function insertRows(
  trx: StoreDb,
  table: keyof typeof TYPES,
  rows: readonly object[],
  blockNumber: number,
  firstLeaf: number,
): Promise<void> {
  const columns = Object.entries(TYPES[table]).map(
    ([name, type]) => [name, [type, rows.map((row) => row[name as keyof typeof row])]] as const,
  );
  await insertColumns(trx, table, {
    ...Object.fromEntries(columns),
    block_number: ['bigint', rows.map(() => blockNumber)],
    leaf_index: ['integer', rows.map((_, index) => firstLeaf + index)],
  });
}

const versionRow = (period: PeriodVersion) => ({
  period_start_ms: period.periodStartMs,
  version: period.version,
  period_minutes: period.periodMinutes,
  scenario_hash: period.scenarioHash,
  region_hash: period.regionHash,
  matched_green_share_ratio: period.matchedGreenShareRatio,
  storage_content: period.storageContent,
});
const readingRow = (row: RevisedReading) => ({
  period_start_ms: row.periodStartMs,
  element: row.element,
  quantity: row.quantity,
  period_minutes: row.periodMinutes,
  value: row.value,
  quality: row.quality,
  revision: row.revision,
});
const jobReadingRow = (row: JobReading) => ({
  period_start_ms: row.periodStartMs,
  job_id: row.jobId,
  pool_id: row.poolId,
  site_id: row.siteId,
  unit_hours: row.unitHours,
  energy_wh: Math.round(row.energyWh),
  method: row.method,
});
const entryRow = (entry: LedgerEntry, idOf: ReadonlyMap<string, number>) => ({
  period_start_ms: entry.periodStartMs,
  consumer_kind: entry.consumer.kind,
  consumer_id: entry.consumer.id,
  energy_wh: entry.energyWh,
  clean_wh: entry.cleanWh,
  co2_grams: entry.co2Grams,
  by_source_wh: packSourceWh(
    Object.entries(entry.bySourceWh).map(([key, wh]) => [idOf.get(key)!, Math.abs(wh)] as const),
  ),
  reverses_block: entry.reverses?.blockNumber ?? null,
  reverses_leaf: entry.reverses?.leafIndex ?? null,
});

/** The latest version of a period, or the latest before block `beforeBlock`; null when it was never closed. */
export async function latestVersion(
  db: StoreDb,
  periodStartMs: EpochMs,
  beforeBlock: number = Number.MAX_SAFE_INTEGER,
): Promise<Omit<PeriodVersion, 'readings' | 'jobReadings' | 'entries' | 'atMs'> | null> {
  const row = await db
    .selectFrom('period_version')
    .selectAll()
    .where('period_start_ms', '=', periodStartMs)
    .where('block_number', '<', beforeBlock)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    periodStartMs,
    periodMinutes: row.period_minutes,
    version: row.version,
    scenarioHash: row.scenario_hash,
    regionHash: row.region_hash,
    matchedGreenShareRatio: row.matched_green_share_ratio,
    storageContent: row.storage_content,
  };
}

/** Start of the last period before `beforeMs` that was closed. */
export async function periodBefore(db: StoreDb, beforeMs: EpochMs): Promise<EpochMs | null> {
  const row = await db
    .selectFrom('period')
    .select('period_start_ms')
    .where('period_start_ms', '<', beforeMs)
    .orderBy('period_start_ms', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : Number(row.period_start_ms);
}

/** A period traced anew shows its new share. */
export async function changeMatchedShare(
  db: StoreDb,
  periodStartMs: EpochMs,
  matchedGreenShareRatio: number,
): Promise<void> {
  await db
    .updateTable('period')
    .set({ matched_green_share_ratio: matchedGreenShareRatio })
    .where('period_start_ms', '=', periodStartMs)
    .execute();
}

/** Adds to jobs' energy what changed in their entries. */
export const energyChanges = (
  entries: readonly LedgerEntry[],
): { readonly jobId: string; readonly energyWh: number; readonly cleanWh: number }[] => {
  const changes = new Map<string, { jobId: string; energyWh: number; cleanWh: number }>();
  for (const { consumer, energyWh, cleanWh } of entries) {
    if (consumer.kind !== 'job') continue;
    const sum = changes.get(consumer.id) ?? { jobId: consumer.id, energyWh: 0, cleanWh: 0 };
    changes.set(consumer.id, {
      jobId: consumer.id,
      energyWh: sum.energyWh + energyWh,
      cleanWh: sum.cleanWh + cleanWh,
    });
  }
  return [...changes.values()].filter((change) => change.energyWh !== 0 || change.cleanWh !== 0);
};
