import type { Problem } from '#dispatch/domain';
import { buildBidTable } from './bids/build-table.ts';
import { timeGridOf } from './bids/time-grid.ts';
import type { PlanControl } from './contract.ts';
import { weighingOf } from './objective/objective.ts';
import { PowerDispatch } from './placement/power-dispatch.ts';
import { buildPowerModel } from './power-model.ts';
import type { ShardPool } from './shards/shard-pool.ts';
import { shardedWork } from './shards/sharded-work.ts';
import type { Solved } from './solved.ts';
import type { LpSolver } from './solvers/lp-solver.ts';
import { inParts } from './solvers/split-solver.ts';
import { Solving } from './solving.ts';

/** Solves a problem to an incumbent and a bound. Throws `PlanningStopped` when the physics alone cannot hold. */
export const solveProblem = (
  problem: Problem,
  given: LpSolver,
  control: PlanControl,
  pool: ShardPool | null = null,
): Solved => {
  control.progress('build', 0);
  const weighing = weighingOf(problem);
  const table = buildBidTable(problem, timeGridOf(problem), weighing);
  const power = buildPowerModel(problem, table);
  const dispatch = new PowerDispatch(power, inParts(given), weighing);
  const shards = shardedWork(problem, table, pool, {
    secondsLeft: () => control.timeLimitS - control.elapsedS(),
    isCancelled: control.isCancelled,
  });
  try {
    return new Solving(given, control, weighing, power, dispatch, shards).run();
  } catch (error) {
    dispatch.dispose();
    throw error;
  } finally {
    shards?.dispose();
  }
};
