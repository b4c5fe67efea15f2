import type { Job } from '#dispatch/domain';
import { acceptJobs, appendJobEvents, storeDb, updateState } from '#dispatch/store';
import { inTransaction } from '#platform/db';
import { type EpochMs, MS_PER_HOUR } from '#units';
import { copiesOf } from './copies.ts';
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
  const submitted = submittedWithin(await deps.scenario.jobs(), fromMs, nowMs).flatMap(copiesOf);
  const due = submitted.filter((job) => {
    const { submittedMs, latestEndMs } = jobWindow(job);
    const leastMs = 'durationHours' in job ? job.durationHours * MS_PER_HOUR : 0;
    return submittedMs >= firstStartMs || latestEndMs - leastMs > firstStartMs;
  });
  if (due.length === 0) return 0;
  const bringing = due.filter((job) => job.command !== undefined).length;
  await inTransaction(deps.db, async (trx) => {
    const store = storeDb(trx);
    const { added } = await acceptJobs(
      store,
      due.map((job) => newJob(inTheTwin(job))),
      'feed',
      nowMs,
    );
    await appendJobEvents(
      store,
      added.map((id) => told(id, nowMs, 'submitted', [])),
    );
    await updateState(store, { fedUntilMs: nowMs });
    if (added.length > 0) {
      await deps.audit.append(trx, {
        actor: CENTRE,
        action: 'job.feed',
        subject: deps.scenario.region.id,
        detail: {
          ...{ jobs: added.length, fromMs, toMs: nowMs },
          ...(bringing === 0 ? {} : { commandsLeftOut: bringing }),
        },
      });
    }
  });
  deps.events.publish('dispatch.jobs', { added: due.length });
  return due.length;
}

/** A scenario's files are read, never carried out: a job of theirs runs in the twin, whatever command it brings. */
const inTheTwin = ({ command: _command, ...job }: Job): Job => job as Job;

/** Jobs in the order of their submission, sorted once a scenario. */
const sorted = new WeakMap<readonly Job[], { readonly job: Job; readonly submittedMs: EpochMs }[]>();
function submittedWithin(jobs: readonly Job[], fromMs: EpochMs, toMs: EpochMs): Job[] {
  let rows = sorted.get(jobs);
  if (rows === undefined) {
    rows = jobs.map((job) => ({ job, submittedMs: Date.parse(job.submittedAt) }));
    rows.sort((a, b) => a.submittedMs - b.submittedMs);
    sorted.set(jobs, rows);
  }
  let low = 0;
  for (let high = rows.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (rows[middle]!.submittedMs < fromMs) low = middle + 1;
    else high = middle;
  }
  const due: Job[] = [];
  for (; low < rows.length && rows[low]!.submittedMs <= toMs; low += 1) due.push(rows[low]!.job);
  return due;
}

export const newJob = (job: Job) => {
  const { releaseMs, latestEndMs } = jobWindow(job);
  return { job, releaseMs, latestEndMs };
};
