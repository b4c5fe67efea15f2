import type { Placement } from '#dispatch/domain';
import {
  attemptIdOf,
  dueActions,
  type Executor,
  type PlannedRun,
  type RunOrder,
  type RunStatus,
} from '#dispatch/execute';
import {
  actionableJobs,
  intendRun,
  liveRuns,
  missedJobs,
  type StoredJob,
  type StoredRun,
  storeDb,
} from '#dispatch/store';
import { inTransaction } from '#platform/db';
import { AppError } from '#platform/errors';
import type { EpochMs } from '#units';
import { workHours } from './bid.ts';
import { type CycleDependencies, executorFor } from './dependencies.ts';
import { refuse } from './refusal.ts';
import { told } from './story.ts';
import { endWithoutRun, moveJob, takeReceipt } from './transition.ts';

/** Starts of one look at the world: a burst is spread over several, so that nothing else waits. */
const STARTS_A_BEAT = 100;
const HANDS = 4;

export interface DueWork {
  /** How late a rigid job may start and still keep to its plan. */
  readonly lateStartMs: number;
  /** Attempts that are being stopped; stopping takes its time and is not waited for. */
  readonly stopping: Set<string>;
}

/** Carries out what is due: starts, pauses, resumes, wanted ends, and the end of windows that passed unused. */
export async function actOnDue(deps: CycleDependencies, due: DueWork, nowMs: EpochMs): Promise<number> {
  const store = storeDb(deps.db);
  const runs = new Map((await liveRuns(store)).map((run) => [run.jobId, run]));
  const jobs = await actionableJobs(store, nowMs);
  for (const job of jobs) {
    if (job.cancelRequestedBy !== null) await cancel(deps, job, runs.get(job.job.id), due, nowMs);
    else if (job.job.kind === 'online') await serveOnline(deps, job, nowMs);
  }
  const wanted = jobs.filter((job) => job.cancelRequestedBy === null && job.placement !== null);
  const planned = wanted.flatMap((job) => plannedRun(deps, job, runs.get(job.job.id), due, nowMs));
  const actions = dueActions(planned, nowMs).slice(0, STARTS_A_BEAT);
  const jobOf = new Map(jobs.map((job) => [job.job.id, job.job]));
  await eachOf(actions, async ({ kind, order }) => {
    const executor = executorFor(deps, jobOf.get(order.jobId)!);
    if (kind === 'start') return startRun(deps, executor, order, nowMs);
    const status = await executor[kind](order.attemptId);
    return takeReceipt(deps, status, runs.get(order.jobId)!.state, order.siteId, nowMs);
  });
  for (const run of runs.values()) if (isUnproven(run)) await startAgain(deps, run, nowMs);
  return actions.length + (await endMissed(deps, nowMs));
}

/** Runs of which nothing shows that they began: starting one twice begins it once. */
const isUnproven = ({ state }: StoredRun): boolean => state === 'intended' || state === 'starting';

/** A few at a time: each waits mostly for the database. */
async function eachOf<T>(rows: readonly T[], act: (row: T) => Promise<void>): Promise<void> {
  const left = [...rows];
  const hands = Array.from({ length: HANDS }, async () => {
    for (let row = left.shift(); row !== undefined; row = left.shift()) await act(row);
  });
  await Promise.all(hands);
}

function plannedRun(
  deps: CycleDependencies,
  stored: StoredJob,
  run: StoredRun | undefined,
  due: DueWork,
  nowMs: EpochMs,
): PlannedRun[] {
  const placement = stored.placement!;
  if (run !== undefined) {
    return run.state === 'intended'
      ? []
      : [{ order: run.order as RunOrder, segments: placement.segments, status: statusOf(run) }];
  }
  const startMs = placement.segments[0]?.startMs ?? nowMs;
  const mayShift = stored.job.kind === 'preemptible' || stored.job.kind === 'bulk';
  if (stored.state !== 'planned' || (!mayShift && nowMs - startMs > due.lateStartMs)) return [];
  return [{ order: orderOf(deps, stored, placement), segments: placement.segments, status: null }];
}

const statusOf = (run: StoredRun): RunStatus => ({
  attemptId: run.attemptId,
  jobId: run.jobId,
  executorId: run.executorId,
  state: run.state as RunStatus['state'],
  startedAtMs: run.startedAtMs,
  endedAtMs: run.endedAtMs,
  ranHours: run.ranHours,
  progressRatio: run.progressRatio,
  pid: null,
  exitCode: null,
  signal: null,
  reason: null,
  cpuSeconds: null,
  peakMemoryMb: null,
});

function orderOf(deps: CycleDependencies, stored: StoredJob, placement: Placement): RunOrder {
  const { job } = stored;
  return {
    attemptId: attemptIdOf(job.id, 1),
    jobId: job.id,
    siteId: placement.siteId,
    poolId: placement.poolId,
    units: placement.units,
    powerRatio: placement.powerRatio,
    durationHours: workHours(job, placement, deps.scenario.region),
    checkpointHours: job.kind === 'preemptible' ? job.checkpointHours : 0,
    ...(job.command === undefined ? {} : { command: job.command }),
    ...(stored.planId === null ? {} : { planId: stored.planId }),
  };
}

/** The intention is written first: a crash in between leaves a row that `startAgain` finishes, never a second run. */
async function startRun(
  deps: CycleDependencies,
  executor: Executor,
  order: RunOrder,
  nowMs: EpochMs,
): Promise<void> {
  const intended = await intendRun(storeDb(deps.db), {
    attemptId: order.attemptId,
    jobId: order.jobId,
    attemptNumber: 1,
    executorId: executor.id,
    order,
    atMs: nowMs,
  });
  if (intended) await begin(deps, executor, order, 'intended', nowMs);
}

const startAgain = (deps: CycleDependencies, run: StoredRun, nowMs: EpochMs): Promise<void> =>
  begin(
    deps,
    run.executorId === deps.local.id ? deps.local : deps.twin,
    run.order as RunOrder,
    run.state,
    nowMs,
  );

/** Starts an intended run. An order that the executor refuses for good has failed; anything else is tried again. */
async function begin(
  deps: CycleDependencies,
  executor: Executor,
  order: RunOrder,
  knownState: string,
  nowMs: EpochMs,
): Promise<void> {
  try {
    await takeReceipt(deps, await executor.start(order), knownState, order.siteId, nowMs);
  } catch (error) {
    if (!(error instanceof AppError) || error.kind === 'unavailable') throw error;
    const status = {
      attemptId: order.attemptId,
      jobId: order.jobId,
      executorId: executor.id,
      state: 'failed',
    };
    const failed = {
      ...statusOf({ ...NEVER_RAN, ...status, order }),
      endedAtMs: nowMs,
      reason: error.message,
    };
    await takeReceipt(deps, failed, knownState, order.siteId, nowMs);
  }
}
const NEVER_RAN = { startedAtMs: null, endedAtMs: null, ranHours: 0, progressRatio: null };

async function cancel(
  deps: CycleDependencies,
  stored: StoredJob,
  run: StoredRun | undefined,
  due: DueWork,
  nowMs: EpochMs,
): Promise<void> {
  const { id } = stored.job;
  if (run === undefined) {
    const event = told(id, nowMs, 'cancelled', [], stored.cancelRequestedBy!);
    await endWithoutRun(deps, id, 'cancelled', event, { endedAtMs: nowMs });
    return;
  }
  if (run.state === 'intended' || due.stopping.has(run.attemptId)) return;
  due.stopping.add(run.attemptId);
  const { siteId } = run.order as RunOrder;
  void executorFor(deps, stored.job)
    .stop(run.attemptId, `cancelled by ${stored.cancelRequestedBy}`)
    .then((status) => takeReceipt(deps, status, run.state, siteId, deps.clock.now()))
    .catch((error) => deps.log.error({ err: error, attemptId: run.attemptId }, 'a run could not be stopped'))
    .finally(() => due.stopping.delete(run.attemptId));
}

/** A service is up from its release to its latest end; the plan routes its demand period by period. */
async function serveOnline(deps: CycleDependencies, stored: StoredJob, nowMs: EpochMs): Promise<void> {
  if (stored.state === 'planned') {
    const startedAtMs = stored.releaseMs;
    const event = told(stored.job.id, startedAtMs, 'served', []);
    await inTransaction(deps.db, (trx) => moveJob(deps, trx, 'running', { startedAtMs }, event));
  } else if (stored.state === 'running' && stored.latestEndMs <= nowMs) {
    const event = told(stored.job.id, stored.latestEndMs, 'finished', []);
    await endWithoutRun(deps, stored.job.id, 'finished', event, { endedAtMs: stored.latestEndMs });
  }
}

/** Jobs whose window passed before they could start are refused with that reason, not forgotten. */
async function endMissed(deps: CycleDependencies, nowMs: EpochMs): Promise<number> {
  const missed = await missedJobs(storeDb(deps.db), nowMs);
  for (const { job, latestEndMs, refusal } of missed) {
    const reason = refusal ?? refuse.windowPassed(job.id, latestEndMs).reason;
    const event = told(job.id, nowMs, 'refused', [reason]);
    await endWithoutRun(deps, job.id, 'refused', event, { endedAtMs: nowMs, refusal: reason });
  }
  return missed.length;
}
