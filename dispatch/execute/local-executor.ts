import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { AppError } from '#platform/errors';
import type { Executor, LocalExecutorOptions, RunOrder, RunStatus } from './executor.ts';
import { type LocalRun, localRun } from './local-run.ts';
import { sessionUses, signalGroup } from './processes.ts';
import { attemptsIn, runFolder } from './run-folder.ts';

const RUNNER = fileURLToPath(new URL('./runner.mjs', import.meta.url));
const DEFAULT_OUTPUT_LIMIT_BYTES = 2 ** 20;
const DEFAULT_STOP_GRACE_MS = 10_000;
/** How long a start or stop is watched before its present state is given back. */
const WATCH_MS = 5_000;
const LOOK_EVERY_MS = 15;
const OUTPUT_TAIL_BYTES = 16_384;

/**
 * Starts real processes on this machine. Each run belongs to a small runner of its own that outlives the server;
 * a new executor on the same folder finds every run again.
 */
export function createLocalExecutor(options: LocalExecutorOptions): Executor {
  const clockMsOf = options.clockMsOf ?? ((wallMs: number) => wallMs);
  const graceMs = options.stopGraceMs ?? DEFAULT_STOP_GRACE_MS;
  const runs = new Map<string, LocalRun>();
  const runOf = (attemptId: string): LocalRun => {
    let run = runs.get(attemptId);
    if (run === undefined) {
      run = localRun(runFolder(options.runsFolder, attemptId), clockMsOf, graceMs);
      runs.set(attemptId, run);
    }
    return run;
  };
  const known = (attemptId: string): LocalRun => {
    const run = runOf(attemptId);
    if (!run.folder.exists()) throw unknownRun(attemptId);
    return run;
  };
  return {
    id: 'local',
    start: (order) => start(runOf(order.attemptId), order, options),
    async pause(attemptId) {
      const run = known(attemptId);
      run.note('paused', (pid) => signalGroup(pid, 'SIGSTOP'));
      return run.status(sessionUses());
    },
    async resume(attemptId) {
      const run = known(attemptId);
      run.note('resumed', (pid) => signalGroup(pid, 'SIGCONT'));
      return run.status(sessionUses());
    },
    async stop(attemptId, reason) {
      const run = known(attemptId);
      run.askToStop(reason);
      return watch(run, graceMs + WATCH_MS, (status) => status.endedAtMs !== null);
    },
    async observe(attemptIds) {
      const uses = sessionUses();
      const attempts = (attemptIds ?? attemptsIn(options.runsFolder)).map(runOf);
      // An order that no runner has claimed is no run yet: a start that a crash cut short is made anew.
      return attempts.filter((run) => run.folder.isClaimed()).map((run) => run.status(uses));
    },
    async output(attemptId) {
      const run = runOf(attemptId);
      return run.folder.exists() ? outputTail(run.folder.path) : null;
    },
  };
}

async function start(run: LocalRun, order: RunOrder, options: LocalExecutorOptions): Promise<RunStatus> {
  if (order.command === undefined) {
    throw new AppError({
      code: 'order-without-command',
      kind: 'invalid-input',
      message: `The job "${order.jobId}" has no command, so there is nothing to run on this machine.`,
      remedy: 'Give it a command, or let the twin executor stand for it.',
    });
  }
  const environment = environmentOf(order, options, path.join(run.folder.path, 'work'));
  const outputLimitBytes = options.outputLimitBytes ?? DEFAULT_OUTPUT_LIMIT_BYTES;
  if (!run.folder.writeOnce('order.json', { ...order, environment, outputLimitBytes })) {
    refuseOtherOrder(run.folder.read('order.json')!, order);
  }
  if (!run.folder.isClaimed()) {
    const runner = spawn(process.execPath, [RUNNER, run.folder.path], {
      detached: true,
      stdio: 'ignore',
      cwd: run.folder.path,
      env: { PATH: process.env.PATH ?? '' },
    });
    await new Promise<void>((resolve, reject) => runner.once('spawn', resolve).once('error', reject));
    runner.unref();
  }
  return watch(run, WATCH_MS, (status) => status.state !== 'starting');
}

/** Nothing of the server's own environment but where programs are found and the language. */
function environmentOf(order: RunOrder, options: LocalExecutorOptions, home: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin',
    HOME: home,
    LANG: process.env.LANG ?? 'C.UTF-8',
    ...options.environment,
    WATTBIT_JOB_ID: order.jobId,
    WATTBIT_ATTEMPT_ID: order.attemptId,
    WATTBIT_SITE_ID: order.siteId,
    WATTBIT_POOL_ID: order.poolId,
    WATTBIT_UNITS: String(order.units),
    WATTBIT_POWER_RATIO: String(order.powerRatio),
  };
}

function refuseOtherOrder(existing: RunOrder, order: RunOrder): void {
  const same =
    existing.jobId === order.jobId && JSON.stringify(existing.command) === JSON.stringify(order.command);
  if (same) return;
  throw new AppError({
    code: 'attempt-id-taken',
    kind: 'conflict',
    message: `The attempt "${order.attemptId}" already runs another command.`,
    remedy: 'Use a new attempt id for each try of each job.',
  });
}

async function watch(
  run: LocalRun,
  longestMs: number,
  isDone: (status: RunStatus) => boolean,
): Promise<RunStatus> {
  const looks = Math.ceil(longestMs / LOOK_EVERY_MS);
  let status = run.status(new Map());
  for (let look = 0; look < looks && !isDone(status); look++) {
    await wait(LOOK_EVERY_MS);
    status = run.status(new Map());
  }
  return run.status(sessionUses());
}

function outputTail(folder: string): string | null {
  const parts = ['stdout.txt', 'stderr.txt'].flatMap((name) => {
    try {
      const bytes = fs.readFileSync(path.join(folder, name));
      return bytes.length === 0 ? [] : [bytes.subarray(-OUTPUT_TAIL_BYTES).toString('utf8')];
    } catch {
      return [];
    }
  });
  return parts.length === 0 ? null : parts.join('\n');
}

export const unknownRun = (attemptId: string): AppError =>
  new AppError({
    code: 'run-unknown',
    kind: 'not-found',
    message: `No run "${attemptId}" is known here.`,
    remedy: 'List the jobs to see which runs exist.',
  });
