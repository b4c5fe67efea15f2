import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '#platform/errors';
import type { JobControl } from './job-types.ts';
import type { Definition, JobsParts } from './parts.ts';
import type { Queue } from './queue.ts';
import * as store from './run-store.ts';

/** Runs one kind of job, as many at once as it allows. */
export interface Worker {
  /** Looks for work now instead of at the next poll. */
  wake(): void;
  abort(id: string, reason: string): void;
  stop(): Promise<void>;
}

/** A notice wakes workers at once; the poll catches retries and lost notices. */
const POLL_MS = 2_000;
const STOP_WITHIN_MS = 5_000;
const PROGRESS_EVERY_MS = 200;
const WRITE_AGAIN_MS = 1_000;

export function createWorker(parts: JobsParts, queue: Queue, definition: Definition): Worker {
  const running = new Map<string, { controller: AbortController; ended: Promise<void> }>();
  let stopping = false;
  let looking = false;
  let again = false;

  async function look(): Promise<void> {
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    try {
      do {
        again = false;
        await takeWhatFits();
      } while (again);
    } catch (error) {
      parts.log.warn({ err: error, job: definition.name }, 'the queue could not be read; it is tried again');
    } finally {
      looking = false;
    }
  }
  async function takeWhatFits(): Promise<void> {
    while (!stopping && running.size < definition.options.concurrency) {
      const id = await queue.take(definition.name);
      if (id === null) return;
      const controller = new AbortController();
      const ended = runOnce(parts, queue, definition, id, controller, () => stopping).finally(() => {
        running.delete(id);
        void look();
      });
      running.set(id, { controller, ended });
    }
  }
  const timer = setInterval(() => void look(), POLL_MS);
  timer.unref();
  void look();
  return {
    wake: () => void look(),
    abort: (id, reason) => running.get(id)?.controller.abort(new Error(reason)),
    stop: async () => {
      stopping = true;
      clearInterval(timer);
      const left = [...running.values()];
      for (const { controller } of left) controller.abort(new Error('the centre stops'));
      const limit = new Promise((resolve) => setTimeout(resolve, STOP_WITHIN_MS).unref());
      await Promise.race([Promise.all(left.map(({ ended }) => ended)), limit]);
    },
  };
}

async function runOnce(
  parts: JobsParts,
  queue: Queue,
  definition: Definition,
  id: string,
  controller: AbortController,
  isStopping: () => boolean,
): Promise<void> {
  const { name, options } = definition;
  const limit = setTimeout(
    () => controller.abort(tookTooLong(options.expireSeconds)),
    options.expireSeconds * 1_000,
  );
  let write: () => Promise<void>;
  try {
    const begun = await store.beginRun(parts.db, id);
    if (!begun) return;
    const data = definition.schema.parse(begun.data) as never;
    const result = await definition.handler(data, controlOf(parts, id, begun.attempt, controller.signal));
    write = () => succeed(parts, queue, name, id, result);
  } catch (error) {
    // Left as running: the next start gives it back to the queue.
    if (isStopping()) return;
    if (!(error instanceof AppError))
      parts.log.error({ err: error, job: id, name }, 'a background job failed');
    write = () => fail(parts, queue, name, id, error);
  } finally {
    clearTimeout(limit);
  }
  await untilWritten(parts, write, isStopping);
}

/** An ending is not lost because the database is away for a while. */
async function untilWritten(
  parts: JobsParts,
  write: () => Promise<void>,
  isStopping: () => boolean,
): Promise<void> {
  for (;;) {
    try {
      return await write();
    } catch (error) {
      if (isStopping()) return;
      parts.log.warn(
        { err: error },
        'the ending of a background job could not be written; it is tried again',
      );
      await sleep(WRITE_AGAIN_MS);
    }
  }
}

const succeed = (parts: JobsParts, queue: Queue, name: string, id: string, result: unknown): Promise<void> =>
  parts.db.transaction().execute(async (trx) => {
    await store.endRun(trx, id, { state: 'done', result, atMs: parts.clock.now() });
    await queue.complete(trx, name, id);
  });

async function fail(parts: JobsParts, queue: Queue, name: string, id: string, error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  await parts.db.transaction().execute(async (trx) => {
    const outcome = await queue.fail(trx, name, id);
    if (outcome === 'retry') await store.requeueRun(trx, id, message);
    else await store.endRun(trx, id, { state: 'failed', error: message, atMs: parts.clock.now() });
  });
}

/** Progress is written at most a few times a second, the last word of a stage always. */
function controlOf(parts: JobsParts, id: string, attempt: number, signal: AbortSignal): JobControl {
  let lastStage = '';
  let lastMs = 0;
  return {
    id,
    attempt,
    signal,
    progress: async (stage, ratio) => {
      const nowMs = parts.clock.now();
      if (stage === lastStage && ratio < 1 && nowMs - lastMs < PROGRESS_EVERY_MS) return;
      lastStage = stage;
      lastMs = nowMs;
      await store.noteProgress(parts.db, id, stage, ratio);
    },
  };
}

const tookTooLong = (seconds: number): Error => new Error(`It took longer than its limit of ${seconds} s.`);
