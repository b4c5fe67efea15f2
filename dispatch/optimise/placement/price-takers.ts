import type { LagrangianBound } from '../bound/lagrangian-bound.ts';
import type { PowerModel } from '../power-model.ts';
import type { SolveLimits } from '../solvers/lp-solver.ts';
import { sumOf } from '../sum-of.ts';
import { roomBeside } from './initial-room.ts';
import { placementOrder } from './order.ts';
import type { Baseline, Placed } from './place-work.ts';
import { Placer, placeMissing } from './placer.ts';
import type { Dispatch, PowerDispatch } from './power-dispatch.ts';
import { WorkState } from './work-state.ts';

/** Whether no pool can ever fill up: only then may prices be what they are whatever the jobs do. */
export const hasRoomForAll = ({ poolRows }: PowerModel): boolean => poolRows.every((row) => row < 0);

/** Load that is added everywhere to learn prices, as a share of the mean: without any a period may have several. */
const FAINT_SHARE = 1e-3;

/** The power side around run-at-once and a faint load in every period, so that its duals are those of one more job. */
export const pricesOfOneMore = (
  { problem, table }: PowerModel,
  dispatch: PowerDispatch,
  { state }: NonNullable<Baseline>,
  limits: Omit<SolveLimits, 'start'>,
): Dispatch | null => {
  const lit = new WorkState(problem, table, state.room);
  const { totalCount } = table.grid;
  problem.sites.forEach((_, site) => {
    const load = state.loadItMw.subarray(site * totalCount, (site + 1) * totalCount);
    const faintMw = (FAINT_SHARE * sumOf(load)) / totalCount;
    load.forEach((mw, t) => {
      lit.loadItMw[site * totalCount + t] = mw + faintMw;
    });
  });
  const outcome = dispatch.around(lit, limits);
  return outcome.kind === 'optimal' ? outcome.dispatch : null;
};

/**
 * Every job at its cheapest place at the prices of run-at-once, with the power side around it: the optimum itself where
 * prices do not depend on the load. Null when the plan does not come as close to the bound as asked.
 */
export const placeAtPrices = (
  power: PowerModel,
  dispatch: PowerDispatch,
  bound: LagrangianBound,
  baseline: NonNullable<Baseline>,
  gapRatio: number,
  limits: Omit<SolveLimits, 'start'>,
): Placed | null => {
  const { problem, table } = power;
  const state = new WorkState(problem, table, roomBeside(power, baseline.dispatch.primal));
  const placer = new Placer(problem, state, bound.prices, {
    loadItMw: state.loadItMw,
    stiffness: new Float64Array(problem.sites.length),
  });
  if (placeMissing(placer, state, placementOrder(problem, table)).length > 0) return null;
  const outcome = dispatch.around(state, limits);
  if (outcome.kind !== 'optimal') return null;
  const { weight } = outcome.dispatch;
  if (weight - bound.value > gapRatio * Math.abs(weight)) return null;
  return { state, plan: { snapshot: state.snapshot(), dispatch: outcome.dispatch, unplaced: [] } };
};
