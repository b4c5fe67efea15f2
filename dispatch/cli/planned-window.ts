import { type PlannedWindow, planWindow } from '#dispatch/cycle';
import type { Job } from '#dispatch/domain';
import { PlanningStopped, type PlanStage } from '#dispatch/optimise';
import type { Scenario } from '#dispatch/sources';
import { startProgress, type Terminal } from '#platform/cli-shell';
import { AppError } from '#platform/errors';
import type { PlanOptions } from './plan-options.ts';
import { stoppedRefusal } from './stopped-refusal.ts';
import type { CliTools, ShardWish } from './tools.ts';
import { PLAN_STAGES } from './words.ts';

export type WindowOptions = Pick<
  PlanOptions,
  | 'from'
  | 'hours'
  | 'objective'
  | 'foresight'
  | 'coverJobs'
  | 'expand'
  | 'shards'
  | 'shardDatabase'
  | 'timeLimit'
>;

/** What to build is looked for with several plans, and nobody waits for it on the clock. */
const PLANNING_S = 50;
const EXPANDING_S = 150;

/** Plans one window in a thread of its own, with its progress shown; Ctrl-C cancels it. No plan is a refusal. */
export async function plannedWindow(
  options: WindowOptions,
  scenario: Scenario,
  jobs: readonly Job[] | undefined,
  terminal: Terminal,
  tools: CliTools,
): Promise<PlannedWindow> {
  const planner = await tools.startPlanner(shardsOf(options));
  const startedMs = performance.now();
  const progress = startProgress(terminal, PLAN_STAGES.read[terminal.language]);
  let cancelled = false;
  const cancel = (): void => {
    cancelled = true;
  };
  process.once('SIGINT', cancel);
  try {
    return await planWindow({
      scenario,
      fromMs: options.from,
      hours: options.hours,
      objective: options.objective,
      foresight: options.foresight,
      ...(jobs === undefined ? {} : { jobs }),
      ...(options.coverJobs === true ? { coverJobs: true } : {}),
      ...(options.expand === true ? { expands: true } : {}),
      planner: planner.plan,
      control: {
        progress: (stage: PlanStage, ratio) => progress.show(ratio, PLAN_STAGES[stage][terminal.language]),
        elapsedS: () => (performance.now() - startedMs) / 1000,
        timeLimitS: options.timeLimit ?? (options.expand === true ? EXPANDING_S : PLANNING_S),
        isCancelled: () => cancelled,
      },
    });
  } catch (error) {
    throw error instanceof PlanningStopped ? stoppedRefusal(error, terminal.language) : error;
  } finally {
    process.removeListener('SIGINT', cancel);
    progress.end();
    await planner.close();
  }
}

const shardsOf = ({ shards = 1, shardDatabase }: WindowOptions): ShardWish => {
  if (shardDatabase !== undefined && shards < 2)
    throw new AppError({
      code: 'shards-missing',
      kind: 'invalid-input',
      message: '--shard-database was given without parts to share out.',
      remedy: 'Say how many: --shards 2 or more, best one a process.',
    });
  return { shardCount: shards, databaseUrl: shardDatabase ?? null };
};
