import { type RawBuilder, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { storeDb } from '#dispatch/store';
import { type LedgerBench, lateReading, openLedgerBench } from './ledger.testing.ts';

/** The rows of the small day: an early correction gives reversals as well. */
let bench: LedgerBench;
beforeAll(async () => {
  bench = await openLedgerBench();
  await bench.closeHours(10);
  await bench.late(lateReading(8, 'roof', 'generationMw', 2));
  await bench.closeHours(10);
  // Keys and checks of the database itself would refuse many changes: an intruder drops them first.
  await asIntruder(sql`do $$ declare c record; begin
    for c in select conname, conrelid::regclass as rel from pg_constraint
      where connamespace = 'dispatch'::regnamespace and contype in ('c', 'f', 'u', 'p')
    loop execute format('alter table %s drop constraint if exists %I cascade', c.rel, c.conname); end loop;
    drop index dispatch.ledger_entry_reversed_once; end $$`);
});
afterAll(() => bench.database.close());

/** With the rights of the database's owner: triggers and foreign keys are off. */
const asIntruder = async (statement: RawBuilder<unknown>): Promise<number> =>
  bench.database.db.connection().execute(async (db) => {
    await sql`set session_replication_role = replica`.execute(db);
    try {
      return Number((await statement.execute(storeDb(db))).numAffectedRows ?? 0);
    } finally {
      await sql`set session_replication_role = default`.execute(db);
    }
  });

/** Tables of the ledger that the small day fills, and what is kept beside it. */
const KEPT = ['period_version', 'reading', 'job_reading', 'energy_source', 'ledger_entry'];
const TABLES = [...KEPT, 'ledger_block', 'ledger_head', 'region_snapshot'];
/** No byte of these says anything that was recorded. */
const MEANINGLESS = ['ledger_head.one', 'region_snapshot.taken_at_ms'];

interface Column {
  readonly column_name: string;
  readonly data_type: string;
}
const columnsOf = async (table: string): Promise<Column[]> =>
  (
    await sql<Column>`select column_name, data_type from information_schema.columns
      where table_schema = 'dispatch' and table_name = ${table}`.execute(storeDb(bench.database.db))
  ).rows;

/** The smallest change that the type allows. */
function changed({ column_name, data_type }: Column): RawBuilder<unknown> {
  const column = sql.ref(column_name);
  switch (data_type) {
    case 'bigint':
    case 'integer':
      return sql`coalesce(${column}, 0) + 1`;
    case 'double precision':
      return sql`${column} + greatest(abs(${column}) * 1e-15, 1e-9)`;
    case 'text':
      return sql`coalesce(overlay(${column} placing
        (case when left(${column}, 1) = '1' then '2' else '1' end) from 1 for 1), '1')`;
    case 'bytea':
      return sql`set_byte(${column}, 0, (get_byte(${column}, 0) + 1) % 128)`;
    case 'jsonb':
      return sql`jsonb_set(${column}, '{areas,0,id}', '"tovn"')`;
    default:
      throw new Error(`no change known for ${data_type}`);
  }
}

/** Changes the last row of a table, audits, and puts it back. */
async function faultsWhenChanged(table: string, column: Column, order: string): Promise<readonly unknown[]> {
  const row = sql`(select ctid from dispatch.${sql.raw(table)} order by ${sql.raw(order)} limit 1)`;
  const copy = sql.raw(`dispatch.${table}_as_it_was`);
  await asIntruder(sql`create table ${copy} as select * from dispatch.${sql.raw(table)}`);
  const change = sql`update dispatch.${sql.raw(table)} set ${sql.ref(column.column_name)} = ${changed(column)}
    where ctid = ${row}`;
  try {
    expect(await asIntruder(change)).toBe(1);
    return (await bench.audit()).faults;
  } finally {
    await asIntruder(sql`delete from dispatch.${sql.raw(table)}`);
    await asIntruder(sql`insert into dispatch.${sql.raw(table)} select * from ${copy}`);
    await asIntruder(sql`drop table ${copy}`);
  }
}

describe('a changed byte is found in every column', () => {
  test.each(TABLES)('of %s', async (table) => {
    const columns = await columnsOf(table);
    expect(columns.length).toBeGreaterThan(1);
    const isPlaced = KEPT.includes(table);
    for (const column of columns) {
      if (MEANINGLESS.includes(`${table}.${column.column_name}`)) continue;
      const orders = isPlaced ? ['block_number, leaf_index', 'block_number desc, leaf_index desc'] : ['1'];
      for (const order of orders) {
        const faults = await faultsWhenChanged(table, column, order);
        expect(faults, `${table}.${column.column_name}`).not.toEqual([]);
      }
    }
    expect((await bench.audit()).faults).toEqual([]);
  });
});

describe('is found and named', () => {
  test.each(KEPT)('a row that is missing from %s', async (table) => {
    const [place] = (
      await sql<{ b: number; l: number }>`select block_number as b, leaf_index as l
        from dispatch.${sql.raw(table)} order by block_number desc, leaf_index limit 1`.execute(
        storeDb(bench.database.db),
      )
    ).rows;
    const copy = sql.raw('dispatch.one_row');
    const where = sql`where block_number = ${place!.b} and leaf_index = ${place!.l}`;
    await asIntruder(sql`create table ${copy} as select * from dispatch.${sql.raw(table)} ${where}`);
    await asIntruder(sql`delete from dispatch.${sql.raw(table)} ${where}`);
    const { faults } = await bench.audit();
    expect(faults).toContainEqual({
      place: `block ${place!.b}, leaf ${place!.l}`,
      reason: 'its row is missing',
    });
    await asIntruder(sql`insert into dispatch.${sql.raw(table)} select * from ${copy}`);
    await asIntruder(sql`drop table ${copy}`);
  });

  test('a row that was added', async () => {
    await asIntruder(sql`insert into dispatch.ledger_entry
      select period_start_ms, consumer_kind, consumer_id, energy_wh, clean_wh, co2_grams, by_source_wh, null, null,
        block_number, 100000 from dispatch.ledger_entry where reverses_block is null limit 1`);
    expect((await bench.audit()).faults).toContainEqual({
      place: expect.stringMatching(/^ledger_entry, block \d+, leaf 100000$/),
      reason: expect.stringContaining('was added'),
    });
    await asIntruder(sql`delete from dispatch.ledger_entry where leaf_index = 100000`);
  });

  test('a block cut off the end with all its rows', async () => {
    for (const table of [...KEPT, 'ledger_block'])
      await asIntruder(
        sql`create table dispatch.${sql.raw(`${table}_whole`)} as select * from dispatch.${sql.raw(table)}`,
      );
    const { blockCount } = await bench.audit();
    for (const table of [...KEPT, 'ledger_block'])
      await asIntruder(sql`delete from dispatch.${sql.raw(table)} where block_number = ${blockCount - 1}`);
    expect((await bench.audit()).faults).toContainEqual({
      place: 'ledger_head',
      reason: `says ${blockCount} blocks; there are ${blockCount - 1}`,
    });
    for (const table of [...KEPT, 'ledger_block']) {
      await asIntruder(sql`delete from dispatch.${sql.raw(table)}`);
      await asIntruder(
        sql`insert into dispatch.${sql.raw(table)} select * from dispatch.${sql.raw(`${table}_whole`)}`,
      );
    }
    expect((await bench.audit()).whole).toBe(true);
  });

  test('what is kept beside the ledger and is not as it gives', async () => {
    await asIntruder(sql`update dispatch.job set clean_wh = clean_wh - 1 where job_id = 'a'`);
    await asIntruder(sql`update dispatch.period set matched_green_share_ratio = 0.123 where period_start_ms =
      (select max(period_start_ms) from dispatch.period)`);
    await asIntruder(sql`update dispatch.cycle_state set storage_content = '{}'`);
    const places = (await bench.audit()).faults.map(({ place }) => place);
    expect(places).toEqual(['job "a"', expect.stringMatching(/^period /), 'cycle_state.storage_content']);
  });
});
