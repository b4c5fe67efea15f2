import type { Job, Placement } from '#dispatch/domain';
import { ENDED_RUN_STATES, type RunOrder, type RunStatus } from '#dispatch/execute';
import { liveRuns, openJobs, type StoredJob, storeDb } from '#dispatch/store';
import { type EpochMs, MS_PER_HOUR } from '#units';
import type { CarriedWork, StartedWork } from './carried.ts';
import type { CycleDependencies } from './dependencies.ts';

/** What a plan made now has to reckon with: what may still be placed, what may only go on, what may not be touched. */
export interface WorkAtHand {
  readonly jobs: readonly Job[];
  readonly carried: readonly CarriedWork[];
  readonly started: ReadonlyMap<string, StartedWork>;
  /** Where carried work runs, so that a plan shows it beside what it placed itself. */
  readonly carriedPlacements: readonly Placement[];
}

/** A run that outlasts its planned end is expected to go on for this long; the next plan looks again. */
const OVERDUE_MS = 5 * 60_000;

/**
 * Work for a window that ends at `toMs`. Rigid work that runs, and work whose planned start comes before the plan can
 * be ready (`frozenUntilMs`), keeps what it has; preemptible work that has begun is bid with what remains of it.
 */
export async function workAtHand(
  deps: CycleDependencies,
  statuses: ReadonlyMap<string, RunStatus>,
  nowMs: EpochMs,
  frozenUntilMs: EpochMs,
  toMs: EpochMs,
): Promise<WorkAtHand> {
  const store = storeDb(deps.db);
  const runs = new Map((await liveRuns(store)).map((run) => [run.jobId, run]));
  const jobs: Job[] = [];
  const carried: CarriedWork[] = [];
  const started = new Map<string, StartedWork>();
  const carriedPlacements: Placement[] = [];
  const carry = (work: CarriedWork, placement: Placement | null): void => {
    carried.push(work);
    if (placement !== null) carriedPlacements.push(placement);
  };
  for (const stored of await openJobs(store, toMs)) {
    const { job } = stored;
    if (stored.cancelRequestedBy !== null) continue;
    const order = runs.get(job.id)?.order as RunOrder | undefined;
    if (job.kind === 'online') jobs.push(job);
    else if (order === undefined) {
      const frozen = frozenWork(stored, nowMs, frozenUntilMs);
      if (frozen === null) jobs.push(job);
      else carry(frozen, stored.placement);
    } else if (job.kind === 'preemptible' || job.kind === 'bulk') {
      jobs.push(job);
      started.set(job.id, restOf(order, statuses.get(job.id)));
    } else carry(runningWork(order, statuses.get(job.id), nowMs), stored.placement);
  }
  return { jobs, carried, started, carriedPlacements };
}

function frozenWork(stored: StoredJob, nowMs: EpochMs, frozenUntilMs: EpochMs): CarriedWork | null {
  const { placement, plannedStartMs, plannedEndMs } = stored;
  const isRigid = stored.job.kind === 'rigid' || stored.job.kind === 'elastic';
  if (placement === null || plannedStartMs === null || plannedEndMs === null || !isRigid) return null;
  if (plannedStartMs > frozenUntilMs || plannedStartMs < nowMs - OVERDUE_MS) return null;
  return {
    jobId: stored.job.id,
    poolId: placement.poolId,
    units: placement.units,
    powerRatio: placement.powerRatio,
    fromMs: plannedStartMs,
    untilMs: plannedEndMs,
  };
}

function runningWork(order: RunOrder, status: RunStatus | undefined, nowMs: EpochMs): CarriedWork {
  const leftHours = order.durationHours - (status?.ranHours ?? 0);
  return {
    jobId: order.jobId,
    poolId: order.poolId,
    units: order.units,
    powerRatio: order.powerRatio,
    fromMs: nowMs,
    untilMs: nowMs + Math.max(leftHours * MS_PER_HOUR, OVERDUE_MS),
  };
}

/** What is left of pausable work: by its own progress, or by the hours it has run. Never nothing while it runs. */
function restOf(order: RunOrder, status: RunStatus | undefined): StartedWork {
  const done =
    status === undefined || ENDED_RUN_STATES.includes(status.state)
      ? 0
      : (status.progressRatio ?? status.ranHours / Math.max(order.durationHours, 1e-9));
  return {
    jobId: order.jobId,
    poolId: order.poolId,
    units: order.units,
    powerRatio: order.powerRatio,
    remainingRatio: Math.max(
      1 - done,
      Math.min(1, OVERDUE_MS / MS_PER_HOUR / Math.max(order.durationHours, 1e-9)),
    ),
  };
}
