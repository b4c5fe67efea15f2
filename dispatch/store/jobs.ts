import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Job, JobEvent, JobState, Placement } from '#dispatch/domain';
import type { Bilingual, EpochMs } from '#units';
import { lockJobs } from './placing.ts';
import { inBatches, type StoreDb } from './tables.ts';

/** A job as accepted, where it stands, and what the current plan intends with it. */
export interface StoredJob {
  readonly job: Job;
  readonly state: JobState;
  readonly origin: 'api' | 'feed';
  readonly submittedAtMs: EpochMs;
  readonly releaseMs: EpochMs;
  readonly latestEndMs: EpochMs;
  readonly planId: string | null;
  readonly placement: Placement | null;
  readonly siteId: string | null;
  readonly plannedStartMs: EpochMs | null;
  readonly plannedEndMs: EpochMs | null;
  readonly startedAtMs: EpochMs | null;
  readonly endedAtMs: EpochMs | null;
  readonly cancelRequestedBy: string | null;
  readonly refusal: Bilingual | null;
  readonly energyWh: number;
  readonly cleanWh: number;
}

/** Which states may follow; whatever is not listed is refused by the database call that tries it. */
export const NEXT_STATES: Readonly<Record<JobState, readonly JobState[]>> = {
  submitted: ['planned', 'refused', 'cancelled', 'running'],
  planned: ['submitted', 'running', 'refused', 'cancelled', 'finished', 'lost'],
  running: ['paused', 'finished', 'failed', 'cancelled', 'lost'],
  paused: ['running', 'finished', 'failed', 'cancelled', 'lost'],
  finished: [],
  failed: [],
  cancelled: [],
  refused: [],
  lost: [],
};
export const ENDED_JOB_STATES: readonly JobState[] = ['finished', 'failed', 'cancelled', 'refused', 'lost'];
const statesBefore = (next: JobState): JobState[] =>
  (Object.keys(NEXT_STATES) as JobState[]).filter((state) => NEXT_STATES[state].includes(next));

export interface NewJob {
  readonly job: Job;
  readonly releaseMs: EpochMs;
  readonly latestEndMs: EpochMs;
}
export interface Acceptance {
  /** Ids taken in now or already there with the same content. */
  readonly accepted: readonly string[];
  /** Ids taken in now. */
  readonly added: readonly string[];
  /** Ids already there with other content. */
  readonly conflicts: readonly string[];
}

/** SHA-256 of a job's content; field order does not matter. */
export const jobHash = (job: Job): string =>
  createHash('sha256').update(JSON.stringify(job, sortedKeys)).digest('hex');
const sortedKeys = (_key: string, value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** Takes jobs in once: the same id with the same content again changes nothing, with other content it conflicts. */
export async function acceptJobs(
  db: StoreDb,
  jobs: readonly NewJob[],
  origin: 'api' | 'feed',
  nowMs: EpochMs,
): Promise<Acceptance> {
  const added = new Set<string>();
  const inOrder = [...jobs].sort((a, b) => (a.job.id < b.job.id ? -1 : 1));
  for (const batch of inBatches(inOrder)) {
    const rows = await db
      .insertInto('job')
      .values(batch.map((row) => newRow(row, origin, nowMs)))
      .onConflict((conflict) => conflict.column('job_id').doNothing())
      .returning('job_id')
      .execute();
    for (const row of rows) added.add(row.job_id);
  }
  const others = jobs.filter(({ job }) => !added.has(job.id));
  const known = await hashesOf(
    db,
    others.map(({ job }) => job.id),
  );
  const conflicts = others.filter(({ job }) => known.get(job.id) !== jobHash(job)).map(({ job }) => job.id);
  const refused = new Set(conflicts);
  return {
    accepted: jobs.map(({ job }) => job.id).filter((id) => !refused.has(id)),
    added: [...added],
    conflicts,
  };
}

function newRow({ job, releaseMs, latestEndMs }: NewJob, origin: 'api' | 'feed', nowMs: EpochMs) {
  const isBatch = 'units' in job;
  return {
    job_id: job.id,
    kind: job.kind,
    content: JSON.stringify(job),
    content_hash: jobHash(job),
    origin,
    state: 'submitted' as const,
    name: job.name ?? null,
    owner: job.owner ?? null,
    pool_kind: 'poolKind' in job ? job.poolKind : 'link',
    units: isBatch ? job.units : null,
    duration_hours: isBatch ? job.durationHours : null,
    submitted_at_ms: Date.parse(job.submittedAt),
    release_ms: releaseMs,
    latest_end_ms: latestEndMs,
    accepted_at_ms: nowMs,
    plan_id: null,
    placement: null,
    site_id: null,
    planned_start_ms: null,
    planned_end_ms: null,
    started_at_ms: null,
    ended_at_ms: null,
    cancel_requested_by: null,
    refusal: null,
  };
}

async function hashesOf(db: StoreDb, ids: readonly string[]): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  for (const batch of inBatches(ids)) {
    const rows = await db
      .selectFrom('job')
      .select(['job_id', 'content_hash'])
      .where('job_id', 'in', batch)
      .execute();
    for (const row of rows) hashes.set(row.job_id, row.content_hash);
  }
  return hashes;
}

/** When jobs were submitted, as they said it, by id. */
export async function submissionsOf(
  db: StoreDb,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const known = new Map<string, string>();
  for (const batch of inBatches(ids)) {
    const rows = await db
      .selectFrom('job')
      .select(['job_id', 'content'])
      .where('job_id', 'in', batch)
      .execute();
    for (const row of rows) known.set(row.job_id, row.content.submittedAt);
  }
  return known;
}

/** Fields that a change of state may set along the way. */
export interface StateChange {
  readonly startedAtMs?: EpochMs;
  readonly endedAtMs?: EpochMs;
  readonly refusal?: Bilingual;
}

/** Moves a job to its next state; false when its present state does not allow it. */
export async function changeJobState(
  db: StoreDb,
  jobId: string,
  next: JobState,
  change: StateChange = {},
): Promise<boolean> {
  const result = await db
    .updateTable('job')
    .set({
      state: next,
      ...(change.startedAtMs === undefined ? {} : { started_at_ms: Math.round(change.startedAtMs) }),
      ...(change.endedAtMs === undefined ? {} : { ended_at_ms: Math.round(change.endedAtMs) }),
      ...(change.refusal === undefined ? {} : { refusal: JSON.stringify(change.refusal) }),
    })
    .where('job_id', '=', jobId)
    .where('state', 'in', statesBefore(next))
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** Remembers that somebody wants a job ended; the cycle stops its run. False when it has ended. */
export async function requestCancel(db: StoreDb, jobId: string, actor: string): Promise<boolean> {
  const result = await db
    .updateTable('job')
    .set({ cancel_requested_by: actor })
    .where('job_id', '=', jobId)
    .where('state', 'not in', [...ENDED_JOB_STATES])
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

export async function appendJobEvents(
  db: StoreDb,
  events: readonly (JobEvent & { readonly jobId: string })[],
): Promise<void> {
  for (const batch of inBatches(events)) {
    await db
      .insertInto('job_event')
      .values(
        batch.map((event) => ({
          job_id: event.jobId,
          at_ms: Math.round(event.atMs),
          kind: event.kind,
          text: JSON.stringify(event.text),
          actor: event.actor,
        })),
      )
      .execute();
  }
}

export async function jobEvents(db: StoreDb, jobId: string): Promise<readonly JobEvent[]> {
  const rows = await db
    .selectFrom('job_event')
    .select(['at_ms', 'kind', 'text', 'actor'])
    .where('job_id', '=', jobId)
    .orderBy('event_id')
    .execute();
  return rows.map((row) => ({ atMs: Number(row.at_ms), kind: row.kind, text: row.text, actor: row.actor }));
}

/** Adds a period's energy to the jobs that used it. */
export async function addJobEnergy(
  db: StoreDb,
  rows: readonly { readonly jobId: string; readonly energyWh: number; readonly cleanWh: number }[],
): Promise<void> {
  if (rows.length === 0) return;
  await lockJobs(
    db,
    rows.map(({ jobId }) => jobId),
  );
  await sql`
    update dispatch.job as j set energy_wh = j.energy_wh + r."energyWh", clean_wh = j.clean_wh + r."cleanWh"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("jobId" text, "energyWh" bigint, "cleanWh" bigint)
    where j.job_id = r."jobId"`.execute(db);
}
