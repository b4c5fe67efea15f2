import { setTimeout as wait } from 'node:timers/promises';
import type { Db, Trx } from './database.ts';

/** Deadlock found, and could not serialise: PostgreSQL undid everything, so doing it again is safe. */
const UNDONE = ['40P01', '40001'];
const TRIES = 5;
const FIRST_PAUSE_MS = 20;

/**
 * Runs `work` in a transaction, and again from the start when the database undid it because another transaction stood in
 * its way. `work` does nothing but talk to its transaction.
 */
export async function inTransaction<T>(db: Db, work: (trx: Trx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (attempt === TRIES || !UNDONE.includes((error as { code?: string }).code ?? '')) throw error;
      await wait(FIRST_PAUSE_MS * attempt * (1 + Math.random()));
    }
  }
}
