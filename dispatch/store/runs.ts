import { type Selectable, sql } from 'kysely';
import type { EpochMs } from '#units';
import { numberOrNull, type RunTable, type StoreDb } from './tables.ts';

/** An attempt as this room recorded it; the executor's own receipt is the truth about its process. */
export interface StoredRun {
  readonly attemptId: string;
  readonly jobId: string;
  readonly executorId: string;
  readonly order: unknown;
  readonly state: string;
  readonly startedAtMs: EpochMs | null;
  readonly endedAtMs: EpochMs | null;
  readonly ranHours: number;
  readonly progressRatio: number | null;
}
export const LIVE_RUN_STATES = ['intended', 'starting', 'running', 'paused'] as const;

/**
 * Writes the intention to start before anything starts. False when the job already has this or another live attempt:
 * then nobody may start it.
 */
export async function intendRun(
  db: StoreDb,
  run: {
    readonly attemptId: string;
    readonly jobId: string;
    readonly attemptNumber: number;
    readonly executorId: string;
    readonly order: unknown;
    readonly atMs: EpochMs;
  },
): Promise<boolean> {
  const rows = await db
    .insertInto('run')
    .values({
      attempt_id: run.attemptId,
      job_id: run.jobId,
      attempt_number: run.attemptNumber,
      executor_id: run.executorId,
      run_order: JSON.stringify(run.order),
      state: 'intended',
      intended_at_ms: Math.round(run.atMs),
      started_at_ms: null,
      ended_at_ms: null,
      progress_ratio: null,
      receipt: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('attempt_id')
    .execute();
  return rows.length === 1;
}

const storedRun = (row: Selectable<RunTable>): StoredRun => ({
  attemptId: row.attempt_id,
  jobId: row.job_id,
  executorId: row.executor_id,
  order: row.run_order,
  state: row.state,
  startedAtMs: numberOrNull(row.started_at_ms),
  endedAtMs: numberOrNull(row.ended_at_ms),
  ranHours: row.ran_hours,
  progressRatio: row.progress_ratio,
});

export async function liveRuns(db: StoreDb): Promise<readonly StoredRun[]> {
  const rows = await db
    .selectFrom('run')
    .selectAll()
    .where('state', 'in', [...LIVE_RUN_STATES])
    .execute();
  return rows.map(storedRun);
}

/** The latest attempt of a job; null when it never ran. */
export async function lastRun(db: StoreDb, jobId: string): Promise<StoredRun | null> {
  const row = await db
    .selectFrom('run')
    .selectAll()
    .where('job_id', '=', jobId)
    .orderBy('attempt_number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : storedRun(row);
}

/** What an executor says about a run, copied into its row. False when the row had already ended. */
export async function recordRun(
  db: StoreDb,
  run: {
    readonly attemptId: string;
    readonly state: string;
    readonly startedAtMs: EpochMs | null;
    readonly endedAtMs: EpochMs | null;
    readonly ranHours: number;
    readonly progressRatio: number | null;
    readonly receipt: unknown;
  },
): Promise<boolean> {
  const result = await db
    .updateTable('run')
    .set({
      state: run.state,
      started_at_ms: run.startedAtMs === null ? null : Math.round(run.startedAtMs),
      ended_at_ms: run.endedAtMs === null ? null : Math.round(run.endedAtMs),
      ran_hours: run.ranHours,
      progress_ratio: run.progressRatio,
      receipt: JSON.stringify(run.receipt),
    })
    .where('attempt_id', '=', run.attemptId)
    .where('state', 'in', [...LIVE_RUN_STATES])
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** Opens a stretch of holding units; nothing when one is open already. */
export async function openInterval(db: StoreDb, attemptId: string, fromMs: EpochMs): Promise<void> {
  await sql`
    insert into dispatch.run_interval (attempt_id, from_ms)
    select ${attemptId}, ${Math.round(fromMs)}::bigint
    where not exists (select 1 from dispatch.run_interval where attempt_id = ${attemptId} and until_ms is null)
    on conflict do nothing`.execute(db);
}

/** Ends the open stretch of a run, never before it began. */
export async function closeInterval(db: StoreDb, attemptId: string, untilMs: EpochMs): Promise<void> {
  await sql`
    update dispatch.run_interval set until_ms = greatest(from_ms, ${Math.round(untilMs)}::bigint)
    where attempt_id = ${attemptId} and until_ms is null`.execute(db);
}

/** Units held by runs within [fromMs, toMs), open stretches counted up to its end. */
export interface HeldInterval {
  readonly jobId: string;
  readonly order: unknown;
  readonly fromMs: EpochMs;
  readonly untilMs: EpochMs;
}
export async function intervalsWithin(
  db: StoreDb,
  fromMs: EpochMs,
  toMs: EpochMs,
): Promise<readonly HeldInterval[]> {
  const rows = await db
    .selectFrom('run_interval')
    .innerJoin('run', 'run.attempt_id', 'run_interval.attempt_id')
    .select(['run.job_id', 'run.run_order', 'run_interval.from_ms', 'run_interval.until_ms'])
    .where('run_interval.from_ms', '<', toMs)
    .where((where) =>
      where.or([where('run_interval.until_ms', 'is', null), where('run_interval.until_ms', '>', fromMs)]),
    )
    .execute();
  return rows.map((row) => ({
    jobId: row.job_id,
    order: row.run_order,
    fromMs: Math.max(fromMs, Number(row.from_ms)),
    untilMs: Math.min(toMs, numberOrNull(row.until_ms) ?? toMs),
  }));
}
