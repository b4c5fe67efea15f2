import type { WorkPrices } from '../bids/work-prices.ts';
import type { Weighing } from '../objective/objective.ts';
import type { PowerModel } from '../power-model.ts';
import { workPricesOf } from '../prices/shadow-prices.ts';
import { Placer, placeMissing, type Target } from './placer.ts';
import type { Dispatch, PowerDispatch } from './power-dispatch.ts';
import type { WorkSnapshot, WorkState } from './work-state.ts';

/** A true plan: a schedule that fits, and the power side around it. */
export interface Incumbent {
  readonly snapshot: WorkSnapshot;
  readonly dispatch: Dispatch;
  readonly unplaced: readonly number[];
}

export interface SettleInput {
  readonly power: PowerModel;
  readonly weighing: Weighing;
  readonly dispatch: PowerDispatch;
  readonly state: WorkState;
  readonly order: Int32Array;
  /** Bids whose place is the LP's own and stays. */
  readonly adopted: Uint8Array;
  readonly prices: WorkPrices;
  readonly targetItMw: Float64Array;
  readonly bound: number;
}
export interface SettleLimits {
  readonly rounds: number;
  readonly gapRatio: number;
  secondsLeft(): number;
  isCancelled(): boolean;
  onRound(round: number, weight: number): void;
}

/** How stiffly the target is followed, as multiples of the spread of prices over the mean load. */
const STIFFNESS_STEPS = [0.3, 1, 3];
/** Passes over all bids before the power side is solved again. */
const PASSES = 2;
/** Share of the newest prices in the smoothed ones. */
const PRICE_SMOOTHING = 0.3;

/**
 * From prices and a fluid target to a schedule that fits. First every bid at the plain prices (exact when prices do not
 * depend on the load), then passes that follow the target at several stiffnesses, then rounds at prices smoothed over
 * the true dispatches with the last load as target: a proximal step. The best true plan is kept.
 */
export const settle = (input: SettleInput, limits: SettleLimits): Incumbent | null => {
  const search = new Search(input, limits);
  search.tryWith(input.prices, input.targetItMw, 0);
  for (const step of STIFFNESS_STEPS) {
    if (search.isDone()) return search.best;
    search.tryWith(input.prices, input.targetItMw, step);
  }
  for (let round = 0; round < limits.rounds && !search.isDone(); round++) search.smoothedRound();
  return search.best;
};

class Search {
  best: Incumbent | null = null;
  private readonly input: SettleInput;
  private readonly limits: SettleLimits;
  private readonly smoothed: WorkPrices;
  private bestStep = 1;
  private round = 0;

  constructor(input: SettleInput, limits: SettleLimits) {
    this.input = input;
    this.limits = limits;
    this.smoothed = { energy: input.prices.energy.slice(), unit: input.prices.unit };
  }

  isDone(): boolean {
    if (this.limits.isCancelled() || this.limits.secondsLeft() <= 0) return true;
    if (this.best === null || this.best.unplaced.length > 0) return false;
    const { weight } = this.best.dispatch;
    return weight - this.input.bound <= this.limits.gapRatio * Math.max(1e-9, Math.abs(weight));
  }

  /** Places all bids at some prices and stiffness, dispatches power around them and keeps the plan if it is the best. */
  tryWith(prices: WorkPrices, targetItMw: Float64Array, step: number): Dispatch | null {
    const { state, order, adopted } = this.input;
    const target: Target = { loadItMw: targetItMw, stiffness: this.stiffness(step) };
    const placer = new Placer(this.input.power.problem, state, prices, target);
    for (let pass = 0; pass < (step > 0 ? PASSES : 1); pass++)
      for (const bid of order) if (!adopted[bid] && state.isPlaced(bid)) placer.place(bid);
    const unplaced = placeMissing(placer, state, order);
    const outcome = this.input.dispatch.around(state, {
      timeLimitS: this.limits.secondsLeft(),
      isCancelled: this.limits.isCancelled,
    });
    if (outcome.kind !== 'optimal') return null;
    this.limits.onRound(this.round++, outcome.dispatch.weight);
    if (this.isBetter(outcome.dispatch, unplaced)) {
      this.best = { snapshot: state.snapshot(), dispatch: outcome.dispatch, unplaced };
      if (step > 0) this.bestStep = step;
    }
    return outcome.dispatch;
  }

  /** More jobs placed comes first: a plan is not cheaper because it leaves work out. */
  private isBetter(dispatch: Dispatch, unplaced: readonly number[]): boolean {
    if (this.best === null) return true;
    const fewer = this.best.unplaced.length - unplaced.length;
    return fewer > 0 || (fewer === 0 && dispatch.weight < this.best.dispatch.weight);
  }

  smoothedRound(): void {
    const { power, weighing, state } = this.input;
    const best = this.best;
    if (best === null) return;
    state.restore(best.snapshot);
    const fresh = workPricesOf(power, weighing, best.dispatch.duals);
    for (let i = 0; i < this.smoothed.energy.length; i++)
      this.smoothed.energy[i]! += PRICE_SMOOTHING * (fresh.energy[i]! - this.smoothed.energy[i]!);
    const load = state.loadItMw.slice();
    const dispatch = this.tryWith(this.smoothed, load, this.bestStep * (1 + 0.5 * (this.round % 4)));
    if (dispatch === null) return;
    const after = workPricesOf(power, weighing, dispatch.duals);
    for (let i = 0; i < this.smoothed.energy.length; i++)
      this.smoothed.energy[i]! += PRICE_SMOOTHING * (after.energy[i]! - this.smoothed.energy[i]!);
  }

  private stiffness(step: number): Float64Array {
    const { power, prices, targetItMw } = this.input;
    const { periodCount, totalCount } = power.table.grid;
    return Float64Array.from(power.problem.sites, (_, site) => {
      const base = site * totalCount;
      const spread = deviation(prices.energy.subarray(base, base + periodCount));
      const load = mean(targetItMw.subarray(base, base + periodCount));
      return load > 0 ? (step * spread) / load : 0;
    });
  }
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: Float64Array): number => {
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length);
};
