import type { Plan, PlanSeries } from '#dispatch/domain';
import type { ServedUnits } from '#dispatch/twin';
import { type EpochMs, periodAt } from '#units';

/** An online row of a plan, `<service>/<user region>@<pool>`: which pool serves which service. */
export interface ServedRow {
  readonly jobId: string;
  readonly poolId: string;
  readonly values: readonly number[];
}

/** The rows of a plan that route online demand to pools. */
export function servedRows(plan: Plan): readonly ServedRow[] {
  const services = plan.onlineServed.map((row) => row.jobId).sort((a, b) => b.length - a.length);
  return plan.series
    .filter((row) => row.kind === 'online' && row.quantity === 'servedUnits')
    .flatMap((row) => servedRow(row, services));
}

function servedRow({ element, values }: PlanSeries, services: readonly string[]): ServedRow[] {
  const at = element.lastIndexOf('@');
  const stream = element.slice(0, at);
  const jobId = services.find((id) => stream === id || stream.startsWith(`${id}/`));
  return at < 0 || jobId === undefined ? [] : [{ jobId, poolId: element.slice(at + 1), values }];
}

/** Units of each pool that serve online demand in the period that contains an instant, as the plan routes them. */
export function servedUnitsAt(plan: Plan, atMs: EpochMs): readonly ServedUnits[] {
  const t = periodAt(plan.horizon, atMs);
  if (t < 0 || t >= plan.horizon.periodCount) return [];
  const sums = new Map<string, ServedUnits>();
  for (const { jobId, poolId, values } of servedRows(plan)) {
    const key = `${jobId} ${poolId}`;
    const units = (sums.get(key)?.units ?? 0) + (values[t] ?? 0);
    if (units > 0) sums.set(key, { jobId, poolId, units });
  }
  return [...sums.values()];
}
