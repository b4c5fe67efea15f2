import { randomUUID } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Db } from './database.ts';
import { ensureEmbeddedServer } from './embedded/server.ts';
import { listenOn } from './listen.ts';
import { migrate } from './migrate.ts';
import type { SchemaMigrations } from './migration.ts';
import { type Connection, createPool } from './pool.ts';

export { openSessionLocks } from './session-locks.ts';

export interface TestDatabase {
  readonly db: Db;
  readonly pool: pg.Pool;
  /** For what opens its own connections. */
  readonly connection: Connection;
  listen(channel: string, onNotice: (payload: string) => void): Promise<() => Promise<void>>;
  /** Ends the connections and drops the database. */
  close(): Promise<void>;
}

/** Set by `vitest-server.ts` for all workers of a run. */
export const TEST_SERVER_FOLDER_VARIABLE = 'WATTBIT_TEST_SERVER_DIR';
const CONNECTIONS = 5;
/** Tests need no durability; the tests of durability start servers of their own. */
const TEST_SETTINGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300'];

/** A fresh database for one test file, migrated with the given schemas, on the run's shared server or another one. */
export async function openTestDatabase(
  schemas: readonly SchemaMigrations[] = [],
  serverUrl?: string,
): Promise<TestDatabase> {
  const admin = serverUrl === undefined ? await adminConnection() : { connectionString: serverUrl };
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onceOn(admin, `create database ${name}`);
  const connection = withDatabase(admin, name);
  const pool = createPool({ ...connection, max: CONNECTIONS });
  const db: Db = new Kysely({ dialect: new PostgresDialect({ pool }) });
  if (schemas.length > 0) await migrate(db, schemas);
  const listeners: (() => Promise<void>)[] = [];
  return {
    db,
    pool,
    connection,
    listen: async (channel, onNotice) => {
      const stop = await listenOn(connection, channel, onNotice);
      listeners.push(stop);
      return stop;
    },
    close: async () => {
      await Promise.all(listeners.map((stop) => stop()));
      await db.destroy();
      await onceOn(admin, `drop database if exists ${name} with (force)`);
    },
  };
}

/** The run's server: the one of DATABASE_URL, or an embedded one that the first caller of any worker starts. */
async function adminConnection(): Promise<Connection> {
  const given = process.env.DATABASE_URL;
  if (given) return { connectionString: given };
  const folder =
    process.env[TEST_SERVER_FOLDER_VARIABLE] ??
    path.join(os.tmpdir(), `wattbit-test-${process.getuid?.() ?? 0}-${process.ppid}`);
  const server = await ensureEmbeddedServer(folder, { settings: TEST_SETTINGS });
  return { ...server.connection, database: 'postgres' };
}

function withDatabase(connection: Connection, name: string): Connection {
  if (!connection.connectionString) return { ...connection, database: name };
  const url = new URL(connection.connectionString);
  url.pathname = `/${name}`;
  return { connectionString: url.href };
}

async function onceOn(connection: Connection, statement: string): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
