import { copiesOf, copyId, newJob, told } from '#dispatch/cycle';
import { Job } from '#dispatch/domain';
import { acceptJobs, appendJobEvents, storeDb, submissionsOf } from '#dispatch/store';
import { inTransaction } from '#platform/db';
import { type InputProblem, problemsFromZod } from '#platform/errors';
import { type Actor, type Role, roleReaches } from '#platform/http-shell';
import { shanghaiIso } from '#units';
import { type DispatchState, storeOf } from './room-state.ts';

/** What came of a submission; nothing is lost silently. */
export interface Intake {
  readonly accepted: readonly string[];
  readonly rejected: readonly {
    /** 1-based place in the list or line in the file; null when the row has none. */
    readonly line: number | null;
    readonly id: string | null;
    readonly problems: readonly InputProblem[];
  }[];
}
interface Row {
  readonly job: Job;
  readonly line: number | null;
}

/**
 * Checks and takes in jobs as they came over the wire. A job without `submittedAt` is submitted now, on the centre's
 * clock.
 */
export async function submitRaw(state: DispatchState, given: unknown, actor: Actor): Promise<Intake> {
  const list = Array.isArray(given) ? given : [given];
  const rows: Row[] = [];
  const rejected: Intake['rejected'][number][] = [];
  const nowAt = shanghaiIso(state.context.clock.now());
  const ids = list.flatMap(idWithoutSubmission);
  const known = await submissionsOf(storeOf(state), [...ids, ...ids.map((id) => copyId(id, 1))]);
  const knownAt = (id: string): string | undefined => known.get(id) ?? known.get(copyId(id, 1));
  for (const [index, raw] of list.entries()) {
    const filled = isRecord(raw) ? { submittedAt: knownAt(String(raw.id)) ?? nowAt, ...raw } : raw;
    const parsed = Job.safeParse(filled);
    if (parsed.success) rows.push({ job: parsed.data, line: index + 1 });
    else {
      const id = isRecord(raw) && typeof raw.id === 'string' ? raw.id : null;
      rejected.push({ line: index + 1, id, problems: problemsFromZod(parsed.error.issues) });
    }
  }
  const taken = await acceptSubmitted(state, rows, actor);
  return { accepted: taken.accepted, rejected: [...rejected, ...taken.rejected] };
}

/** A job sent again without its submission is the same job: it keeps the instant of the first time. */
const idWithoutSubmission = (raw: unknown): string[] =>
  isRecord(raw) && typeof raw.id === 'string' && raw.submittedAt === undefined ? [raw.id] : [];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Takes valid jobs in, once each; an id that is there with other content is rejected as a conflict. */
export async function acceptSubmitted(
  state: DispatchState,
  rows: readonly Row[],
  actor: Actor,
): Promise<Intake> {
  const copies = new Map<string, Row>();
  const rejected: Intake['rejected'][number][] = [];
  for (const row of rows) {
    const problems = [...contradictions(row.job), ...commandProblems(row.job, state.commandsNeed(), actor)];
    if (problems.length > 0) rejected.push({ line: row.line, id: row.job.id, problems });
    else if (copiesOf(row.job).some(({ id }) => copies.has(id)))
      rejected.push({ line: row.line, id: row.job.id, problems: [TWICE] });
    else for (const job of copiesOf(row.job)) copies.set(job.id, { ...row, job });
  }
  const { context } = state;
  const nowMs = context.clock.now();
  const taken = await inTransaction(context.db, async (trx) => {
    const store = storeDb(trx);
    const outcome = await acceptJobs(
      store,
      [...copies.values()].map(({ job }) => newJob(job)),
      'api',
      nowMs,
    );
    await appendJobEvents(
      store,
      outcome.added.map((id) => told(id, nowMs, 'submitted', [], actor.name)),
    );
    if (outcome.added.length > 0) {
      await context.audit.append(trx, {
        actor: actor.name,
        action: 'job.submit',
        subject: outcome.added.length === 1 ? outcome.added[0]! : `${outcome.added.length} jobs`,
        detail: { jobs: outcome.added.length, first: outcome.added.slice(0, 20) },
      });
    }
    return outcome;
  });
  if (taken.added.length > 0) {
    context.events.publish('dispatch.jobs', { added: taken.added.length });
    state.cycle?.wake();
  }
  for (const id of taken.conflicts) {
    rejected.push({ line: copies.get(id)?.line ?? null, id, problems: [CONFLICT] });
  }
  return { accepted: taken.accepted, rejected };
}

const TWICE: InputProblem = {
  field: 'id',
  message: 'is given twice in this submission',
  remedy: 'Give each job its own id.',
};
const CONFLICT: InputProblem = {
  field: 'id',
  message: 'is taken by a job with other content',
  remedy: 'Choose another id, or submit the same content again.',
};

/** A command runs as the server's own user: whoever sends one can do what an administrator can. */
function commandProblems(job: Job, needed: Role, actor: Actor): InputProblem[] {
  if (job.command === undefined || roleReaches(actor.role, needed)) return [];
  return [
    {
      field: 'command',
      message: `needs the role ${needed}; ${actor.name} is ${actor.role}`,
      remedy:
        'Leave it out (the twin then stands for the job), ask an administrator to submit it, or have the centre started with WATTBIT_COMMANDS=operator.',
    },
  ];
}

/** What a schema cannot say: instants in the wrong order. */
function contradictions(job: Job): InputProblem[] {
  const startMs = Date.parse(job.earliestStartAt ?? job.submittedAt);
  if (Date.parse(job.latestEndAt) > startMs) return [];
  return [
    {
      field: 'latestEndAt',
      message: `is not after the earliest start (${job.earliestStartAt ?? job.submittedAt})`,
      remedy: 'Write a latest end that comes after the earliest start.',
    },
  ];
}
