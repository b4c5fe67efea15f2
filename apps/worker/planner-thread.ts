import { parentPort } from 'node:worker_threads';
import type { Plan } from '#dispatch/domain';
import {
  type LpSolver,
  type PlanFailure,
  PlanningStopped,
  type PowerSolution,
  PowerSolver,
  planProblem,
  repairPlan,
} from '#dispatch/optimise';
import { openSolver } from '../native/index.ts';
import { threadSettings } from './blocking-thread.ts';
import type { PlanOrder, PlanReply } from './messages.ts';
import { shardPool } from './shard-pool.ts';

const shards = shardPool(threadSettings());

/** Loaded once and kept: a cold WebAssembly instance costs a second of compilation. */
const solver: Promise<LpSolver> = openSolver(process.env.WATTBIT_HIGHS);

parentPort?.on('message', async (order: PlanOrder) => {
  try {
    reply({ kind: 'answer', id: order.id, answer: await answerTo(order, await solver) });
  } catch (error) {
    reply({ kind: 'stopped', id: order.id, ending: endingOf(error) });
  }
});

const answerTo = async (order: PlanOrder, lpSolver: LpSolver): Promise<Plan | PowerSolution> => {
  const { wanted, problem } = order;
  switch (wanted.kind) {
    case 'plan':
      return planProblem(problem, lpSolver, controlOf(order), shards);
    case 'repair':
      return repairPlan(problem, wanted.kept, lpSolver, controlOf(order));
    case 'power':
      return powerOf(order, wanted.gapRatio, lpSolver);
  }
};

const powerOf = (order: PlanOrder, gapRatio: number | undefined, lpSolver: LpSolver): PowerSolution => {
  const { elapsedS, timeLimitS, isCancelled } = controlOf(order);
  const power = new PowerSolver(lpSolver);
  try {
    const limits = { timeLimitS: timeLimitS - elapsedS(), isCancelled };
    return power.solve(order.problem, gapRatio === undefined ? limits : { ...limits, gapRatio });
  } finally {
    power.dispose();
  }
};

const endingOf = (error: unknown): PlanFailure => {
  if (error instanceof PlanningStopped) return error.ending;
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { kind: 'failed', detail };
};

const controlOf = (order: PlanOrder) => {
  const startedAt = performance.now() - order.elapsedS * 1000;
  const flag = new Int32Array(order.cancelFlag);
  return {
    progress: (stage: Extract<PlanReply, { kind: 'progress' }>['stage'], ratio: number): void =>
      reply({ kind: 'progress', id: order.id, stage, ratio }),
    elapsedS: (): number => (performance.now() - startedAt) / 1000,
    timeLimitS: order.timeLimitS,
    isCancelled: (): boolean => Atomics.load(flag, 0) !== 0,
  };
};

function reply(message: PlanReply): void {
  parentPort?.postMessage(message);
}
