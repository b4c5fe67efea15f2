import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { AppError } from '#platform/errors';
import type { Db, Trx } from './database.ts';
import type { Migration, SchemaMigrations } from './migration.ts';

/** Any number does, as long as it never changes. */
const MIGRATION_LOCK_KEY = 4_120_412_042;

interface MigrationTable {
  'wattbit_migrations.applied': { schema_name: string; id: string; checksum: string };
}

/**
 * Applies, in the order of the list and of each schema's ids, what is not recorded yet. All of it in one transaction
 * under an advisory lock: a start that fails half-way leaves the database as it was. Refuses a migration whose text
 * changed after it was applied. Returns what it applied, as `schema/id`.
 */
export async function migrate(db: Db, schemas: readonly SchemaMigrations[]): Promise<readonly string[]> {
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK_KEY})`.execute(trx);
    await ensureRecord(trx);
    const applied: string[] = [];
    for (const { schema, migrations } of schemas) {
      const recorded = await recordedOf(trx, schema);
      refuseChanged(schema, migrations, recorded);
      for (const migration of [...migrations].sort((a, b) => (a.id < b.id ? -1 : 1))) {
        if (recorded.has(migration.id)) continue;
        await apply(trx, schema, migration);
        applied.push(`${schema}/${migration.id}`);
      }
    }
    return applied;
  });
}

/** Line ends are made equal, so that a checkout on another system has the same checksum. */
const checksumOf = (migration: Migration): string =>
  createHash('sha256').update(migration.sql.replaceAll('\r\n', '\n')).digest('hex');

async function ensureRecord(trx: Trx): Promise<void> {
  await sql`create schema if not exists wattbit_migrations`.execute(trx);
  await sql`create table if not exists wattbit_migrations.applied (
    schema_name text not null,
    id text not null,
    checksum text not null,
    applied_at timestamptz not null default now(),
    primary key (schema_name, id)
  )`.execute(trx);
}

async function recordedOf(trx: Trx, schema: string): Promise<Map<string, string>> {
  const rows = await (trx as Kysely<MigrationTable>)
    .selectFrom('wattbit_migrations.applied')
    .select(['id', 'checksum'])
    .where('schema_name', '=', schema)
    .execute();
  return new Map(rows.map((row) => [row.id, row.checksum]));
}

function refuseChanged(
  schema: string,
  migrations: readonly Migration[],
  recorded: ReadonlyMap<string, string>,
): void {
  const known = new Set(migrations.map((migration) => migration.id));
  const problems = migrations
    .filter((migration) => recorded.has(migration.id) && recorded.get(migration.id) !== checksumOf(migration))
    .map((migration) => ({
      field: `${schema}/${migration.id}`,
      message: 'was changed after it had been applied',
      remedy: 'Put its text back and write the change as a new migration.',
    }));
  for (const id of recorded.keys()) {
    if (known.has(id)) continue;
    problems.push({
      field: `${schema}/${id}`,
      message: 'was applied by another version of wattbit and is unknown here',
      remedy: 'Start the newer version, or use another database.',
    });
  }
  if (problems.length === 0) return;
  throw new AppError({
    code: 'migrations-differ',
    kind: 'conflict',
    message: 'The database and this version of wattbit disagree about its migrations.',
    remedy: 'See each of them below; nothing was changed.',
    problems,
  });
}

async function apply(trx: Trx, schema: string, migration: Migration): Promise<void> {
  await sql`create schema if not exists ${sql.id(schema)}`.execute(trx);
  await sql`select set_config('search_path', ${`"${schema}", public`}, true)`.execute(trx);
  try {
    await sql.raw(migration.sql).execute(trx);
  } catch (cause) {
    throw new Error(`The migration ${schema}/${migration.id} fails: ${(cause as Error).message}`, { cause });
  }
  await sql`insert into wattbit_migrations.applied (schema_name, id, checksum)
    values (${schema}, ${migration.id}, ${checksumOf(migration)})`.execute(trx);
}
