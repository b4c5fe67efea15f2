import { type Selectable, sql } from 'kysely';
import type { LedgerBlockTable, LedgerTables, PlaceColumns } from './ledger-tables.ts';
import { LEDGERED_TABLES, type LedgeredTable } from './ledgered-tables.ts';
import { SCHEMA, type StoreDb } from './tables.ts';

/** Something in the database that is not as the ledger says. */
export interface LedgerFault {
  /** Table and row, in words a person can look up. */
  readonly place: string;
  readonly reason: string;
}
/** A row of a ledgered table with its place, as it is in the database now. */
export type KeptRow = Selectable<PlaceColumns>;
export type LedgerRowOf<T extends keyof LedgerTables> = Selectable<LedgerTables[T]>;
export interface AuditPage {
  readonly blocks: readonly Selectable<LedgerBlockTable>[];
  /** Rows of blocks [from, to), by table. */
  readonly rows: readonly { readonly kept: LedgeredTable; readonly rows: readonly KeptRow[] }[];
}

/** The blocks [from, to) with all rows that say they belong to them. */
export async function auditPage(db: StoreDb, from: number, to: number): Promise<AuditPage> {
  const blocks = await db
    .selectFrom('ledger_block')
    .selectAll()
    .where('block_number', '>=', from)
    .where('block_number', '<', to)
    .orderBy('block_number')
    .execute();
  const rows: { kept: LedgeredTable; rows: KeptRow[] }[] = [];
  for (const kept of LEDGERED_TABLES) {
    const found = await db
      .selectFrom(kept.table as 'reading')
      .selectAll()
      .where('block_number', '>=', from)
      .where('block_number', '<', to)
      .orderBy('block_number')
      .orderBy('leaf_index')
      .execute();
    rows.push({ kept, rows: found });
  }
  return { blocks, rows };
}

/** Rows that say they belong to a block that is not there. */
export async function rowsOfNoBlock(db: StoreDb, blockCount: number): Promise<LedgerFault[]> {
  const faults: LedgerFault[] = [];
  for (const { table } of LEDGERED_TABLES) {
    const rows = await db
      .selectFrom(table as 'reading')
      .select(['block_number', 'leaf_index'])
      .where((where) => where.or([where('block_number', '<', 0), where('block_number', '>=', blockCount)]))
      .limit(100)
      .execute();
    for (const row of rows)
      faults.push({
        place: `${table}, block ${row.block_number}, leaf ${row.leaf_index}`,
        reason: 'was added: there is no such block',
      });
  }
  return faults;
}

/** What can be derived from the ledger's rows and is kept beside them, each with what tells that it is not as derived. */
const DERIVED: readonly {
  readonly table: string;
  readonly faults: (db: StoreDb) => Promise<LedgerFault[]>;
}[] = [
  { table: 'job', faults: jobFaults },
  { table: 'period', faults: periodFaults },
  { table: 'cycle_state', faults: stateFaults },
];

export async function derivedFaults(db: StoreDb): Promise<LedgerFault[]> {
  const faults: LedgerFault[] = [];
  for (const derived of DERIVED) faults.push(...(await derived.faults(db)));
  return faults;
}

/** Energy of jobs against the sum of their entries. */
async function jobFaults(db: StoreDb): Promise<LedgerFault[]> {
  const { rows } = await sql<{ id: string; kept: string | null; summed: string }>`
    select coalesce(j.job_id, e.consumer_id) as id,
      j.energy_wh || ' Wh, ' || j.clean_wh || ' Wh clean' as kept,
      coalesce(e.energy_wh, 0) || ' Wh, ' || coalesce(e.clean_wh, 0) || ' Wh clean' as summed
    from ${sql.id(SCHEMA, 'job')} as j
    full join (
      select consumer_id, sum(energy_wh) as energy_wh, sum(clean_wh) as clean_wh
      from ${sql.id(SCHEMA, 'ledger_entry')} where consumer_kind = 'job' group by consumer_id
    ) as e on e.consumer_id = j.job_id
    where j.job_id is null or j.energy_wh <> coalesce(e.energy_wh, 0) or j.clean_wh <> coalesce(e.clean_wh, 0)
    limit 100`.execute(db);
  return rows.map(({ id, kept, summed }) => ({
    place: `job "${id}"`,
    reason:
      kept === null ? `is gone, and its entries give ${summed}` : `says ${kept}; its entries give ${summed}`,
  }));
}

/** Periods against the latest version of each. */
async function periodFaults(db: StoreDb): Promise<LedgerFault[]> {
  const { rows } = await sql<{ start: number; reason: string }>`
    select coalesce(p.period_start_ms, v.period_start_ms) as start,
      case when v.period_start_ms is null then 'has no version in the ledger'
        when p.period_start_ms is null then 'is gone, and the ledger has it'
        else 'is not as its latest version says' end as reason
    from ${sql.id(SCHEMA, 'period')} as p
    full join (
      select distinct on (period_start_ms) period_start_ms, period_minutes, matched_green_share_ratio
      from ${sql.id(SCHEMA, 'period_version')} order by period_start_ms, version desc
    ) as v on v.period_start_ms = p.period_start_ms
    where v.period_start_ms is null or p.period_start_ms is null
      or v.matched_green_share_ratio <> p.matched_green_share_ratio or v.period_minutes <> p.period_minutes
    limit 100`.execute(db);
  return rows.map(({ start, reason }) => ({ place: `period ${new Date(start).toISOString()}`, reason }));
}

/** What the cycle goes on with against what the last period left in the stores. */
async function stateFaults(db: StoreDb): Promise<LedgerFault[]> {
  const { rows } = await sql`
    select from ${sql.id(SCHEMA, 'cycle_state')} as s, (
      select storage_content from ${sql.id(SCHEMA, 'period_version')}
      order by period_start_ms desc, version desc limit 1
    ) as v
    where v.storage_content is not null and s.storage_content <> v.storage_content::jsonb`.execute(db);
  return rows.map(() => ({
    place: 'cycle_state.storage_content',
    reason: 'is not what the last period left in the stores',
  }));
}
