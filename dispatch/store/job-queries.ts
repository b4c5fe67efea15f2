import { type SelectQueryBuilder, sql } from 'kysely';
import type { Job, JobRow, JobState, Placement } from '#dispatch/domain';
import { AppError } from '#platform/errors';
import type { EpochMs } from '#units';
import { ENDED_JOB_STATES, type StoredJob } from './jobs.ts';
import { type DispatchTables, numberOrNull, type StoreDb } from './tables.ts';

const COLUMNS = [
  'content',
  'origin',
  'state',
  'submitted_at_ms',
  'release_ms',
  'latest_end_ms',
  'plan_id',
  'placement',
  'site_id',
  'planned_start_ms',
  'planned_end_ms',
  'started_at_ms',
  'ended_at_ms',
  'cancel_requested_by',
  'refusal',
  'energy_wh',
  'clean_wh',
] as const;
type Row = {
  [K in (typeof COLUMNS)[number]]: DispatchTables['job'][K] extends { readonly __select__: infer S }
    ? S
    : DispatchTables['job'][K];
};

const storedJob = (row: Row): StoredJob => ({
  job: row.content,
  state: row.state,
  origin: row.origin,
  submittedAtMs: Number(row.submitted_at_ms),
  releaseMs: Number(row.release_ms),
  latestEndMs: Number(row.latest_end_ms),
  planId: row.plan_id,
  placement: row.placement as Placement | null,
  siteId: row.site_id,
  plannedStartMs: numberOrNull(row.planned_start_ms),
  plannedEndMs: numberOrNull(row.planned_end_ms),
  startedAtMs: numberOrNull(row.started_at_ms),
  endedAtMs: numberOrNull(row.ended_at_ms),
  cancelRequestedBy: row.cancel_requested_by,
  refusal: row.refusal,
  energyWh: Number(row.energy_wh),
  cleanWh: Number(row.clean_wh),
});

export async function jobById(db: StoreDb, jobId: string): Promise<StoredJob | null> {
  const row = await db.selectFrom('job').select(COLUMNS).where('job_id', '=', jobId).executeTakeFirst();
  return row === undefined ? null : storedJob(row);
}

/** Jobs that have not ended; with `releaseBeforeMs` only those that may have started by then. */
export async function openJobs(db: StoreDb, releaseBeforeMs?: EpochMs): Promise<readonly StoredJob[]> {
  const rows = await db
    .selectFrom('job')
    .select(COLUMNS)
    .where('state', 'not in', [...ENDED_JOB_STATES])
    .$if(releaseBeforeMs !== undefined, (query) => query.where('release_ms', '<', releaseBeforeMs!))
    .orderBy('job_id')
    .execute();
  return rows.map(storedJob);
}

/** Batch jobs with something to do by `nowMs`: a start that is due, a pause, a resume, a wanted end. */
export async function actionableJobs(db: StoreDb, nowMs: EpochMs): Promise<readonly StoredJob[]> {
  const rows = await db
    .selectFrom('job')
    .select(COLUMNS)
    .where((where) =>
      where.or([
        where.and([where('state', '=', 'planned'), where('planned_start_ms', '<=', nowMs)]),
        where.and([
          where('state', 'in', ['running', 'paused']),
          where('kind', 'in', ['preemptible', 'bulk', 'online']),
        ]),
        where.and([
          where('cancel_requested_by', 'is not', null),
          where('state', 'in', ['submitted', 'planned', 'running', 'paused']),
        ]),
      ]),
    )
    .orderBy('job_id')
    .execute();
  return rows.map(storedJob);
}

/** Jobs whose window has passed before they could start. */
export async function missedJobs(db: StoreDb, nowMs: EpochMs): Promise<readonly StoredJob[]> {
  const rows = await db
    .selectFrom('job')
    .select(COLUMNS)
    .where('state', 'in', ['submitted', 'planned'])
    .where('latest_end_ms', '<=', nowMs)
    .execute();
  return rows.map(storedJob);
}

export async function jobCounts(db: StoreDb): Promise<Partial<Record<JobState, number>>> {
  const rows = await db
    .selectFrom('job')
    .select(['state', sql<string>`count(*)`.as('jobs')])
    .groupBy('state')
    .execute();
  return Object.fromEntries(rows.map((row) => [row.state, Number(row.jobs)]));
}

export interface JobFilter {
  readonly state?: JobState | undefined;
  readonly kind?: Job['kind'] | undefined;
  readonly site?: string | undefined;
  /** Part of the id, name or owner. */
  readonly text?: string | undefined;
  /** Continue after the page whose `next` this was. */
  readonly after?: string | undefined;
  readonly limit: number;
}
export interface JobPage {
  readonly rows: readonly JobRow[];
  readonly next: string | null;
  readonly total: number;
}

/** One page of jobs, the latest submitted first. */
export async function listJobs(db: StoreDb, filter: JobFilter): Promise<JobPage> {
  const counted = await filtered(db.selectFrom('job'), filter)
    .select(sql<string>`count(*)`.as('jobs'))
    .executeTakeFirstOrThrow();
  const after = filter.after === undefined ? null : cursorOf(filter.after);
  const rows = await filtered(db.selectFrom('job'), filter)
    .select(COLUMNS)
    .$if(after !== null, (query) =>
      query.where(
        sql<boolean>`(submitted_at_ms, job_id) < (${after?.submittedMs}::bigint, ${after?.id}::text)`,
      ),
    )
    .orderBy('submitted_at_ms', 'desc')
    .orderBy('job_id', 'desc')
    .limit(filter.limit + 1)
    .execute();
  const page = rows.slice(0, filter.limit).map((row) => jobRow(storedJob(row)));
  const last = page.at(-1);
  const next = rows.length > filter.limit && last ? `${last.submittedAtMs}:${last.id}` : null;
  return { rows: page, next, total: Number(counted.jobs) };
}

function cursorOf(text: string): { submittedMs: number; id: string } {
  const [, submittedMs, id] = /^(-?\d{1,15}):(.+)$/s.exec(text) ?? [];
  if (submittedMs !== undefined && id !== undefined) return { submittedMs: Number(submittedMs), id };
  throw new AppError({
    code: 'page-unknown',
    kind: 'invalid-input',
    message: `"${text}" is no place to go on from.`,
    remedy: 'Send `next` of the page before, as it came, or leave `after` out to begin at the first page.',
  });
}

type JobQuery = SelectQueryBuilder<DispatchTables, 'job', object>;
function filtered(query: JobQuery, filter: JobFilter): JobQuery {
  let narrowed = query;
  if (filter.state !== undefined) narrowed = narrowed.where('state', '=', filter.state);
  if (filter.kind !== undefined) narrowed = narrowed.where('kind', '=', filter.kind);
  if (filter.site !== undefined) narrowed = narrowed.where('site_id', '=', filter.site);
  if (filter.text !== undefined && filter.text !== '') {
    const pattern = `%${filter.text.replace(/[\\%_]/g, '\\$&')}%`;
    narrowed = narrowed.where((where) =>
      where.or([
        where('job_id', 'ilike', pattern),
        where('name', 'ilike', pattern),
        where('owner', 'ilike', pattern),
      ]),
    );
  }
  return narrowed;
}

/** A job as a row of a table on a screen. */
export const jobRow = (stored: StoredJob): JobRow => ({
  id: stored.job.id,
  name: stored.job.name ?? null,
  kind: stored.job.kind,
  state: stored.state,
  owner: stored.job.owner ?? null,
  units: 'units' in stored.job ? stored.job.units : null,
  poolKind: 'poolKind' in stored.job ? stored.job.poolKind : null,
  durationHours: 'durationHours' in stored.job ? stored.job.durationHours : null,
  submittedAtMs: stored.submittedAtMs,
  latestEndMs: stored.latestEndMs,
  siteId: stored.siteId,
  plannedStartMs: stored.plannedStartMs,
  plannedEndMs: stored.plannedEndMs,
  startedAtMs: stored.startedAtMs,
  endedAtMs: stored.endedAtMs,
  energyWh: stored.energyWh,
  cleanWh: stored.cleanWh,
});

/** Tolerated slowdown tier of each job, 0 when it tolerates none. */
export async function jobTiers(db: StoreDb, jobIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (jobIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('job')
    .select(['job_id', sql<number | null>`(content ->> 'powerTier')::integer`.as('tier')])
    .where(sql<boolean>`job_id = any(${[...jobIds]})`)
    .execute();
  return new Map(rows.map((row) => [row.job_id, row.tier ?? 0]));
}

/** Jobs that no plan has looked at yet. */
export async function waitingJobs(db: StoreDb): Promise<readonly StoredJob[]> {
  const rows = await db
    .selectFrom('job')
    .select(COLUMNS)
    .where('state', '=', 'submitted')
    .where('plan_id', 'is', null)
    .where('refusal', 'is', null)
    .where('cancel_requested_by', 'is', null)
    .orderBy('submitted_at_ms')
    .limit(500)
    .execute();
  return rows.map(storedJob);
}

/** Whose each job is, and its tier. */
export async function jobAccounts(
  db: StoreDb,
  jobIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly owner: string | null; readonly tier: number }>> {
  if (jobIds.length === 0) return new Map();
  const tiers = await jobTiers(db, jobIds);
  const rows = await db
    .selectFrom('job')
    .select(['job_id', 'owner'])
    .where(sql<boolean>`job_id = any(${[...jobIds]})`)
    .execute();
  return new Map(rows.map((row) => [row.job_id, { owner: row.owner, tier: tiers.get(row.job_id) ?? 0 }]));
}
