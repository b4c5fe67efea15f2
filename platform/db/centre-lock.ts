import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { AppError } from '#platform/errors';
import type { Connection } from './pool.ts';

/** The right to be the one centre of a database. */
export interface CentreLock {
  release(): Promise<void>;
}

/** Any number does, as long as it never changes. */
const CENTRE_LOCK_KEY = 4_120_412_041;
const RETAKE_EVERY_MS = 50;

/**
 * Holds a session's advisory lock. PostgreSQL frees it the moment the holder's connection ends, so that a killed centre
 * never leaves a stale lock. When the connection breaks (a restart of the server) the lock is taken again; `onLost` is
 * called when somebody else was quicker.
 */
export async function takeCentreLock(
  connection: Connection,
  onLost: (error: Error) => void,
): Promise<CentreLock> {
  let released = false;
  let client = await lockedClient(connection, watch);

  function watch(broken: pg.Client): void {
    if (released || broken !== client) return;
    retake().catch(onLost);
  }
  async function retake(): Promise<void> {
    while (!released) {
      try {
        client = await lockedClient(connection, watch);
        return;
      } catch (error) {
        if (error instanceof AppError && error.code === 'centre-already-running') throw error;
        await sleep(RETAKE_EVERY_MS);
      }
    }
  }
  return {
    release: async () => {
      released = true;
      await client.end().catch(() => {});
    },
  };
}

async function lockedClient(connection: Connection, onEnd: (client: pg.Client) => void): Promise<pg.Client> {
  const client = new pg.Client({
    ...connection,
    application_name: `wattbit centre pid ${process.pid} on ${os.hostname()}`.slice(0, 63),
    keepAlive: true,
  });
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
    CENTRE_LOCK_KEY,
  ]);
  if (rows[0]?.taken !== true) {
    const holder = await holderOf(client);
    await client.end();
    throw alreadyRunning(holder);
  }
  client.on('end', () => onEnd(client));
  return client;
}

async function holderOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ holder: string }>(
    `select a.application_name as holder
       from pg_locks l join pg_stat_activity a on a.pid = l.pid
      where l.locktype = 'advisory' and l.granted and ((l.classid::bigint << 32) | l.objid::bigint) = $1
        and l.database = (select oid from pg_database where datname = current_database())`,
    [CENTRE_LOCK_KEY],
  );
  return rows[0]?.holder.replace(/^wattbit centre /, '') ?? 'a process that is just ending';
}

const alreadyRunning = (holder: string): AppError =>
  new AppError({
    code: 'centre-already-running',
    kind: 'conflict',
    message: `This database already has a centre: ${holder}.`,
    remedy:
      'Use that one, stop it first, or start this one with another WATTBIT_DATA_DIR (and WATTBIT_PORT).',
  });
