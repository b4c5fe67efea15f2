import type { WorkPrices } from '../bids/work-prices.ts';
import { isClose } from '../bound/is-close.ts';
import { type LagrangianBound, lagrangianBound } from '../bound/lagrangian-bound.ts';
import { batchLoad } from '../fluid/solve-fluid.ts';
import type { Weighing } from '../objective/objective.ts';
import { placementOrder } from '../placement/order.ts';
import { Putter } from '../placement/place.ts';
import type { Baseline, Placed } from '../placement/place-work.ts';
import type { PowerDispatch } from '../placement/power-dispatch.ts';
import {
  FEW_BIDS,
  fillAndImprove,
  improve,
  type SearchInput,
  type SettleLimits,
} from '../placement/settle.ts';
import type { WorkState } from '../placement/work-state.ts';
import { buildPowerModel, type PowerModel } from '../power-model.ts';
import { workPricesOf } from '../prices/shadow-prices.ts';
import type { LpSolver } from '../solvers/lp-solver.ts';
import { type Chosen, chooseWhole } from './choose-whole.ts';
import { dive } from './dive.ts';
import { bidGroups } from './groups.ts';
import { type Tightened, tighten } from './tighten.ts';
import { WorkMaster } from './work-master.ts';

export interface RefineInput {
  readonly power: PowerModel;
  readonly weighing: Weighing;
  readonly solver: LpSolver;
  readonly dispatch: PowerDispatch;
  /** The best bound and plan so far. */
  readonly bound: LagrangianBound;
  readonly placed: Placed;
  readonly baseline: Baseline;
}
export interface RefineLimits extends SettleLimits {
  onBound(value: number, bound: number): void;
}
export interface Refined {
  readonly placed: Placed;
  readonly bound: LagrangianBound;
}

/** A larger power side makes the master slow: with 48,000 columns and 10,000 bids five CPU minutes gained nothing. */
const MOST_COLUMNS = 30_000;
/** Most rounds of answers; with few bids they end earlier, when nothing new is answered. */
const ROUNDS = 30;
/** The master is solved when it and the bound are this close, relative. */
const MASTER_GAP_RATIO = 1e-4;
/** Share of the time left in which all bids are chosen together. */
const CHOICE_SHARE = 0.4;
/** Most turns of proximal rounds. */
const SWEEPS = 12;

/**
 * Brings plan and bound of few bids closer to each other: prices over what bids can really do, then whole places for the
 * bids with most work one after the other, the others placed around them, and proximal rounds from there; very few bids
 * are also chosen all at once. The plan is never worse than before.
 */
export const refinePlan = (input: RefineInput, limits: RefineLimits): Refined => {
  const { power, weighing, solver, dispatch, placed, bound } = input;
  const isLarge = power.table.bidCount > FEW_BIDS || dispatch.data.columnCount > MOST_COLUMNS;
  if (isLarge || isClose(placed.plan.dispatch.weight, bound.value, limits.gapRatio)) return { placed, bound };
  const groups = bidGroups(power.table);
  const master = new WorkMaster(buildPowerModel(power.problem, power.table), weighing, groups, solver);
  try {
    addSchedules(master, input);
    const tight = tighten(power, dispatch.data, weighing, master, bestOf(input), {
      ...limits,
      rounds: ROUNDS,
      gapRatio: MASTER_GAP_RATIO,
      onRound: (_, value, bound) => limits.onBound(value, bound),
    });
    return { placed: placedAnew(input, master, tight, limits), bound: tight.bound };
  } finally {
    master.dispose();
  }
};

/** Mixtures that are known to fit. */
const addSchedules = (master: WorkMaster, { placed: { state, plan }, baseline }: RefineInput): void => {
  for (const schedule of [plan.snapshot, baseline?.state.snapshot()]) {
    if (schedule === undefined) continue;
    state.restore(schedule);
    master.addSchedule(state);
  }
};

const bestOf = ({ power, weighing, dispatch, bound, placed }: RefineInput): LagrangianBound => {
  const around = lagrangianBound(power, dispatch.data, weighing, placed.plan.dispatch.duals);
  return around.value > bound.value ? around : bound;
};

/** The plan after all that is tried for it, never worse than before; the state is left with its schedule. */
const placedAnew = (
  input: RefineInput,
  master: WorkMaster,
  { bound, master: solution }: Tightened,
  limits: RefineLimits,
): Placed => {
  const { power, weighing, dispatch } = input;
  const { state, plan } = input.placed;
  const { table } = power;
  const order = placementOrder(power.problem, table);
  const around = (targetItMw: Float64Array, prices: WorkPrices = bound.prices): SearchInput => ({
    ...{ power, weighing, dispatch, state, prices, targetItMw, bound: bound.value },
    order,
    adopted: new Uint8Array(table.bidCount),
  });
  let best = plan;
  // Work that can be divided at will is placed well enough by prices.
  if (solution !== null && table.rigid.includes(1)) {
    clear(state);
    const held = dive({ power, weighing, master }, solution, state, limits);
    const prices = workPricesOf(power, weighing, held.duals);
    best = fillAndImprove(best, SWEEPS, around(batchLoad(power, held.primal), prices), limits);
    const chosen = chooseAll(input, master, limits);
    if (chosen !== null) {
      clear(state);
      const putter = new Putter(state);
      for (const [bid, place] of chosen.places) putter.put(bid, place);
      best = fillAndImprove(best, SWEEPS, around(batchLoad(power, chosen.primal)), limits);
    }
  }
  state.restore(best.snapshot);
  best = improve(best, SWEEPS, around(state.loadItMw.slice()), limits);
  state.restore(best.snapshot);
  return { state, plan: best };
};

/** Where every bid has columns of its own, all are chosen together, in part of the time that is left. */
const chooseAll = ({ solver }: RefineInput, master: WorkMaster, limits: RefineLimits): Chosen | null => {
  if (!master.isEachAlone) return null;
  return chooseWhole(master, solver, {
    timeLimitS: CHOICE_SHARE * limits.secondsLeft(),
    gapRatio: limits.gapRatio,
    isCancelled: limits.isCancelled,
  });
};

const clear = (state: WorkState): void => {
  for (let bid = 0; bid < state.table.bidCount; bid++) state.remove(bid);
};
