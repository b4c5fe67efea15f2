import { Kysely, PostgresDialect } from 'kysely';
import { checkGivenServer, type Db } from './database.ts';
import { listenOn } from './listen.ts';
import { type Connection, createPool } from './pool.ts';
import { openSessionLocks, type SessionLocks } from './session-locks.ts';

/** A given database as one of many processes at work on it sees it. */
export interface JoinedDatabase {
  readonly db: Db;
  /** Calls back on every NOTIFY of a channel; reconnects by itself. */
  listen(channel: string, onNotice: (payload: string) => void): Promise<() => Promise<void>>;
  locks(): Promise<SessionLocks>;
  close(): Promise<void>;
}

const CONNECTIONS = 2;

/** Joins a given database beside a centre or without one: no centre's lock is taken, and no server started. */
export async function joinDatabase(databaseUrl: string, name: string): Promise<JoinedDatabase> {
  const connection: Connection = { connectionString: databaseUrl };
  await checkGivenServer(connection);
  const pool = createPool({ ...connection, max: CONNECTIONS, application_name: name.slice(0, 63) });
  const db: Db = new Kysely({ dialect: new PostgresDialect({ pool }) });
  const open: (() => Promise<void>)[] = [];
  return {
    db,
    listen: async (channel, onNotice) => {
      const stop = await listenOn(connection, channel, onNotice);
      open.push(stop);
      return stop;
    },
    locks: async () => {
      const locks = await openSessionLocks(connection, name);
      open.push(() => locks.end());
      return locks;
    },
    close: async () => {
      await Promise.all(open.map((end) => end()));
      await db.destroy();
    },
  };
}
