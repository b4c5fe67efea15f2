import type { Plan } from '#dispatch/domain';
import { type Bilingual, type EpochMs, periodAt, periodStartMs } from '#units';

/**
 * The last good plan from a later period on: its first periods are dropped, its placements stay as they are. Null
 * when nothing of it lies ahead. It is not what a full solve would have given, so it says why.
 */
export function shiftPlan(plan: Plan, toMs: EpochMs, reason: Bilingual): Plan | null {
  const dropped = Math.max(0, periodAt(plan.horizon, toMs));
  const periodCount = plan.horizon.periodCount - dropped;
  if (periodCount <= 0) return null;
  const fromMs = periodStartMs(plan.horizon, dropped);
  const later = <T>(values: readonly T[]): readonly T[] => values.slice(dropped);
  return {
    ...plan,
    horizon: { ...plan.horizon, startMs: fromMs, periodCount },
    status: 'feasible',
    degraded: reason,
    placements: plan.placements.filter((placement) => (placement.segments.at(-1)?.endMs ?? 0) > fromMs),
    series: plan.series.map((row) => ({ ...row, values: later(row.values) })),
    explanations: plan.explanations.filter(({ toMs: endMs }) => endMs > fromMs),
    priceSetters: plan.priceSetters.filter(({ toMs: endMs }) => endMs > fromMs),
    prices: Object.fromEntries(Object.entries(plan.prices).map(([key, values]) => [key, later(values)])),
  };
}
