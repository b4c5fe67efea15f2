import pg from 'pg';
import type { Connection } from './pool.ts';

/** A lock's name: two whole numbers of 32 bits. */
export type LockKey = readonly [number, number];

/** Advisory locks of one session. PostgreSQL frees them the moment it ends, so that a killed process leaves none behind. */
export interface SessionLocks {
  /** False when another session has it. */
  take(key: LockKey): Promise<boolean>;
  free(key: LockKey): Promise<void>;
  /** Frees all of them. */
  end(): Promise<void>;
}

/** Opens a session of its own; `name` is what the server's list of sessions shows. */
export async function openSessionLocks(connection: Connection, name: string): Promise<SessionLocks> {
  const client = new pg.Client({ ...connection, application_name: name.slice(0, 63), keepAlive: true });
  client.on('error', () => {});
  await client.connect();
  return {
    take: async (key) => {
      const { rows } = await client.query<{ taken: boolean }>(
        'select pg_try_advisory_lock($1, $2) as taken',
        [...key],
      );
      return rows[0]?.taken === true;
    },
    free: async (key) => {
      await client.query('select pg_advisory_unlock($1, $2)', [...key]);
    },
    end: () => client.end(),
  };
}
