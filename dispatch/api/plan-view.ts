import type { CostPart, Placement, Plan, PlanChange, PlanView } from '#dispatch/domain';
import { planBefore, planById, type StoreDb } from '#dispatch/store';

/** One plan with what it changed against the applied plan before it; null when unknown. */
export async function planView(db: StoreDb, id: string): Promise<PlanView | null> {
  const stored = await planById(db, id);
  if (stored === null) return null;
  const before = await planBefore(db, stored.id);
  return {
    id: stored.id,
    createdAtMs: stored.createdAtMs,
    plan: stored.plan,
    change: before === null ? null : planChange(before.id, before.plan, stored.plan),
  };
}

/** What a new plan changed: cost, moved jobs, jobs that came and went. */
export function planChange(previousPlanId: string, before: Plan, after: Plan): PlanChange {
  const was = new Map(before.placements.map((placement) => [placement.jobId, placement]));
  const is = new Map(after.placements.map((placement) => [placement.jobId, placement]));
  return {
    previousPlanId,
    costYuanDelta: after.costYuan - before.costYuan,
    movedJobs: [...is.values()].flatMap((placement) => {
      const old = was.get(placement.jobId);
      return old === undefined || !hasMoved(old, placement) ? [] : [move(old, placement)];
    }),
    addedJobs: [...is.keys()].filter((jobId) => !was.has(jobId)).length,
    removedJobs: [...was.keys()].filter((jobId) => !is.has(jobId)).length,
    costPartDeltas: costPartDeltas(before.costParts, after.costParts),
  };
}

const startOf = (placement: Placement): number => placement.segments[0]?.startMs ?? 0;
/** Less than a minute is no move: a release at "now" shifts with every plan. */
const hasMoved = (old: Placement, placement: Placement): boolean =>
  old.siteId !== placement.siteId || Math.abs(startOf(old) - startOf(placement)) >= 60_000;
const move = (old: Placement, placement: Placement): PlanChange['movedJobs'][number] => ({
  jobId: placement.jobId,
  fromSite: old.siteId,
  toSite: placement.siteId,
  fromStartMs: startOf(old),
  toStartMs: startOf(placement),
});

function costPartDeltas(before: readonly CostPart[], after: readonly CostPart[]): CostPart[] {
  const yuanOf = (parts: readonly CostPart[], name: string): number =>
    parts.filter((part) => part.name === name).reduce((sum, part) => sum + part.yuan, 0);
  const names = [...new Set([...after, ...before].map((part) => part.name))];
  return names.map((name) => ({ name, yuan: yuanOf(after, name) - yuanOf(before, name) }));
}
