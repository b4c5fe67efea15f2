import type { JobState } from '#dispatch/domain';
import type { RunStatus } from '#dispatch/execute';
import {
  appendJobEvents,
  changeJobState,
  closeInterval,
  openInterval,
  recordRun,
  type StateChange,
  type StoreDb,
  storeDb,
} from '#dispatch/store';
import { inTransaction, type Trx } from '#platform/db';
import type { Bilingual, EpochMs } from '#units';
import type { CycleDependencies } from './dependencies.ts';
import { namesOf } from './names.ts';
import { told } from './story.ts';

export type Told = ReturnType<typeof told>;

/** A job's next state, its story and its audit row, together or not at all. False when the state does not allow it. */
export async function moveJob(
  deps: CycleDependencies,
  trx: Trx,
  next: JobState,
  change: StateChange,
  event: Told,
): Promise<boolean> {
  if (!(await writeMove(storeDb(trx), next, change, event))) return false;
  await auditMove(deps, trx, event);
  return true;
}

/** A job's next state and its story without the audit row, which `auditMove` writes after all jobs are changed. */
export async function writeMove(
  store: StoreDb,
  next: JobState,
  change: StateChange,
  event: Told,
): Promise<boolean> {
  if (!(await changeJobState(store, event.jobId, next, change))) return false;
  await appendJobEvents(store, [event]);
  return true;
}

/** The audit row of a job's move. */
export async function auditMove(
  deps: Pick<CycleDependencies, 'audit'>,
  trx: Trx,
  event: Told,
): Promise<void> {
  await deps.audit.append(trx, {
    actor: event.actor,
    action: `job.${event.kind}`,
    subject: event.jobId,
    detail: { atMs: event.atMs, text: event.text.en },
  });
}

const JOB_STATE_OF: Readonly<Record<RunStatus['state'], JobState>> = {
  starting: 'running',
  running: 'running',
  paused: 'paused',
  finished: 'finished',
  failed: 'failed',
  stopped: 'cancelled',
  lost: 'lost',
};

/**
 * Takes over what an executor says about one run: its row, the stretch in which it held its units, the job's state,
 * the story and the audit log, in one transaction. An executor's receipt is the truth; saying it twice changes nothing.
 */
export async function takeReceipt(
  deps: CycleDependencies,
  status: RunStatus,
  knownState: string,
  siteId: string,
  nowMs: EpochMs,
): Promise<void> {
  if (status.state === knownState) return;
  const site = namesOf(deps.scenario.region)(siteId);
  await inTransaction(deps.db, async (trx) => {
    const store = storeDb(trx);
    if (!(await recordRun(store, { ...status, receipt: status }))) return;
    await writeIntervals(store, status, nowMs);
    if (knownState === 'intended' && status.endedAtMs !== null) {
      const startedAtMs = status.startedAtMs ?? status.endedAtMs;
      const event = told(status.jobId, startedAtMs, 'started', [site]);
      await moveJob(deps, trx, 'running', { startedAtMs }, event);
    }
    const { event, change } = eventOf(status, knownState, site, nowMs);
    await moveJob(deps, trx, JOB_STATE_OF[status.state], change, event);
  });
  deps.events.publish('dispatch.jobs', { id: status.jobId, state: JOB_STATE_OF[status.state] });
}

async function writeIntervals(store: StoreDb, status: RunStatus, nowMs: EpochMs): Promise<void> {
  const { attemptId, state, startedAtMs, endedAtMs } = status;
  if (endedAtMs !== null) {
    if (startedAtMs !== null) await openFirst(store, attemptId, startedAtMs);
    await closeInterval(store, attemptId, endedAtMs);
  } else if (state === 'paused') {
    await closeInterval(store, attemptId, nowMs);
  } else {
    const first = await isWithoutInterval(store, attemptId);
    await openInterval(store, attemptId, first ? (startedAtMs ?? nowMs) : nowMs);
  }
}

/** A run that began and ended between two looks still held its units. */
async function openFirst(store: StoreDb, attemptId: string, startedAtMs: EpochMs): Promise<void> {
  if (await isWithoutInterval(store, attemptId)) await openInterval(store, attemptId, startedAtMs);
}
const isWithoutInterval = async (store: StoreDb, attemptId: string): Promise<boolean> =>
  (await store
    .selectFrom('run_interval')
    .select('from_ms')
    .where('attempt_id', '=', attemptId)
    .limit(1)
    .executeTakeFirst()) === undefined;

function eventOf(
  status: RunStatus,
  knownState: string,
  site: Bilingual,
  nowMs: EpochMs,
): { event: Told; change: StateChange } {
  const { jobId, state, startedAtMs, endedAtMs } = status;
  const ended = { endedAtMs: endedAtMs ?? nowMs };
  switch (state) {
    case 'starting':
    case 'running':
      return knownState === 'paused'
        ? { event: told(jobId, nowMs, 'resumed', []), change: {} }
        : {
            event: told(jobId, startedAtMs ?? nowMs, 'started', [site]),
            change: { startedAtMs: startedAtMs ?? nowMs },
          };
    case 'paused':
      return { event: told(jobId, nowMs, 'paused', []), change: {} };
    case 'finished':
      return { event: told(jobId, ended.endedAtMs, 'finished', []), change: ended };
    case 'failed':
      return { event: told(jobId, ended.endedAtMs, 'failed', [reasonOf(status)]), change: ended };
    case 'stopped':
      return { event: told(jobId, ended.endedAtMs, 'cancelled', []), change: ended };
    case 'lost':
      return { event: told(jobId, nowMs, 'lost', []), change: { endedAtMs: nowMs } };
  }
}

const reasonOf = (status: RunStatus): string =>
  status.reason ??
  (status.signal !== null ? `ended by ${status.signal}` : `exit code ${status.exitCode ?? 'unknown'}`);

/** Ends a job that has no run: its window passed, it can never fit, or somebody withdrew it. */
export async function endWithoutRun(
  deps: CycleDependencies,
  jobId: string,
  next: 'refused' | 'cancelled' | 'finished',
  event: Told,
  change: StateChange,
): Promise<boolean> {
  const moved = await inTransaction(deps.db, (trx) => moveJob(deps, trx, next, change, event));
  if (moved) deps.events.publish('dispatch.jobs', { id: jobId, state: next });
  return moved;
}
