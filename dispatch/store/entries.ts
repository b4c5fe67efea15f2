import { type Selectable, sql } from 'kysely';
import type { LedgerPlace, PeriodTrace, TraceRow } from '#dispatch/domain';
import { type EpochMs, invariant, type Wh } from '#units';
import { energySources } from './energy-sources.ts';
import type { LedgerEntryTable } from './ledger-tables.ts';
import { sourceWhOf } from './ledgered-tables.ts';
import type { StoreDb } from './tables.ts';

/** Energy of one consumer in one period as the ledger keeps it; a reversal is negative and points at what it reverses. */
export interface LedgerEntry {
  readonly periodStartMs: EpochMs;
  readonly consumer: TraceRow['consumer'];
  readonly energyWh: Wh;
  readonly cleanWh: Wh;
  readonly co2Grams: number;
  readonly bySourceWh: Readonly<Record<string, Wh>>;
  readonly reverses: LedgerPlace | null;
}
export interface PlacedEntry extends LedgerEntry {
  readonly place: LedgerPlace;
}

const GRAMS_PER_TONNE = 1_000_000;

export const entryOfTrace = (row: TraceRow): LedgerEntry => ({
  periodStartMs: row.periodStartMs,
  consumer: row.consumer,
  energyWh: row.energyWh,
  cleanWh: row.cleanWh,
  co2Grams: Math.round(row.co2Tonnes * GRAMS_PER_TONNE),
  bySourceWh: row.bySourceWh,
  reverses: null,
});

/** What takes an entry back. */
export const reversalOf = ({ place, ...entry }: PlacedEntry): LedgerEntry => ({
  ...entry,
  energyWh: 0 - entry.energyWh,
  cleanWh: 0 - entry.cleanWh,
  co2Grams: 0 - entry.co2Grams,
  bySourceWh: Object.fromEntries(Object.entries(entry.bySourceWh).map(([key, wh]) => [key, 0 - wh])),
  reverses: place,
});

const traceRowOf = (entry: LedgerEntry): TraceRow => ({
  periodStartMs: entry.periodStartMs,
  consumer: entry.consumer,
  energyWh: entry.energyWh,
  bySourceWh: entry.bySourceWh,
  cleanWh: entry.cleanWh,
  co2Tonnes: entry.co2Grams / GRAMS_PER_TONNE,
});

/** Entries that nothing has reversed. */
const standing = (db: StoreDb) =>
  db
    .selectFrom('ledger_entry')
    .selectAll('ledger_entry')
    .where('ledger_entry.reverses_block', 'is', null)
    .where(
      sql<boolean>`not exists (select from dispatch.ledger_entry as later
        where later.reverses_block = ledger_entry.block_number and later.reverses_leaf = ledger_entry.leaf_index)`,
    );

export function placedEntry(
  row: Selectable<LedgerEntryTable>,
  sourceKeys: ReadonlyMap<number, string>,
): PlacedEntry {
  const bySourceWh = sourceWhOf(row.by_source_wh, row.reverses_block !== null, sourceKeys);
  invariant(typeof bySourceWh !== 'string', 'an entry says its energy by source');
  return {
    periodStartMs: Number(row.period_start_ms),
    consumer: { kind: row.consumer_kind as TraceRow['consumer']['kind'], id: row.consumer_id },
    energyWh: Number(row.energy_wh),
    cleanWh: Number(row.clean_wh),
    co2Grams: Number(row.co2_grams),
    bySourceWh,
    reverses:
      row.reverses_block === null
        ? null
        : { blockNumber: Number(row.reverses_block), leafIndex: row.reverses_leaf! },
    place: { blockNumber: Number(row.block_number), leafIndex: row.leaf_index },
  };
}

/** What stands of one period, in the order of the ledger. */
export async function standingEntries(db: StoreDb, periodStartMs: EpochMs): Promise<readonly PlacedEntry[]> {
  const { keyOf } = await energySources(db);
  const rows = await standing(db)
    .where('period_start_ms', '=', periodStartMs)
    .orderBy('block_number')
    .orderBy('leaf_index')
    .execute();
  return rows.map((row) => placedEntry(row, keyOf));
}

/** Entries of a period in blocks before `beforeBlock`, reversals included. */
export async function entriesUntil(
  db: StoreDb,
  periodStartMs: EpochMs,
  beforeBlock: number,
): Promise<readonly PlacedEntry[]> {
  const { keyOf } = await energySources(db);
  const rows = await db
    .selectFrom('ledger_entry')
    .selectAll()
    .where('period_start_ms', '=', periodStartMs)
    .where('block_number', '<', beforeBlock)
    .execute();
  return rows.map((row) => placedEntry(row, keyOf));
}

/** Rows of who used whose energy in periods that start within [fromMs, toMs), as of the latest version. */
export async function traceWithin(
  db: StoreDb,
  fromMs: EpochMs,
  toMs: EpochMs,
  jobId?: string,
): Promise<readonly PeriodTrace[]> {
  const { keyOf } = await energySources(db);
  const rows = await standing(db)
    .innerJoin('period', 'period.period_start_ms', 'ledger_entry.period_start_ms')
    .select('period.matched_green_share_ratio')
    .where('ledger_entry.period_start_ms', '>=', fromMs)
    .where('ledger_entry.period_start_ms', '<', toMs)
    .$if(jobId !== undefined, (query) =>
      query.where('consumer_kind', '=', 'job').where('consumer_id', '=', jobId!),
    )
    .orderBy('ledger_entry.period_start_ms')
    .orderBy('ledger_entry.block_number')
    .orderBy('ledger_entry.leaf_index')
    .execute();
  const byPeriod = new Map<number, { matched: number; rows: TraceRow[] }>();
  for (const row of rows) {
    const periodStartMs = Number(row.period_start_ms);
    const period = byPeriod.get(periodStartMs) ?? { matched: row.matched_green_share_ratio, rows: [] };
    byPeriod.set(periodStartMs, period);
    period.rows.push(traceRowOf(placedEntry(row, keyOf)));
  }
  return [...byPeriod].map(([periodStartMs, period]) => ({
    periodStartMs,
    rows: period.rows,
    matchedGreenShareRatio: period.matched,
  }));
}
