import { sql } from 'kysely';
import type { PriceSetter } from '#dispatch/domain';
import { type EpochMs, type Hours, type Mwh, shanghaiDay } from '#units';
import type { StoreDb } from './tables.ts';

/** What set the prices in each closed period, as the plan that it was run by says; none where that plan is no longer kept. */
export async function priceSettersWithin(
  db: StoreDb,
  fromMs: EpochMs,
  lastMs: EpochMs,
): Promise<ReadonlyMap<EpochMs, readonly PriceSetter[]>> {
  const periods = await db
    .selectFrom('period')
    .select(['period_start_ms', 'plan_id'])
    .where('period_start_ms', '>=', fromMs)
    .where('period_start_ms', '<=', lastMs)
    .where('plan_id', 'is not', null)
    .execute();
  const ids = [...new Set(periods.map((period) => period.plan_id!))];
  if (ids.length === 0) return new Map();
  const plans = await db
    .selectFrom('plan')
    .select(['plan_id', sql<readonly PriceSetter[] | null>`body -> 'priceSetters'`.as('setters')])
    .where('plan_id', 'in', ids)
    .execute();
  const settersOf = new Map(plans.map((plan) => [plan.plan_id, plan.setters ?? []]));
  return new Map(
    periods.map((period) => [Number(period.period_start_ms), settersOf.get(period.plan_id!) ?? []]),
  );
}

export interface DayEnergy {
  /** Shanghai. */
  readonly day: string;
  readonly energyMwh: Mwh;
  /** Hours of which a reading of any of the meters stands. */
  readonly hours: Hours;
}

/** Energy of some meters by Shanghai day, from the readings that stand; gaps add nothing. */
export async function dailyEnergy(
  db: StoreDb,
  meters: readonly (readonly [element: string, quantity: string])[],
  fromMs: EpochMs,
  toMs: EpochMs,
): Promise<readonly DayEnergy[]> {
  const wanted = meters.map(([element, quantity]) => sql`(${element}::text, ${quantity}::text)`);
  const result = await sql<{ start_ms: string | number; energy_mwh: number; minutes: number }>`
    with standing as (
      select distinct on (element, quantity, period_start_ms) period_start_ms, period_minutes, value, quality
      from dispatch.reading
      where (element, quantity) in (${sql.join(wanted)})
        and period_start_ms >= ${fromMs} and period_start_ms < ${Math.round(toMs)}
      order by element, quantity, period_start_ms, revision desc)
    select period_start_ms as start_ms, sum(value * period_minutes / 60.0) as energy_mwh, max(period_minutes) as minutes
    from standing where quality <> 'missing' group by period_start_ms order by period_start_ms`.execute(db);
  const days = new Map<string, { energyMwh: number; hours: number }>();
  for (const row of result.rows) {
    const day = shanghaiDay(Number(row.start_ms));
    const sum = days.get(day) ?? { energyMwh: 0, hours: 0 };
    days.set(day, sum);
    sum.energyMwh += row.energy_mwh;
    sum.hours += row.minutes / 60;
  }
  return [...days].map(([day, sum]) => ({ day, ...sum }));
}
