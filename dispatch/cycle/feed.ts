import type { Job } from '#dispatch/domain';
import { acceptJobs, appendJobEvents, storeDb, updateState } from '#dispatch/store';
import { type EpochMs, MS_PER_HOUR } from '#units';
import { CENTRE, type CycleDependencies } from './dependencies.ts';
import { jobWindow } from './job-window.ts';
import { told } from './story.ts';

/**
 * Takes in the scenario's jobs submitted in [fromMs, nowMs]. Doing it again changes nothing: a job is known by its id.
 * Work from before the centre's first start that could no longer end in time by then never happened here.
 */
export async function feedJobs(
  deps: CycleDependencies,
  fromMs: EpochMs,
  nowMs: EpochMs,
  firstStartMs: EpochMs,
): Promise<number> {
  const due = (await deps.scenario.jobs()).filter((job) => {
    const { submittedMs, latestEndMs } = jobWindow(job);
    const leastMs = 'durationHours' in job ? job.durationHours * MS_PER_HOUR : 0;
    const isInTime = submittedMs >= firstStartMs || latestEndMs - leastMs > firstStartMs;
    return submittedMs >= fromMs && submittedMs <= nowMs && isInTime;
  });
  await deps.db.transaction().execute(async (trx) => {
    const store = storeDb(trx);
    if (due.length > 0) {
      const { added } = await acceptJobs(store, due.map(newJob), 'feed', nowMs);
      await appendJobEvents(
        store,
        added.map((id) => told(id, nowMs, 'submitted', [])),
      );
      if (added.length > 0) {
        await deps.audit.append(trx, {
          actor: CENTRE,
          action: 'job.feed',
          subject: deps.scenario.region.id,
          detail: { jobs: added.length, fromMs, toMs: nowMs },
        });
      }
    }
    await updateState(store, { fedUntilMs: nowMs });
  });
  if (due.length > 0) deps.events.publish('dispatch.jobs', { added: due.length });
  return due.length;
}

export const newJob = (job: Job) => {
  const { releaseMs, latestEndMs } = jobWindow(job);
  return { job, releaseMs, latestEndMs };
};
