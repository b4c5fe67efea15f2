import { type CaseAnswer, solveCase } from '#dispatch/cycle';
import { PlanningStopped } from '#dispatch/optimise';
import { readCase } from '#dispatch/sources';
import { startProgress, type Terminal } from '#platform/cli-shell';
import { ERROR_KINDS } from '#platform/errors';
import type { SolveOptions } from './solve-options.ts';
import { solveText } from './solve-text.ts';
import { stoppedRefusal } from './stopped-refusal.ts';
import type { CliTools } from './tools.ts';

/** Reads, solves and prints. A case without a dispatch is an answer too, with the exit code of a conflict. */
export async function runSolve(
  path: string,
  options: SolveOptions,
  terminal: Terminal,
  tools: CliTools,
): Promise<void> {
  const given = await readCase(
    path,
    options.convention === undefined ? {} : { convention: options.convention },
  );
  const answer = await solved(given, options, terminal, tools);
  if (options.json === true) terminal.print(JSON.stringify(answer));
  else for (const line of solveText(answer, terminal)) terminal.print(line);
  process.exitCode = exitCodeOf(answer.status);
}

const exitCodeOf = (status: CaseAnswer['status']): number => {
  switch (status) {
    case 'optimal':
    case 'feasible':
      return 0;
    case 'infeasible':
    case 'unbounded':
      return ERROR_KINDS.conflict.exitCode;
    case 'timeLimit':
    case 'failed':
      return ERROR_KINDS.unavailable.exitCode;
  }
};

async function solved(
  given: Awaited<ReturnType<typeof readCase>>,
  options: SolveOptions,
  terminal: Terminal,
  tools: CliTools,
): Promise<CaseAnswer> {
  const planner = await tools.startPlanner();
  const startedMs = performance.now();
  const progress = startProgress(terminal, terminal.language === 'zh' ? '求解' : 'solving');
  let cancelled = false;
  const cancel = (): void => {
    cancelled = true;
  };
  process.once('SIGINT', cancel);
  try {
    return await solveCase(given, planner.dispatchPower, {
      elapsedS: () => (performance.now() - startedMs) / 1000,
      timeLimitS: options.timeLimit,
      isCancelled: () => cancelled,
    });
  } catch (error) {
    throw error instanceof PlanningStopped ? stoppedRefusal(error, terminal.language) : error;
  } finally {
    process.removeListener('SIGINT', cancel);
    progress.end();
    await planner.close();
  }
}
