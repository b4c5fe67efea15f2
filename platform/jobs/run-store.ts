import { type Kysely, sql } from 'kysely';
import type { Db } from '#platform/db';
import type { EpochMs } from '#units';
import type { BackgroundJob, BackgroundState } from './job-types.ts';
import { JOBS_CHANNEL } from './migrations.ts';

interface RunRow {
  id: string;
  name: string;
  data: unknown;
  state: BackgroundState;
  attempt: number;
  stage: string | null;
  ratio: number;
  result: unknown;
  error: string | null;
  submitted_by: string;
  submitted_at_ms: number;
  ended_at_ms: number | null;
}
type RunDb = Kysely<{ 'jobs.run': RunRow }>;
const runs = (db: Db): RunDb => db as RunDb;
const OPEN: BackgroundState[] = ['queued', 'running'];

export async function insertRun(
  db: Db,
  run: { id: string; name: string; data: unknown; submittedBy: string; atMs: EpochMs },
): Promise<void> {
  await runs(db)
    .insertInto('jobs.run')
    .values({
      ...{ id: run.id, name: run.name, data: JSON.stringify(run.data), state: 'queued', attempt: 0 },
      ...{ stage: null, ratio: 0, result: null, error: null, ended_at_ms: null },
      ...{ submitted_by: run.submittedBy, submitted_at_ms: run.atMs },
    })
    .execute();
  await sql`select pg_notify(${JOBS_CHANNEL}, ${run.name})`.execute(db);
}

/** Null when it was cancelled before it began. */
export async function beginRun(db: Db, id: string): Promise<{ data: unknown; attempt: number } | null> {
  const row = await runs(db)
    .updateTable('jobs.run')
    .set({ state: 'running', ratio: 0, stage: null })
    .where('id', '=', id)
    .where('state', 'in', OPEN)
    .returning(['data', 'attempt'])
    .executeTakeFirst();
  return row ?? null;
}

export async function noteProgress(db: Db, id: string, stage: string, ratio: number): Promise<void> {
  await runs(db)
    .updateTable('jobs.run')
    .set({ stage, ratio: Math.min(1, Math.max(0, ratio)) })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .execute();
}

/** Ends a run unless it has ended already; says whether it did. */
export async function endRun(
  db: Db,
  id: string,
  ending: { state: 'done' | 'failed' | 'cancelled'; result?: unknown; error?: string; atMs: EpochMs },
): Promise<boolean> {
  const { numUpdatedRows } = await runs(db)
    .updateTable('jobs.run')
    .set({
      state: ending.state,
      ...(ending.state === 'done' ? { ratio: 1, result: JSON.stringify(ending.result ?? null) } : {}),
      error: ending.error ?? null,
      ended_at_ms: ending.atMs,
    })
    .where('id', '=', id)
    .where('state', 'in', OPEN)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Back to the queue, after a failure that may be tried again. */
export async function requeueRun(db: Db, id: string, error: string): Promise<void> {
  await runs(db)
    .updateTable('jobs.run')
    .set({ state: 'queued', error, attempt: sql<number>`attempt + 1` })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .execute();
}

/** What a centre that died was running. */
export async function orphanedRuns(db: Db): Promise<readonly { id: string; name: string }[]> {
  return runs(db).selectFrom('jobs.run').select(['id', 'name']).where('state', '=', 'running').execute();
}
export async function takeBack(db: Db, id: string): Promise<void> {
  await runs(db).updateTable('jobs.run').set({ state: 'queued' }).where('id', '=', id).execute();
}

export async function forgetEndedBefore(db: Db, atMs: EpochMs): Promise<void> {
  await runs(db).deleteFrom('jobs.run').where('ended_at_ms', '<', atMs).execute();
}

export async function readRun(db: Db, id: string): Promise<BackgroundJob | null> {
  const row = await runs(db).selectFrom('jobs.run').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? jobOf(row) : null;
}

export async function readRuns(
  db: Db,
  name: string | undefined,
  limit: number,
): Promise<readonly BackgroundJob[]> {
  let query = runs(db).selectFrom('jobs.run').selectAll().orderBy('submitted_at_ms', 'desc').limit(limit);
  if (name !== undefined) query = query.where('name', '=', name);
  return (await query.execute()).map(jobOf);
}

const jobOf = (row: RunRow): BackgroundJob => ({
  id: row.id,
  name: row.name,
  state: row.state,
  data: row.data,
  stage: row.stage,
  ratio: row.ratio,
  result: row.result,
  error: row.error,
  submittedBy: row.submitted_by,
  submittedAtMs: row.submitted_at_ms,
  endedAtMs: row.ended_at_ms,
});
