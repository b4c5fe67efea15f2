import type { Placement, Plan } from '#dispatch/domain';
import {
  appendJobEvents,
  lockJobs,
  openJobs,
  placeJobs,
  type StoreDb,
  type StoredJob,
  unplaceJob,
} from '#dispatch/store';
import type { EpochMs } from '#units';
import { bidOf } from './bid.ts';
import type { CycleDependencies } from './dependencies.ts';
import { hold, NO_ROOM, quickContext } from './place-arrivals.ts';
import { hasRoom, type QuickPlace, quickPlace } from './quick-place.ts';
import { told } from './story.ts';

export interface NewPlan {
  readonly planId: string;
  readonly plan: Plan;
  /** Jobs that the plan knew of. */
  readonly looked: ReadonlySet<string>;
  readonly nowMs: EpochMs;
}

/**
 * Jobs that were placed while the plan was being made are not in it, and it may have given their units to others. Each
 * keeps its place where that is still free, gets another one at the new plan's prices, or waits.
 */
export async function fitIn(
  deps: Pick<CycleDependencies, 'scenario'>,
  store: StoreDb,
  { planId, plan, looked, nowMs }: NewPlan,
): Promise<void> {
  const isUnknown = ({ job, state, placement }: StoredJob): boolean =>
    state === 'planned' && placement !== null && job.kind !== 'online' && !looked.has(job.id);
  const open = await openJobs(store);
  const unknown = open.filter(isUnknown);
  if (unknown.length === 0) return;
  await lockJobs(
    store,
    unknown.map(({ job }) => job.id),
  );
  const known = open.filter((stored) => !isUnknown(stored));
  const context = quickContext(deps, plan, known, nowMs);
  for (const stored of unknown) {
    const jobId = stored.job.id;
    const placement = placeOf(stored, context, nowMs);
    if (placement === null) {
      await unplaceJob(store, jobId, NO_ROOM);
      await appendJobEvents(store, [told(jobId, nowMs, 'unplaced', [NO_ROOM])]);
      continue;
    }
    hold(context.held, placement, plan.horizon);
    await placeJobs(store, [{ jobId, planId, placement }]);
  }
}

function placeOf({ job, placement }: StoredJob, context: QuickPlace, nowMs: EpochMs): Placement | null {
  if (placement !== null && hasRoom(placement, context)) return placement;
  if (job.kind === 'online') return null;
  const outcome = bidOf(job, { nowMs, pools: context.pools, links: context.region.networkLinks });
  return 'bid' in outcome ? quickPlace(outcome.bid, context) : null;
}
