import type { Plan, Problem } from '#dispatch/domain';
import type { PlanControl } from './contract.ts';
import { reportPlan } from './report/report-plan.ts';
import type { ShardPool } from './shards/shard-pool.ts';
import { solveProblem } from './solve-problem.ts';
import type { LpSolver } from './solvers/lp-solver.ts';
import { solveWithUnitsThatPay } from './units-that-pay.ts';

/**
 * The main job: a problem in numbers becomes a plan with its proof. Power and work are co-dispatched as a fluid, prices
 * split the jobs, every job is placed in the room there is (or refused with the reason), the power side is dispatched
 * around the placed work, and the Lagrangian bound says how much better any schedule of these jobs could be.
 * Where there are very many jobs the shards of a pool answer and move theirs side by side.
 * Throws `PlanningStopped` only when there is no plan at all.
 */
export const planProblem = async (
  problem: Problem,
  solver: LpSolver,
  control: PlanControl,
  pool: ShardPool | null = null,
): Promise<Plan> => {
  const maybeAdded = problem.pools.some((pool) => pool.expansion !== undefined);
  const solved = (maybeAdded ? solveWithUnitsThatPay : solveProblem)(problem, solver, control, pool);
  try {
    control.progress('report', 0.95);
    return reportPlan(solved);
  } finally {
    solved.dispatch.dispose();
    control.progress('report', 1);
  }
};
