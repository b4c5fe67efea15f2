import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Db } from '#platform/db';
import { AppError, problemsFromZod } from '#platform/errors';
import { invariant } from '#units';
import type { JobOptions, Jobs, SubmitOptions } from './job-types.ts';
import { JOBS_CHANNEL } from './migrations.ts';
import type { Definition, JobsParts } from './parts.ts';
import { createQueue, type Queue } from './queue.ts';
import * as store from './run-store.ts';
import { createWorker, type Worker } from './worker.ts';

/** The door of the rooms, and the two ends that only the hall uses. */
export interface JobsService extends Jobs {
  /** Begins to work, first on what a centre that died left running. */
  start(): Promise<void>;
  /** Asks running handlers to end; what does not end in time runs again after the next start. */
  stop(): Promise<void>;
}

const DEFAULTS: Required<JobOptions> = { retryLimit: 0, concurrency: 1, expireSeconds: 3_600 };
const KEPT_MS = 30 * 24 * 3_600_000;

export function createJobs(parts: JobsParts): JobsService {
  const definitions = new Map<string, Definition>();
  const queue = createQueue(parts.pool, parts.log);
  const workers = new Map<string, Worker>();
  let stopListening = async () => {};

  return {
    define: (name, schema, handler, options = {}) => {
      invariant(!definitions.has(name), `the job ${name} is defined once`);
      invariant(workers.size === 0, `the job ${name} is defined before the start`);
      definitions.set(name, { name, schema, handler, options: { ...DEFAULTS, ...options } });
    },
    submit: (name, data, options) => submit(parts, queue, definitions.get(name), name, data, options),
    get: (id) => store.readRun(parts.db, id),
    list: ({ name, limit }) => store.readRuns(parts.db, name, limit),
    cancel: (id, reason) => cancel(parts, queue, workers, id, reason),
    start: async () => {
      const kinds = [...definitions.values()];
      await queue.start(kinds.map(({ name, options }) => ({ name, retryLimit: options.retryLimit })));
      await takeOrphansBack(parts, queue);
      await store.forgetEndedBefore(parts.db, parts.clock.now() - KEPT_MS);
      for (const definition of kinds) workers.set(definition.name, createWorker(parts, queue, definition));
      stopListening = await parts.listen(JOBS_CHANNEL, (name) => workers.get(name)?.wake());
    },
    stop: async () => {
      await stopListening();
      await Promise.all([...workers.values()].map((worker) => worker.stop()));
      await queue.stop();
    },
  };
}

async function submit(
  parts: JobsParts,
  queue: Queue,
  definition: Definition | undefined,
  name: string,
  data: unknown,
  { submittedBy, trx }: SubmitOptions,
): Promise<string> {
  invariant(definition, `the job ${name} is defined`);
  const parsed = definition.schema.safeParse(data);
  if (!parsed.success) throw dataRefused(name, parsed.error.issues);
  const id = randomUUID();
  const write = async (db: Db) => {
    await store.insertRun(db, { id, name, data, submittedBy, atMs: parts.clock.now() });
    await queue.add(db, name, id);
  };
  await (trx ? write(trx) : parts.db.transaction().execute(write));
  return id;
}

async function cancel(
  parts: JobsParts,
  queue: Queue,
  workers: ReadonlyMap<string, Worker>,
  id: string,
  reason: string,
): Promise<boolean> {
  const run = await store.readRun(parts.db, id);
  if (!run) return false;
  const ended = await parts.db.transaction().execute(async (trx) => {
    const done = await store.endRun(trx, id, { state: 'cancelled', error: reason, atMs: parts.clock.now() });
    if (done) await queue.cancel(trx, run.name, id);
    return done;
  });
  if (ended) workers.get(run.name)?.abort(id, reason);
  return ended;
}

/** One centre a database: what is marked as running while we start was left by one that died. */
async function takeOrphansBack(parts: JobsParts, queue: Queue): Promise<void> {
  for (const { id, name } of await store.orphanedRuns(parts.db)) {
    await queue.giveBack(name, id);
    await store.takeBack(parts.db, id);
    parts.log.info({ job: id, name }, 'a background job of a centre that died goes on');
  }
}

const dataRefused = (name: string, issues: readonly z.core.$ZodIssue[]): AppError =>
  new AppError({
    code: 'job-data-invalid',
    kind: 'invalid-input',
    message: `The data of the background job ${name} are wrong.`,
    remedy: 'Correct each of the problems.',
    problems: problemsFromZod(issues),
  });
