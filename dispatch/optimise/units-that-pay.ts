import type { Problem } from '#dispatch/domain';
import { type PlanControl, PlanningStopped } from './contract.ts';
import type { ShardPool } from './shards/shard-pool.ts';
import { solveProblem } from './solve-problem.ts';
import type { Solved } from './solved.ts';
import type { LpSolver } from './solvers/lp-solver.ts';

/** Shares of the added units with which placement is tried again; after the half comes the quarter on its better side. */
const NONE = 0;
const HALF = 0.5;
/** The first plan gets this share of the time, the others the rest in equal parts. */
const FIRST_TIME = 0.5;
const FURTHER_PLANS = 3;
const LEAST_S = 2;

/**
 * Placement fills whatever room there is, so where units may be added it takes more of them than pay. The problem is
 * therefore solved again with less room to place work in: none of the units that the first plan added, half, and a
 * quarter more or less. The model, and with it the bound, stays that of all units that may be added.
 */
export const solveWithUnitsThatPay = (
  problem: Problem,
  solver: LpSolver,
  control: PlanControl,
  pool: ShardPool | null,
): Solved => {
  const solve = (variant: Problem, part: PlanControl): Solved => solveProblem(variant, solver, part, pool);
  const first = solve(problem, partOf(control, 0, FIRST_TIME));
  let best = first;
  let bestShare = 1;
  const added = addedUnits(first);
  const attempt = (share: number, turn: number): void => {
    const part = partOf(
      control,
      FIRST_TIME + (turn * (1 - FIRST_TIME)) / FURTHER_PLANS,
      (1 - FIRST_TIME) / FURTHER_PLANS,
    );
    if (part.timeLimitS - part.elapsedS() < LEAST_S || control.isCancelled()) return;
    const next = solvedOrNull(() => solve(withRoom(problem, added, share), part));
    if (next === null) return;
    const [kept, dropped] = isBetter(next, best) ? [next, best] : [best, next];
    if (kept === next) bestShare = share;
    dropped.dispatch.dispose();
    best = withBetterBound(kept, dropped);
  };
  if (added.every((units) => units <= 0)) return first;
  attempt(NONE, 0);
  attempt(HALF, 1);
  if (bestShare > NONE) attempt(bestShare === HALF ? HALF / 2 : (1 + HALF) / 2, 2);
  return best;
};

/** A further plan that does not come about leaves the one there is; only a cancelled search ends it all. */
const solvedOrNull = (solve: () => Solved): Solved | null => {
  try {
    return solve();
  } catch (error) {
    if (error instanceof PlanningStopped && error.ending.kind !== 'cancelled') return null;
    throw error;
  }
};

/** The model is one and the same, so where all jobs are placed the bound of one plan holds for the other. */
const withBetterBound = (kept: Solved, dropped: Solved): Solved =>
  kept.plan.unplaced.length > 0 || dropped.plan.unplaced.length > 0 || dropped.boundWeight <= kept.boundWeight
    ? kept
    : { ...kept, boundWeight: dropped.boundWeight };

/** Units beyond the least that a pool must have, as the plan uses them; 0 where nothing may be added. */
const addedUnits = ({ power, plan }: Solved): readonly number[] =>
  power.problem.pools.map(({ id, expansion }) => {
    const chosen = power.decisions.capacities.find(
      (entry) => entry.quantity === 'capacityUnits' && entry.element === id,
    );
    if (expansion === undefined || chosen === undefined) return 0;
    return plan.dispatch.primal[chosen.decision.first]! - expansion.minimum;
  });

/** The same problem, with room for work on that share of the units that were added. */
const withRoom = (problem: Problem, added: readonly number[], share: number): Problem => ({
  ...problem,
  pools: problem.pools.map((pool, p) =>
    pool.expansion === undefined
      ? pool
      : { ...pool, roomUnits: pool.expansion.minimum + Math.floor(share * added[p]! + 1e-6) },
  ),
});

const isBetter = (one: Solved, other: Solved): boolean => {
  const fewer = other.plan.unplaced.length - one.plan.unplaced.length;
  return fewer > 0 || (fewer === 0 && one.plan.dispatch.weight < other.plan.dispatch.weight);
};

/** A control of a stretch of the time there is, beginning now. */
const partOf = (control: PlanControl, from: number, share: number): PlanControl => {
  const beganS = control.elapsedS();
  const untilS = control.timeLimitS * (from + share);
  return {
    timeLimitS: untilS - beganS,
    elapsedS: () => control.elapsedS() - beganS,
    isCancelled: () => control.isCancelled(),
    progress: (stage, ratio) => control.progress(stage, from + share * ratio),
  };
};
