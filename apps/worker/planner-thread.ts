import { parentPort } from 'node:worker_threads';
import {
  type LpSolver,
  type PlanFailure,
  PlanningStopped,
  planProblem,
  repairPlan,
} from '#dispatch/optimise';
import { openSolver } from '../native/index.ts';
import type { PlanOrder, PlanReply } from './messages.ts';

/** Loaded once and kept: a cold WebAssembly instance costs a second of compilation. */
const solver: Promise<LpSolver> = openSolver(process.env.WATTBIT_HIGHS);

parentPort?.on('message', async (order: PlanOrder) => {
  try {
    const plan =
      order.kept === null
        ? await planProblem(order.problem, await solver, controlOf(order))
        : await repairPlan(order.problem, order.kept, await solver, controlOf(order));
    reply({ kind: 'plan', id: order.id, plan });
  } catch (error) {
    reply({ kind: 'stopped', id: order.id, ending: endingOf(error) });
  }
});

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
