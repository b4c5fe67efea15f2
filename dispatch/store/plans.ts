import { sql } from 'kysely';
import type { CostPart, Forecast, Plan, PlanSummary } from '#dispatch/domain';
import type { EpochMs } from '#units';
import type { StoreDb } from './tables.ts';

export interface NewPlan {
  readonly id: string;
  readonly createdAtMs: EpochMs;
  readonly trigger: PlanSummary['trigger'];
  /** True when the cycle acts on it; false for a plan somebody only asked to see. */
  readonly isApplied: boolean;
  readonly plan: Plan;
  readonly forecasts: readonly Forecast[];
}
export interface StoredPlan extends PlanSummary {
  readonly isApplied: boolean;
  readonly plan: Plan;
}
/** A forecast as it lies in the store: typed arrays became plain ones. */
export type StoredForecast = Omit<Forecast, 'quantiles'> & {
  readonly quantiles: readonly (readonly number[])[];
};

/** Bodies kept in full; older plans keep their summary and cost parts. */
const KEPT_BODIES = 200;

export async function insertPlan(db: StoreDb, row: NewPlan): Promise<void> {
  const { plan } = row;
  await db
    .insertInto('plan')
    .values({
      plan_id: row.id,
      created_at_ms: Math.round(row.createdAtMs),
      trigger: row.trigger,
      is_applied: row.isApplied,
      horizon_start_ms: plan.horizon.startMs,
      period_minutes: plan.horizon.periodMinutes,
      period_count: plan.horizon.periodCount,
      status: plan.status,
      degraded: plan.degraded === undefined ? null : JSON.stringify(plan.degraded),
      cost_yuan: plan.costYuan,
      bound_yuan: plan.boundYuan,
      gap_ratio: plan.gapRatio,
      jobs_placed: plan.placements.length,
      jobs_refused: plan.refused.length,
      cost_parts: JSON.stringify(plan.costParts),
      body: JSON.stringify(plan),
      forecasts: JSON.stringify(row.forecasts.map(plainForecast)),
    })
    .execute();
  await sql`
    update dispatch.plan set body = null, forecasts = null
    where body is not null and plan_number <= (select max(plan_number) - ${KEPT_BODIES} from dispatch.plan)`.execute(
    db,
  );
}

const plainForecast = (forecast: Forecast): StoredForecast => ({
  ...forecast,
  quantiles: forecast.quantiles.map((row) => Array.from(row)),
});

const SUMMARY = [
  'plan_id',
  'created_at_ms',
  'trigger',
  'is_applied',
  'horizon_start_ms',
  'period_count',
  'status',
  'degraded',
  'cost_yuan',
  'bound_yuan',
  'gap_ratio',
  'jobs_placed',
  'jobs_refused',
] as const;

type SummaryRow = Awaited<ReturnType<typeof summaryRows>>[number];
const summaryRows = (db: StoreDb, limit: number) =>
  db.selectFrom('plan').select(SUMMARY).orderBy('plan_number', 'desc').limit(limit).execute();

const summary = (row: SummaryRow): PlanSummary => ({
  id: row.plan_id,
  createdAtMs: Number(row.created_at_ms),
  trigger: row.trigger,
  horizonStartMs: Number(row.horizon_start_ms),
  periodCount: row.period_count,
  status: row.status,
  degraded: row.degraded,
  costYuan: row.cost_yuan,
  boundYuan: row.bound_yuan,
  gapRatio: row.gap_ratio,
  jobsPlaced: row.jobs_placed,
  jobsRefused: row.jobs_refused,
});

/** The latest plans first. */
export const listPlans = async (db: StoreDb, limit: number): Promise<readonly PlanSummary[]> =>
  (await summaryRows(db, limit)).map(summary);

/** Plans stored before reasons were kept have none. */
const withReasons = (body: unknown): Plan =>
  ({ explanations: [], priceSetters: [], ...(body as Partial<Plan>) }) as Plan;

/** A plan by id; `latest` is the one that the cycle acts on. Null when unknown or when its body is no longer kept. */
export async function planById(db: StoreDb, id: string): Promise<StoredPlan | null> {
  const row = await db
    .selectFrom('plan')
    .select([...SUMMARY, 'body'])
    .$if(id === 'latest', (query) =>
      query.where('is_applied', '=', true).orderBy('plan_number', 'desc').limit(1),
    )
    .$if(id !== 'latest', (query) => query.where('plan_id', '=', id))
    .executeTakeFirst();
  if (row === undefined || row.body === null) return null;
  return { ...summary(row), isApplied: row.is_applied, plan: withReasons(row.body) };
}

/** The applied plan made before this one, for what changed. */
export async function planBefore(db: StoreDb, id: string): Promise<StoredPlan | null> {
  const row = await db
    .selectFrom('plan')
    .select('plan_id')
    .where('is_applied', '=', true)
    .where('body', 'is not', null)
    .where('plan_number', '<', (sub) =>
      sub.selectFrom('plan').select('plan_number').where('plan_id', '=', id),
    )
    .orderBy('plan_number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : planById(db, row.plan_id);
}

/** The applied plan that was valid at an instant: the latest made by then whose window covers it. */
export async function planCovering(db: StoreDb, atMs: EpochMs): Promise<StoredPlan | null> {
  const row = await db
    .selectFrom('plan')
    .select('plan_id')
    .where('is_applied', '=', true)
    .where('body', 'is not', null)
    .where('horizon_start_ms', '<=', atMs)
    .where(sql<boolean>`horizon_start_ms + period_count::bigint * period_minutes * 60000 > ${atMs}::bigint`)
    .orderBy('plan_number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : planById(db, row.plan_id);
}

/** The forecasts that the applied plan was made with. */
export async function latestForecasts(db: StoreDb): Promise<readonly StoredForecast[]> {
  const row = await db
    .selectFrom('plan')
    .select('forecasts')
    .where('forecasts', 'is not', null)
    .where('is_applied', '=', true)
    .where(sql<boolean>`jsonb_array_length(forecasts) > 0`)
    .orderBy('plan_number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return (row?.forecasts ?? []) as readonly StoredForecast[];
}

/** Cost parts of the latest plans, for small comparisons without their bodies. */
export async function costPartsOf(db: StoreDb, id: string): Promise<readonly CostPart[]> {
  const row = await db.selectFrom('plan').select('cost_parts').where('plan_id', '=', id).executeTakeFirst();
  return (row?.cost_parts ?? []) as readonly CostPart[];
}
