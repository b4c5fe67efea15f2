import type { Meeting } from '../fluid/meeting.ts';
import type { Found } from '../fluid/price-search.ts';
import type { FluidTarget } from '../fluid/solve-fluid.ts';
import type { Weighing } from '../objective/objective.ts';
import type { PowerModel } from '../power-model.ts';
import type { ShardedWork } from '../shards/sharded-work.ts';
import type { LpSolver } from '../solvers/lp-solver.ts';
import { adoptShares } from './adopt.ts';
import { roomBeside } from './initial-room.ts';
import { placementOrder, wideGangs } from './order.ts';
import { Placer } from './placer.ts';
import type { Dispatch, PowerDispatch } from './power-dispatch.ts';
import { roundMixtures } from './round-mixtures.ts';
import { type Incumbent, isBetter, type SettleLimits, settle } from './settle.ts';
import { placeWideGangs, type WideLimits } from './wide-gangs.ts';
import { type WorkSnapshot, WorkState } from './work-state.ts';

/** Every job as early as it fits, with the power side around it; null when no dispatch was found. */
export type Baseline = { readonly state: WorkState; readonly dispatch: Dispatch } | null;

export interface PlaceInput {
  readonly power: PowerModel;
  readonly weighing: Weighing;
  readonly solver: LpSolver;
  readonly dispatch: PowerDispatch;
  readonly fluid: FluidTarget;
  /** Where prices were searched for; null when the fluid is exact. */
  readonly met: { readonly found: Found; readonly meeting: Meeting } | null;
  readonly baseline: Baseline;
  readonly shards: ShardedWork | null;
}
/** The best plan, with the state as it has it. */
export interface Placed {
  readonly state: WorkState;
  readonly plan: Incumbent;
}

/** Finds every bid a place: the better of what the fluid leads to and of running at once; null when neither has a dispatch. */
export const placeWork = (input: PlaceInput, limits: SettleLimits): Placed | null => {
  const { power, weighing, dispatch, fluid, met, baseline } = input;
  const { problem, table } = power;
  // Beside online work as it is served around the baseline, the baseline fits: no plan leaves out more jobs.
  const served = baseline === null ? fluid.primal : baseline.dispatch.primal;
  const state = new WorkState(problem, table, roomBeside(power, served));
  const adopted = adoptShares(state, fluid.divisible, fluid.shares, fluid.primal);
  const order = placementOrder(problem, table);
  const { best } = settle(
    {
      power,
      weighing,
      dispatch,
      state,
      order,
      adopted,
      rounded: met === null ? [] : rounded(input, met.found, state, order, limits),
      meeting: met?.meeting ?? null,
      shards: input.shards,
      known: baseline?.state.snapshot() ?? null,
      prices: fluid.bound.prices,
      targetItMw: fluid.targetItMw,
      bound: fluid.bound.value,
    },
    limits,
  );
  const plan = better(best, baseline === null ? null : incumbentOf(baseline.state, baseline.dispatch));
  if (plan === null) return null;
  state.restore(plan.snapshot);
  return { state, plan };
};

/**
 * The fluid optimum dealt out to whole bids; those without room are left out. Where wide gangs are in each other's way, a
 * second time around places that were found for all of them at once.
 */
const rounded = (
  input: PlaceInput,
  found: Found,
  state: WorkState,
  order: Int32Array,
  limits: WideLimits,
): WorkSnapshot[] => {
  const { power, fluid, solver } = input;
  const empty = state.snapshot();
  const dealt = [dealtOut(input, found, state, order)];
  state.restore(empty);
  const gangs = wideGangs(power.problem, power.table);
  if (placeWideGangs(state, gangs, fluid.bound.prices, solver, limits))
    dealt.push(dealtOut(input, found, state, order));
  state.restore(empty);
  return dealt;
};

const dealtOut = (
  { power: { problem }, fluid }: PlaceInput,
  found: Found,
  state: WorkState,
  order: Int32Array,
): WorkSnapshot => {
  const placer = new Placer(problem, state, fluid.bound.prices, {
    loadItMw: fluid.targetItMw,
    stiffness: new Float64Array(problem.sites.length),
  });
  roundMixtures(found, state, placer, order);
  return state.snapshot();
};

const incumbentOf = (state: WorkState, dispatch: Dispatch): Incumbent => ({
  snapshot: state.snapshot(),
  dispatch,
  unplaced: Array.from(state.option.keys()).filter((bid) => !state.isPlaced(bid)),
});

const better = (a: Incumbent | null, b: Incumbent | null): Incumbent | null => {
  if (a === null || b === null) return a ?? b;
  return isBetter(b.dispatch, b.unplaced, a) ? b : a;
};
