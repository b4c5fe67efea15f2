import type { Plan, Region } from '#dispatch/domain';
import type { ServedUnits } from '#dispatch/twin';
import { type EpochMs, periodAt } from '#units';

/** Units of each pool that serve online demand in the period that contains an instant, as the plan routes them. */
export function servedUnitsAt(plan: Plan, region: Region, atMs: EpochMs): readonly ServedUnits[] {
  const t = periodAt(plan.horizon, atMs);
  if (t < 0 || t >= plan.horizon.periodCount) return [];
  const pools = new Set(region.sites.flatMap((site) => site.pools).map((pool) => pool.id));
  return plan.series
    .filter((row) => row.kind === 'online')
    .flatMap((row): ServedUnits[] => {
      const poolId = row.quantity.slice(row.quantity.indexOf('.') + 1);
      const units = row.values[t] ?? 0;
      return row.quantity.startsWith('servedUnits.') && pools.has(poolId) && units > 0
        ? [{ jobId: row.element, poolId, units }]
        : [];
    });
}
