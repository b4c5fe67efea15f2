import type { Problem } from '#dispatch/domain';
import { type Bilingual, invariant } from '#units';
import type { LagrangianBound } from './bound/lagrangian-bound.ts';
import type { Weighing } from './objective/objective.ts';
import type { Baseline } from './placement/place-work.ts';
import type { Dispatch, PowerDispatch } from './placement/power-dispatch.ts';
import type { Incumbent } from './placement/settle.ts';
import type { WorkState } from './placement/work-state.ts';
import type { PowerModel } from './power-model.ts';
import type { LpData } from './solvers/lp-solver.ts';

/** Everything the report is made of. */
export interface Solved {
  readonly problem: Problem;
  readonly power: PowerModel;
  readonly weighing: Weighing;
  readonly dispatch: PowerDispatch;
  readonly state: WorkState;
  readonly plan: Incumbent;
  readonly baseline: Baseline;
  readonly bound: LagrangianBound;
  /** The bound on schedules of the bids that are placed. */
  readonly boundWeight: number;
  readonly rounds: readonly SolveRound[];
  readonly modelSize: { readonly columns: number; readonly rows: number; readonly nonZeros: number };
  readonly degraded: Bilingual | null;
  /** Time for a last dispatch around the plan, never nothing. */
  secondsLeft(): number;
}
export interface SolveRound {
  readonly round: number;
  readonly value: number;
  readonly bound: number;
}

/** Rounding of a bound, relative to all that is paid and earned. */
const BOUND_TOLERANCE = 1e-6;

/** A bound above the plan by more than rounding is a mistake of this program, not a gap of zero. */
export const soundBound = (bound: number, { weight, primal }: Dispatch, { columnCost }: LpData): number => {
  const turnover = columnCost.reduce((sum, cost, column) => sum + Math.abs(cost * primal[column]!), 0);
  const rounding = BOUND_TOLERANCE * Math.max(1, turnover, Math.abs(weight));
  invariant(bound <= weight + rounding, `the bound ${bound} is not above the plan's value ${weight}`);
  return Math.min(bound, weight);
};
