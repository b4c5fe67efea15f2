import { sql } from 'kysely';
import type { Placement } from '#dispatch/domain';
import type { Bilingual } from '#units';
import { inBatches, type StoreDb } from './tables.ts';

/**
 * Takes the rows of these jobs in the order of their ids until the transaction ends. Whoever changes several jobs locks
 * them first, so that two such changes wait for each other instead of standing in each other's way: jobs, then the
 * cycle's state, then the audit log.
 */
export async function lockJobs(db: StoreDb, jobIds: readonly string[]): Promise<void> {
  await sql`
    select 1 from dispatch.job where job_id = any(${[...jobIds]}) order by job_id for update`.execute(db);
}

/** What a plan intends with one job. */
export interface PlannedJob {
  readonly jobId: string;
  readonly planId: string;
  readonly placement: Placement;
}

/** Writes placements of jobs that have not started, or that may pause; others keep what they run on. */
export async function placeJobs(db: StoreDb, planned: readonly PlannedJob[]): Promise<readonly string[]> {
  const placed: string[] = [];
  await lockJobs(
    db,
    planned.map(({ jobId }) => jobId),
  );
  for (const batch of inBatches(planned)) {
    const rows = batch.map(({ jobId, planId, placement }) => ({
      job_id: jobId,
      plan_id: planId,
      site_id: placement.siteId,
      planned_start_ms: Math.round(placement.segments[0]?.startMs ?? 0),
      planned_end_ms: Math.round(placement.segments.at(-1)?.endMs ?? 0),
      placement,
    }));
    const result = await sql<{ job_id: string }>`
      update dispatch.job as j set
        plan_id = p.plan_id, placement = p.placement, site_id = p.site_id, refusal = null,
        planned_start_ms = p.planned_start_ms, planned_end_ms = p.planned_end_ms,
        state = case when j.state = 'submitted' then 'planned' else j.state end
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as p(job_id text, plan_id text, site_id text,
        planned_start_ms bigint, planned_end_ms bigint, placement jsonb)
      where j.job_id = p.job_id and (j.state in ('submitted', 'planned')
        or (j.state in ('running', 'paused') and j.kind in ('preemptible', 'bulk')))
      returning j.job_id`.execute(db);
    placed.push(...result.rows.map((row) => row.job_id));
  }
  return placed;
}

/** Notes why a job is not in the plan; it stays submitted and is tried again until its window has passed. */
export async function unplaceJob(db: StoreDb, jobId: string, reason: Bilingual): Promise<void> {
  await db
    .updateTable('job')
    .set({
      state: 'submitted',
      refusal: JSON.stringify(reason),
      plan_id: null,
      placement: null,
      planned_start_ms: null,
      planned_end_ms: null,
    })
    .where('job_id', '=', jobId)
    .where('state', 'in', ['submitted', 'planned'])
    .execute();
}

/** Services that the plan routes: planned from their release on. */
export async function placeOnline(db: StoreDb, jobIds: readonly string[], planId: string): Promise<void> {
  for (const batch of inBatches(jobIds)) {
    await sql`
      update dispatch.job set plan_id = ${planId}, state = 'planned', refusal = null,
        planned_start_ms = release_ms, planned_end_ms = latest_end_ms
      where job_id = any(${batch}) and kind = 'online' and state in ('submitted', 'planned')`.execute(db);
  }
}
