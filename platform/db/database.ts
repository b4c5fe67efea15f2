import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { AppError } from '#platform/errors';
import { takeCentreLock } from './centre-lock.ts';
import { runningPostmaster, signalPostmaster } from './embedded/postmaster.ts';
import { type EmbeddedOptions, type EmbeddedServer, ensureEmbeddedServer } from './embedded/server.ts';
import { listenOn } from './listen.ts';
import { type Connection, createPool } from './pool.ts';

/** Kysely over pg. Each store declares its own table types: `db.withSchema('dispatch') as Kysely<Tables>`. */
// biome-ignore lint/suspicious/noExplicitAny: each room narrows it to its own tables
export type Db = Kysely<any>;
// biome-ignore lint/suspicious/noExplicitAny: each room narrows it to its own tables
export type Trx = Transaction<any>;

export interface DatabaseSettings {
  /** Absolute; the embedded server lives below it. */
  readonly dataDir: string;
  /** A given server (PostgreSQL 15 or later) instead of the embedded one. */
  readonly databaseUrl: string | null;
  readonly databaseConnections: number;
}

export interface DatabaseOptions {
  /** Called when another centre took this database over, e.g. after the server was moved. */
  readonly onLost?: (error: Error) => void;
  readonly embedded?: EmbeddedOptions;
}

export interface Database {
  readonly db: Db;
  readonly pool: pg.Pool;
  /** `embedded, adopted`: it was left running by a centre that died. */
  readonly kind: 'embedded' | 'embedded, adopted' | 'given';
  /** Calls back on every NOTIFY of a channel; reconnects by itself. */
  listen(channel: string, onNotice: (payload: string) => void): Promise<() => Promise<void>>;
  /** Ends all connections, lets the centre's lock go and stops the embedded server. */
  close(): Promise<void>;
}

const DATABASE_NAME = 'wattbit';
const OLDEST_VERSION = 150_000;
const LOOK_AFTER_MS = 1_000;

/**
 * Opens the database for one centre: embedded by default, a given one by `databaseUrl`. A second centre on the same
 * database is refused with the pid of the one that holds it.
 */
export async function openDatabase(
  settings: DatabaseSettings,
  options: DatabaseOptions = {},
): Promise<Database> {
  const embedded =
    settings.databaseUrl === null ? await ensureEmbeddedServer(settings.dataDir, options.embedded) : null;
  const connection: Connection = embedded
    ? { ...embedded.connection, database: DATABASE_NAME }
    : { connectionString: settings.databaseUrl! };
  if (embedded) await createDatabaseOnce(embedded, DATABASE_NAME);
  else await checkGivenServer(connection);
  let lost = false;
  const lock = await takeCentreLock(connection, (error) => {
    lost = true;
    options.onLost?.(error);
  });
  // A centre that exits without closing (a second Ctrl-C) still lets its server stop cleanly by itself.
  const askToStop = () => {
    if (embedded && !lost) signalPostmaster(embedded.placement);
  };
  process.once('exit', askToStop);
  const stopLooking = embedded ? lookAfter(embedded, settings.dataDir, options.embedded) : () => {};
  const pool = createPool({ ...connection, max: settings.databaseConnections, application_name: 'wattbit' });
  const db: Db = new Kysely({ dialect: new PostgresDialect({ pool }) });
  const listeners: (() => Promise<void>)[] = [];
  return {
    db,
    pool,
    kind: embedded ? (embedded.adopted ? 'embedded, adopted' : 'embedded') : 'given',
    listen: async (channel, onNotice) => {
      const stop = await listenOn(connection, channel, onNotice);
      listeners.push(stop);
      return stop;
    },
    close: async () => {
      stopLooking();
      await Promise.all(listeners.map((stop) => stop()));
      await db.destroy();
      await lock.release();
      // Taken over, the server is the other centre's.
      if (!lost) await embedded?.stop();
      process.off('exit', askToStop);
    },
  };
}

/** Makes a database on the embedded server when it is not there yet. */
export async function createDatabaseOnce(server: EmbeddedServer, name: string): Promise<void> {
  const client = new pg.Client({ ...server.connection, database: 'postgres' });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } catch (error) {
    // 42P04, 23505: another process made it in the meantime.
    if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error;
  } finally {
    await client.end();
  }
}

/** Starts the embedded server again when it died under a living centre. */
function lookAfter(
  server: EmbeddedServer,
  dataDir: string,
  options: EmbeddedOptions | undefined,
): () => void {
  let busy = false;
  const timer = setInterval(async () => {
    if (busy || runningPostmaster(server.placement) !== null) return;
    busy = true;
    await ensureEmbeddedServer(dataDir, options).catch(() => {});
    busy = false;
  }, LOOK_AFTER_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Refuses a server that does not answer or is too old. */
export async function checkGivenServer(connection: Connection): Promise<void> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version_num: string }>('show server_version_num');
    const version = Number(rows[0]?.server_version_num);
    if (version < OLDEST_VERSION) throw tooOld(version);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError({
      code: 'database-unreachable',
      kind: 'unavailable',
      message: `The given database does not answer: ${(cause as Error).message}`,
      remedy:
        'Check the address, the password and that the server runs. Without DATABASE_URL the centre starts one of its own.',
      cause,
    });
  } finally {
    await client.end().catch(() => {});
  }
}

const tooOld = (version: number): AppError =>
  new AppError({
    code: 'database-too-old',
    kind: 'invalid-input',
    message: `The given server is PostgreSQL ${Math.floor(version / 10_000)}; wattbit needs 15 or later.`,
    remedy: 'Give a newer server, or unset DATABASE_URL to use the embedded one.',
  });
