import type { Bilingual } from '#units';
import { type LagrangianBound, lagrangianBound } from '../bound/lagrangian-bound.ts';
import type { Decision } from '../model/lp-model.ts';
import { constantWeight, type Weighing } from '../objective/objective.ts';
import type { Dispatch } from '../placement/power-dispatch.ts';
import { buildPowerModel, type PowerModel } from '../power-model.ts';
import type { LpData, LpSolver } from '../solvers/lp-solver.ts';
import { type DivisibleBid, divisibleBids } from './divisible-bids.ts';
import { addDivisible } from './fluid-model.ts';

/** Where the fluid optimum lies: the prices with their bound, the load to follow, and divisible bids' own allocation. */
export interface FluidTarget {
  readonly bound: LagrangianBound;
  /** Batch IT power, [site] x period of horizon and tail. */
  readonly targetItMw: Float64Array;
  /** Bids whose shares the program decided; none where prices were searched for. */
  readonly divisible: readonly DivisibleBid[];
  readonly shares: readonly Decision<'share'>[];
  /** Values of the last fluid model's columns; the power side's come first. */
  readonly primal: Float64Array;
  readonly modelSize: { readonly columns: number; readonly rows: number; readonly nonZeros: number };
  readonly degraded: Bilingual | null;
}

export interface FluidInput {
  /** A dispatch around any work, used when time allows nothing better. */
  readonly fallback: Dispatch;
  readonly data: LpData;
  secondsLeft(): number;
  isCancelled(): boolean;
  onRound(round: number, value: number, bound: number): void;
}

const MIN_SECONDS = 0.05;

/** The LP over the shares of divisible bids: it is no relaxation, so that bound and plan meet. */
export const solveFluid = (
  power: PowerModel,
  weighing: Weighing,
  solver: LpSolver,
  input: FluidInput,
): FluidTarget => {
  const divisible = divisibleBids(power.table);
  const fluid = solveShares(power, weighing, solver, divisible, input);
  const bound = lagrangianBound(power, input.data, weighing, fluid.duals);
  input.onRound(0, fluid.weight, bound.value);
  return {
    bound,
    targetItMw: batchLoad(power, fluid.primal),
    divisible,
    shares: fluid.shares,
    primal: fluid.primal,
    modelSize: fluid.size,
    degraded: fluid.degraded ? noFluid : null,
  };
};

interface FluidSolution {
  readonly weight: number;
  readonly primal: Float64Array;
  readonly duals: Float64Array;
  readonly shares: readonly Decision<'share'>[];
  readonly size: FluidTarget['modelSize'];
  readonly degraded: boolean;
}

const solveShares = (
  power: PowerModel,
  weighing: Weighing,
  solver: LpSolver,
  bids: readonly DivisibleBid[],
  input: FluidInput,
): FluidSolution => {
  const withWork = buildPowerModel(power.problem, power.table);
  const { data, shares } = addDivisible(withWork, weighing, bids);
  const size = { columns: data.columnCount, rows: data.rowCount, nonZeros: data.value.length };
  const lp = solver.load(data);
  try {
    const outcome = lp.run({
      start: 'cold',
      isRelaxed: true,
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

/** IT power of batch work by site and period, as a solution has it. */
export const batchLoad = (power: PowerModel, primal: Float64Array): Float64Array => {
  const { periodCount, totalCount } = power.table.grid;
  const load = new Float64Array(power.problem.sites.length * totalCount);
  power.decisions.batchItMw.forEach((decision, site) => {
    for (let t = 0; t < periodCount; t++) load[site * totalCount + t] = primal[decision.first + t]!;
  });
  return load;
};

const noFluid: Bilingual = {
  zh: '时限内未解出电力与算力的联合优化；作业按“到达即运行”时的电价安排。',
  en: 'The joint optimum of power and work was not reached in time; jobs were placed at the prices of running at once.',
};
