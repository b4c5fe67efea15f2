import type { Bilingual } from '#units';
import { bidGroups } from '../bound/groups.ts';
import { type LagrangianBound, lagrangianBound } from '../bound/lagrangian-bound.ts';
import { tighten } from '../bound/tighten.ts';
import { WorkMaster } from '../bound/work-master.ts';
import type { Decision } from '../model/lp-model.ts';
import { constantWeight, type Weighing } from '../objective/objective.ts';
import type { Dispatch } from '../placement/power-dispatch.ts';
import type { WorkState } from '../placement/work-state.ts';
import { buildPowerModel, type PowerModel } from '../power-model.ts';
import type { LpData, LpSolver } from '../solvers/lp-solver.ts';
import { addWorkClasses } from './fluid-model.ts';
import { usualClassLimits, type WorkClass, workClasses } from './work-classes.ts';

/** Where the fluid optimum lies: the prices with their bound, the load to follow, and exact classes' own allocation. */
export interface FluidTarget {
  readonly bound: LagrangianBound;
  /** Batch IT power, [site] x period of horizon and tail. */
  readonly targetItMw: Float64Array;
  readonly exactClasses: readonly WorkClass[];
  readonly shares: readonly Decision<'share'>[];
  /** Values of the last fluid model's columns; the power side's come first. */
  readonly primal: Float64Array;
  readonly modelSize: { readonly columns: number; readonly rows: number; readonly nonZeros: number };
  readonly degraded: Bilingual | null;
}

export interface FluidInput {
  /** A schedule that is known to fit, null when there is none. */
  readonly schedule: WorkState | null;
  /** A dispatch without batch work, used when time allows nothing better. */
  readonly fallback: Dispatch;
  readonly data: LpData;
  secondsLeft(): number;
  isCancelled(): boolean;
  onRound(round: number, value: number, bound: number): void;
  progress(ratio: number): void;
}

const GROUPS = 240;
const ROUNDS = 14;
const MASTER_GAP_RATIO = 1e-4;
const MIN_SECONDS = 0.05;

/**
 * First the LP over classes of work at the resolution it can bear; then, where classes are not exact, rounds of answers
 * that replace the relaxation by what the bids can really do.
 */
export const solveFluid = (
  power: PowerModel,
  weighing: Weighing,
  solver: LpSolver,
  input: FluidInput,
): FluidTarget => {
  const classes = workClasses(power.table, usualClassLimits);
  const fluid = solveClasses(power, weighing, solver, classes, input);
  const first = lagrangianBound(power, input.data, weighing, fluid.duals);
  input.onRound(0, fluid.weight, first.value);
  const exactClasses = classes.filter((workClass) => workClass.exact);
  const others = classes.filter((workClass) => !workClass.exact).flatMap((workClass) => workClass.bids);
  if (others.length === 0 || input.secondsLeft() < MIN_SECONDS)
    return targetOf(power, fluid, first, exactClasses, fluid.shares, others.length > 0 && fluid.degraded);
  return tightenOver(power, weighing, solver, input, exactClasses, others, fluid, first);
};

interface FluidSolution {
  readonly weight: number;
  readonly primal: Float64Array;
  readonly duals: Float64Array;
  readonly shares: readonly Decision<'share'>[];
  readonly size: FluidTarget['modelSize'];
  readonly degraded: boolean;
}

const solveClasses = (
  power: PowerModel,
  weighing: Weighing,
  solver: LpSolver,
  classes: readonly WorkClass[],
  input: FluidInput,
): FluidSolution => {
  const withWork = buildPowerModel(power.problem, power.table);
  const { data, shares } = addWorkClasses(withWork, weighing, classes);
  const size = { columns: data.columnCount, rows: data.rowCount, nonZeros: data.value.length };
  const lp = solver.load(data);
  try {
    const outcome = lp.run({
      start: 'cold',
      timeLimitS: Math.max(MIN_SECONDS, input.secondsLeft()),
      isCancelled: input.isCancelled,
    });
    if (outcome.kind !== 'optimal')
      return { ...input.fallback, primal: padded(input.fallback.primal, data), shares, size, degraded: true };
    const [primal, duals] = [lp.primal(), lp.rowDuals()];
    const weight = lp.objectiveValue() + constantWeight(withWork.model, weighing);
    return { weight, primal, duals, shares, size, degraded: false };
  } finally {
    lp.dispose();
  }
};

/** The power side's columns come first in every model: the rest is zero. */
const padded = (primal: Float64Array, data: LpData): Float64Array => {
  const all = new Float64Array(data.columnCount);
  all.set(primal);
  return all;
};

const tightenOver = (
  power: PowerModel,
  weighing: Weighing,
  solver: LpSolver,
  input: FluidInput,
  exactClasses: readonly WorkClass[],
  others: readonly number[],
  fluid: FluidSolution,
  first: LagrangianBound,
): FluidTarget => {
  const groups = bidGroups(power.table, others, GROUPS);
  const withWork = buildPowerModel(power.problem, power.table);
  const master = new WorkMaster(withWork, weighing, exactClasses, groups, solver);
  try {
    if (input.schedule !== null) master.addSchedule(input.schedule);
    const result = tighten(power, input.data, weighing, master, first, {
      rounds: ROUNDS,
      gapRatio: MASTER_GAP_RATIO,
      secondsLeft: input.secondsLeft,
      isCancelled: input.isCancelled,
      onRound: (round, value, bound) => {
        input.onRound(round, value, bound);
        input.progress(round / ROUNDS);
      },
    });
    const solution = result.master ?? fluid;
    const shares = result.master === null ? fluid.shares : master.shares;
    return targetOf(power, { ...fluid, ...solution }, result.bound, exactClasses, shares, fluid.degraded);
  } finally {
    master.dispose();
  }
};

const targetOf = (
  power: PowerModel,
  fluid: FluidSolution,
  bound: LagrangianBound,
  exactClasses: readonly WorkClass[],
  shares: readonly Decision<'share'>[],
  degraded: boolean,
): FluidTarget => ({
  bound,
  targetItMw: batchLoad(power, fluid.primal),
  exactClasses,
  shares,
  primal: fluid.primal,
  modelSize: fluid.size,
  degraded: degraded ? noFluid : null,
});

const batchLoad = (power: PowerModel, primal: Float64Array): Float64Array => {
  const { periodCount, totalCount } = power.table.grid;
  const load = new Float64Array(power.problem.sites.length * totalCount);
  power.decisions.batchItMw.forEach((decision, site) => {
    for (let t = 0; t < periodCount; t++) load[site * totalCount + t] = primal[decision.first + t]!;
  });
  return load;
};

const noFluid: Bilingual = {
  zh: '时限内未解出电力与算力的联合优化；作业按无批量负荷时的电价安排。',
  en: 'The joint optimum of power and work was not reached in time; jobs were placed at the prices without batch load.',
};
