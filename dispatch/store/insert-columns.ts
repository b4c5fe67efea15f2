import { sql } from 'kysely';
import { SCHEMA, type StoreDb } from './tables.ts';

/**
 * Inserts rows as one array a column: a statement has as many parameters as the table has columns, however many rows there
 * are, and takes a fraction of the time of one that lists them.
 */
export async function insertColumns(
  db: StoreDb,
  table: string,
  columns: Readonly<Record<string, readonly [type: string, values: readonly unknown[]]>>,
): Promise<void> {
  const entries = Object.entries(columns);
  if (entries[0]![1][1].length === 0) return;
  const names = sql.join(entries.map(([name]) => sql.ref(name)));
  const arrays = sql.join(entries.map(([, [type, values]]) => sql`${[...values]}::${sql.raw(type)}[]`));
  await sql`insert into ${sql.id(SCHEMA, table)} (${names}) select * from unnest(${arrays})`.execute(db);
}
