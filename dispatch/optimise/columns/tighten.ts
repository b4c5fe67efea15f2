import { isClose } from '../bound/is-close.ts';
import { type LagrangianBound, lagrangianBound } from '../bound/lagrangian-bound.ts';
import type { Weighing } from '../objective/objective.ts';
import type { PowerModel } from '../power-model.ts';
import type { LpData, SolveLimits } from '../solvers/lp-solver.ts';
import type { MasterSolution, WorkMaster } from './work-master.ts';

export interface TightenLimits {
  readonly rounds: number;
  /** Stop when the master's optimum and the bound are this close, relative. */
  readonly gapRatio: number;
  secondsLeft(): number;
  isCancelled(): boolean;
  onRound(round: number, masterWeight: number, bound: number): void;
}
export interface Tightened {
  readonly bound: LagrangianBound;
  /** The master's last optimum: the load to follow and the prices that go with it. */
  readonly master: MasterSolution | null;
}

/**
 * How far from the best duals towards the master's the next prices are asked: full steps swing, tiny ones crawl.
 * Longer after a step that raised the bound, shorter after one that did not, which is tried once more with care.
 */
const STEP = { first: 0.35, least: 0.15, most: 0.8, longer: 1.3, shorter: 0.65, careful: 0.3 } as const;

/**
 * Raises the bound and finds the optimum over mixtures of real answers: column generation with prices smoothed between
 * those of the best bound and those of the master (Wentges 1997; "in-out" of Ben-Ameur and Neto 2007). A mixture of two
 * valid vectors of duals is evaluated without solving anything, so every round costs one warm master and few answers of
 * all bids. The master's own prices are asked as well: near the best ones alone, answers repeat before it is solved.
 */
export const tighten = (
  power: PowerModel,
  data: LpData,
  weighing: Weighing,
  master: WorkMaster,
  first: LagrangianBound,
  limits: TightenLimits,
): Tightened => {
  let best = first;
  let solution: MasterSolution | null = null;
  let step: number = STEP.first;
  master.addAnswers(best.prices);
  for (let round = 1; round <= limits.rounds; round++) {
    const next = master.solve(solveLimits(limits));
    if (next === null) break;
    solution = next;
    const at = (part: number): LagrangianBound =>
      lagrangianBound(power, data, weighing, between(best.duals, next.duals, part));
    const asked = at(step);
    const careful = asked.value > best.value ? asked : at(step * STEP.careful);
    const raised = asked.value > best.value;
    const own = at(1);
    step = Math.min(STEP.most, Math.max(STEP.least, step * (raised ? STEP.longer : STEP.shorter)));
    for (const tried of [careful, own]) if (tried.value > best.value) best = tried;
    const added = master.addAnswers(asked.prices) + master.addAnswers(own.prices);
    limits.onRound(round, solution.weight, best.value);
    if (added === 0 || isClose(solution.weight, best.value, limits.gapRatio)) break;
    if (limits.secondsLeft() <= 0 || limits.isCancelled()) break;
  }
  return { bound: best, master: solution };
};

const solveLimits = (limits: TightenLimits): Omit<SolveLimits, 'start'> => ({
  timeLimitS: limits.secondsLeft(),
  isCancelled: limits.isCancelled,
});

const between = (from: Float64Array, to: Float64Array, step: number): Float64Array =>
  from.map((value, row) => value + step * (to[row]! - value));
