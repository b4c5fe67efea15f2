import type { RunOrder, RunStatus } from '#dispatch/execute';
import { liveRuns, storeDb } from '#dispatch/store';
import type { EpochMs } from '#units';
import type { CycleDependencies } from './dependencies.ts';
import { takeReceipt } from './transition.ts';

/**
 * Reads every executor's receipts and takes over what changed. Returns the receipts of all live runs, for the progress
 * of work that may pause. A run whose executor knows nothing of it is left to `startAgain`.
 */
export async function observeRuns(
  deps: CycleDependencies,
  nowMs: EpochMs,
): Promise<ReadonlyMap<string, RunStatus>> {
  const live = await liveRuns(storeDb(deps.db));
  if (live.length === 0) return new Map();
  const receipts = new Map<string, RunStatus>();
  for (const executor of [deps.local, deps.twin]) {
    const own = live.filter((run) => run.executorId === executor.id).map((run) => run.attemptId);
    if (own.length === 0) continue;
    for (const status of await executor.observe(own)) receipts.set(status.attemptId, status);
  }
  const known = new Map<string, RunStatus>();
  for (const run of live) {
    const status = receipts.get(run.attemptId);
    if (status === undefined) continue;
    known.set(run.jobId, status);
    await takeReceipt(deps, status, run.state, (run.order as RunOrder).siteId, nowMs);
  }
  return known;
}
