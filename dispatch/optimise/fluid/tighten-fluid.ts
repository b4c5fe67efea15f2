import type { Bilingual } from '#units';
import { bidGroups } from '../bound/groups.ts';
import { type LagrangianBound, lagrangianBound } from '../bound/lagrangian-bound.ts';
import { tighten } from '../bound/tighten.ts';
import { WorkMaster } from '../bound/work-master.ts';
import type { Weighing } from '../objective/objective.ts';
import type { Dispatch } from '../placement/power-dispatch.ts';
import type { WorkSnapshot, WorkState } from '../placement/work-state.ts';
import { buildPowerModel, type PowerModel } from '../power-model.ts';
import type { LpData, LpSolver } from '../solvers/lp-solver.ts';
import { batchLoad, type FluidTarget } from './solve-fluid.ts';

export interface TightenInput {
  /** Schedules that fit; the master starts from their mixtures. */
  readonly schedules: readonly WorkSnapshot[];
  /** A state in which schedules can be looked at. */
  readonly state: WorkState;
  /** The power side around the best of them. */
  readonly dispatch: Dispatch;
  readonly data: LpData;
  secondsLeft(): number;
  isCancelled(): boolean;
  onRound(round: number, value: number, bound: number): void;
  progress(ratio: number): void;
}

const GROUPS = 240;
const ROUNDS = 10;
const MASTER_GAP_RATIO = 1e-4;

/**
 * Replaces the relaxation of the classes by what the bids can really do: rounds of answers to prices, beginning from the
 * schedules found so far and from the better of two vectors of duals, the classes' and those of the best plan's dispatch.
 */
export const tightenFluid = (
  power: PowerModel,
  weighing: Weighing,
  solver: LpSolver,
  fluid: FluidTarget,
  input: TightenInput,
): FluidTarget => {
  const groups = bidGroups(power.table, fluid.relaxed, GROUPS);
  const withWork = buildPowerModel(power.problem, power.table);
  const master = new WorkMaster(withWork, weighing, fluid.exactClasses, groups, solver);
  try {
    for (const schedule of input.schedules) {
      input.state.restore(schedule);
      master.addSchedule(input.state);
    }
    const around = lagrangianBound(power, input.data, weighing, input.dispatch.duals);
    const result = tighten(power, input.data, weighing, master, better(around, fluid.bound), {
      rounds: ROUNDS,
      gapRatio: MASTER_GAP_RATIO,
      secondsLeft: input.secondsLeft,
      isCancelled: input.isCancelled,
      onRound: (round, value, bound) => {
        input.onRound(round, value, bound);
        input.progress(round / ROUNDS);
      },
    });
    if (result.master === null)
      return { ...fluid, bound: result.bound, degraded: fluid.degraded ?? notTightened };
    const { primal } = result.master;
    const targetItMw = batchLoad(power, primal);
    return { ...fluid, bound: result.bound, targetItMw, primal, shares: master.shares, degraded: null };
  } finally {
    master.dispose();
  }
};

const notTightened: Bilingual = {
  zh: '时限内未能收紧下界；方案可行，但给出的差距偏大。',
  en: 'The bound could not be tightened in time: the plan holds, but its gap is stated too wide.',
};

const better = (a: LagrangianBound, b: LagrangianBound): LagrangianBound => (a.value >= b.value ? a : b);
