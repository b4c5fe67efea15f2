import type { Plan, VariantOutcome, VariantProfile, WhatIfState, WhatIfWish } from '#dispatch/domain';
import type { Bilingual, EpochMs } from '#units';
import { numberOrNull, type StoreDb } from './tables.ts';

/** Comparisons kept, each with the whole plan of every variant; older ones are forgotten. */
const KEPT_WHAT_IFS = 20;

export interface NewWhatIf {
  readonly id: string;
  /** The background job that works on it. */
  readonly jobId: string;
  readonly createdAtMs: EpochMs;
  readonly createdBy: string;
  readonly wish: WhatIfWish;
  /** Of the base, then of every variant. */
  readonly names: readonly Bilingual[];
}
export interface StoredWhatIf extends NewWhatIf {
  readonly state: WhatIfState;
  readonly horizonStartMs: EpochMs | null;
  readonly error: string | null;
}

export async function insertWhatIf(db: StoreDb, row: NewWhatIf): Promise<void> {
  await db
    .insertInto('what_if')
    .values({
      what_if_id: row.id,
      job_id: row.jobId,
      created_at_ms: Math.round(row.createdAtMs),
      created_by: row.createdBy,
      wish: JSON.stringify(row.wish),
      names: JSON.stringify(row.names),
      state: 'queued',
      horizon_start_ms: null,
      error: null,
    })
    .execute();
  await db
    .deleteFrom('what_if')
    .where('state', 'not in', ['queued', 'running'])
    .where('what_if_number', 'not in', (latest) =>
      latest
        .selectFrom('what_if')
        .select('what_if_number')
        .orderBy('what_if_number', 'desc')
        .limit(KEPT_WHAT_IFS),
    )
    .execute();
}

/** Begins it, or begins it anew after a restart: what an interrupted attempt left is dropped. False when it has ended. */
export async function beginWhatIf(db: StoreDb, id: string, horizonStartMs: EpochMs): Promise<boolean> {
  const begun = await db
    .updateTable('what_if')
    .set({ state: 'running', horizon_start_ms: horizonStartMs })
    .where('what_if_id', '=', id)
    .where('state', 'in', ['queued', 'running'])
    .returning('what_if_id')
    .execute();
  if (begun.length === 0) return false;
  await db.deleteFrom('what_if_variant').where('what_if_id', '=', id).execute();
  return true;
}

/** Keeps one variant's result. False when the comparison was cancelled or forgotten meanwhile: then nothing is kept. */
export async function keepVariant(
  db: StoreDb,
  id: string,
  result: {
    readonly outcome: VariantOutcome;
    readonly profile: VariantProfile | null;
    readonly plan: Plan | null;
    readonly atMs: EpochMs;
  },
): Promise<boolean> {
  const running = await db
    .selectFrom('what_if')
    .select('what_if_id')
    .where('what_if_id', '=', id)
    .where('state', '=', 'running')
    .forUpdate()
    .executeTakeFirst();
  if (running === undefined) return false;
  await db
    .insertInto('what_if_variant')
    .values({
      what_if_id: id,
      variant_position: result.outcome.position,
      planned_at_ms: Math.round(result.atMs),
      outcome: JSON.stringify(result.outcome),
      profile: result.profile === null ? null : JSON.stringify(result.profile),
      body: result.plan === null ? null : JSON.stringify(result.plan),
    })
    .execute();
  return true;
}

/** Ends it once; false when it had ended before. */
export async function endWhatIf(
  db: StoreDb,
  id: string,
  state: Exclude<WhatIfState, 'queued' | 'running'>,
  error: string | null = null,
): Promise<boolean> {
  const ended = await db
    .updateTable('what_if')
    .set({ state, error })
    .where('what_if_id', '=', id)
    .where('state', 'in', ['queued', 'running'])
    .returning('what_if_id')
    .execute();
  return ended.length > 0;
}

/** False when there was none. */
export async function forgetWhatIf(db: StoreDb, id: string): Promise<boolean> {
  const gone = await db.deleteFrom('what_if').where('what_if_id', '=', id).returning('what_if_id').execute();
  return gone.length > 0;
}

const COLUMNS = [
  'what_if_id',
  'job_id',
  'created_at_ms',
  'created_by',
  'wish',
  'names',
  'state',
  'horizon_start_ms',
  'error',
] as const;

const rowsOf = (db: StoreDb) => db.selectFrom('what_if').select(COLUMNS).orderBy('what_if_number', 'desc');
const stored = (row: Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]): StoredWhatIf => ({
  id: row.what_if_id,
  jobId: row.job_id,
  createdAtMs: Number(row.created_at_ms),
  createdBy: row.created_by,
  wish: row.wish,
  names: row.names,
  state: row.state,
  horizonStartMs: numberOrNull(row.horizon_start_ms),
  error: row.error,
});

/** The latest first. */
export const listWhatIfs = async (db: StoreDb): Promise<readonly StoredWhatIf[]> =>
  (await rowsOf(db).execute()).map(stored);

export async function whatIfById(db: StoreDb, id: string): Promise<StoredWhatIf | null> {
  const row = await rowsOf(db).where('what_if_id', '=', id).executeTakeFirst();
  return row === undefined ? null : stored(row);
}

export interface StoredVariant {
  readonly outcome: VariantOutcome;
  readonly profile: VariantProfile | null;
}
/** What was kept of a comparison so far, without the plans, in the order of its columns. */
export const variantsOf = async (db: StoreDb, id: string): Promise<readonly StoredVariant[]> =>
  db
    .selectFrom('what_if_variant')
    .select(['outcome', 'profile'])
    .where('what_if_id', '=', id)
    .orderBy('variant_position')
    .execute();

export interface StoredVariantPlan {
  readonly outcome: VariantOutcome;
  readonly plannedAtMs: EpochMs;
  readonly plan: Plan;
}
/** One variant with its whole plan; null when it is unknown or has none. */
export async function variantPlan(
  db: StoreDb,
  id: string,
  position: number,
): Promise<StoredVariantPlan | null> {
  const row = await db
    .selectFrom('what_if_variant')
    .select(['outcome', 'planned_at_ms', 'body'])
    .where('what_if_id', '=', id)
    .where('variant_position', '=', position)
    .executeTakeFirst();
  if (row === undefined || row.body === null) return null;
  return { outcome: row.outcome, plannedAtMs: Number(row.planned_at_ms), plan: row.body as Plan };
}
