import { CompiledQuery } from 'kysely';
import type pg from 'pg';
import PgBoss from 'pg-boss';
import type { Db } from '#platform/db';
import type { Log } from '#platform/log';

/** The order and the taking of jobs, kept by pg-boss in the schema `pgboss`. */
export interface Queue {
  start(names: readonly { readonly name: string; readonly retryLimit: number }[]): Promise<void>;
  add(db: Db, name: string, id: string): Promise<void>;
  /** The next job of this name, now active; null when none is due. */
  take(name: string): Promise<string | null>;
  complete(db: Db, name: string, id: string): Promise<void>;
  /** Due again later (pg-boss waits longer each time) when tries are left; otherwise failed. */
  fail(db: Db, name: string, id: string): Promise<'retry' | 'failed'>;
  cancel(db: Db, name: string, id: string): Promise<void>;
  /** Gives a job whose worker died back to the queue, without counting a try. */
  giveBack(name: string, id: string): Promise<void>;
  stop(): Promise<void>;
}

/** pg-boss refuses a day or more; the run's own limit (`expireSeconds`) ends it earlier. */
const LONGEST_RUN_HOURS = 23;
const KEPT_DAYS = 30;

export function createQueue(pool: pg.Pool, log: Log): Queue {
  let stopped = false;
  const boss = new PgBoss({
    schema: 'pgboss',
    schedule: false,
    expireInHours: LONGEST_RUN_HOURS,
    retentionDays: KEPT_DAYS,
    db: {
      executeSql: async (text, values) => {
        // Its maintenance may still be under way while the pool ends.
        if (stopped) return { rows: [] };
        const result = await pool.query(text, values);
        return { rows: result.rows ?? [] };
      },
    },
  });
  boss.on('error', (error) => {
    if (!stopped) log.warn({ err: error }, 'the job queue had a fault');
  });
  return {
    start: async (names) => {
      await boss.start();
      for (const { name, retryLimit } of names) {
        const options = { name, retryLimit, retryDelay: 1, retryBackoff: true };
        if (await boss.getQueue(name)) await boss.updateQueue(name, options);
        else await boss.createQueue(name, options);
      }
    },
    add: async (db, name, id) => {
      await boss.send(name, {}, { id, db: within(db) });
    },
    take: async (name) => (await boss.fetch(name))[0]?.id ?? null,
    complete: async (db, name, id) => {
      await boss.complete(name, id, {}, { db: within(db) });
    },
    fail: async (db, name, id) => {
      await boss.fail(name, id, {}, { db: within(db) });
      const job = await boss.getJobById(name, id, { db: within(db), includeArchive: false });
      return job?.state === 'retry' ? 'retry' : 'failed';
    },
    cancel: (db, name, id) => boss.cancel(name, id, { db: within(db) }),
    giveBack: async (name, id) => {
      await boss.cancel(name, id);
      await boss.resume(name, id);
    },
    stop: async () => {
      await boss.stop({ graceful: false, close: false, wait: false });
      stopped = true;
    },
  };
}

/** Lets pg-boss work inside a Kysely transaction. */
const within = (db: Db): PgBoss.Db => ({
  executeSql: async (text, values) => {
    const { rows } = await db.executeQuery(CompiledQuery.raw(text, values));
    return { rows };
  },
});
