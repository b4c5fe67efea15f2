import type { PlantState, Region } from '#dispatch/domain';
import type { Bilingual, EpochMs } from '#units';
import { numberOrNull, type StoreDb } from './tables.ts';

/** Where the cycle stands; everything a restart needs to go on. */
export interface CycleState {
  readonly mode: 'live' | 'paused';
  readonly firstStartMs: EpochMs;
  /** Start of the first period that is not closed yet. */
  readonly nextPeriodMs: EpochMs;
  /** Jobs of the scenario submitted before this have been taken in. */
  readonly fedUntilMs: EpochMs;
  readonly plantState: PlantState;
  readonly storageContent: unknown;
  readonly lastPlanId: string | null;
  readonly lastEndedMs: EpochMs | null;
  readonly lastError: Bilingual | null;
  /** Start of the earliest period to trace anew; null when nothing came late. */
  readonly retraceFromMs: EpochMs | null;
}

/** The stored state, or the given one written as the first. */
export async function readOrCreateState(
  db: StoreDb,
  first: Pick<CycleState, 'firstStartMs' | 'nextPeriodMs' | 'fedUntilMs' | 'plantState'>,
): Promise<CycleState> {
  await db
    .insertInto('cycle_state')
    .values({
      mode: 'live',
      first_start_ms: first.firstStartMs,
      next_period_ms: first.nextPeriodMs,
      fed_until_ms: first.fedUntilMs,
      plant_state: JSON.stringify(first.plantState),
      storage_content: '{}',
      last_plan_id: null,
      last_ended_ms: null,
      last_error: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await readState(db))!;
}

/** Null before the first start. With `lock` it stays as it is until the transaction ends. */
export async function readState(db: StoreDb, lock?: 'lock'): Promise<CycleState | null> {
  const row = await db
    .selectFrom('cycle_state')
    .selectAll()
    .$if(lock !== undefined, (query) => query.forUpdate())
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    mode: row.mode,
    firstStartMs: Number(row.first_start_ms),
    nextPeriodMs: Number(row.next_period_ms),
    fedUntilMs: Number(row.fed_until_ms),
    plantState: row.plant_state as PlantState,
    storageContent: row.storage_content,
    lastPlanId: row.last_plan_id,
    lastEndedMs: numberOrNull(row.last_ended_ms),
    lastError: row.last_error,
    retraceFromMs: numberOrNull(row.retrace_from_ms),
  };
}

export async function updateState(db: StoreDb, change: Partial<CycleState>): Promise<void> {
  const set = {
    ...(change.mode === undefined ? {} : { mode: change.mode }),
    ...(change.nextPeriodMs === undefined ? {} : { next_period_ms: change.nextPeriodMs }),
    ...(change.fedUntilMs === undefined ? {} : { fed_until_ms: Math.round(change.fedUntilMs) }),
    ...(change.plantState === undefined ? {} : { plant_state: JSON.stringify(change.plantState) }),
    ...(change.storageContent === undefined
      ? {}
      : { storage_content: JSON.stringify(change.storageContent) }),
    ...(change.lastPlanId === undefined ? {} : { last_plan_id: change.lastPlanId }),
    ...(change.lastEndedMs === undefined
      ? {}
      : { last_ended_ms: change.lastEndedMs === null ? null : Math.round(change.lastEndedMs) }),
    ...(change.lastError === undefined
      ? {}
      : { last_error: change.lastError === null ? null : JSON.stringify(change.lastError) }),
    ...(change.retraceFromMs === undefined ? {} : { retrace_from_ms: change.retraceFromMs }),
  };
  if (Object.keys(set).length > 0) await db.updateTable('cycle_state').set(set).execute();
}

/** Keeps the region as it was when the centre worked with it; the same content is kept once. */
export async function keepRegion(
  db: StoreDb,
  scenarioHash: string,
  region: Region,
  atMs: EpochMs,
): Promise<void> {
  await db
    .insertInto('region_snapshot')
    .values({
      scenario_hash: scenarioHash,
      taken_at_ms: Math.round(atMs),
      region: JSON.stringify(region),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** A region the centre worked with; null when it was not kept. */
export async function keptRegion(db: StoreDb, scenarioHash: string): Promise<Region | null> {
  const row = await db
    .selectFrom('region_snapshot')
    .select('region')
    .where('scenario_hash', '=', scenarioHash)
    .executeTakeFirst();
  return row === undefined ? null : (row.region as Region);
}
