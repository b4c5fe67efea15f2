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
  /** A schedule that is known to fit beside online work as the state has it, null when there is none. */
  readonly known: WorkSnapshot | null;
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
const STIFFNESS_STEPS = [1, 4, 16, 64];
/** Passes over all bids before the power side is solved again. */
const PASSES = 2;
/** Fresh starts with the bids that found no room put first. */
const PROMOTIONS = 3;
/** After a round that did not help the next one moves less, after one that did a little more. */
const STIFFER = 1.8;
const LOOSER = 0.8;
/** Proximal rounds end after so many in a row that did not help. */
const MOST_FAILURES = 4;
const LEAST_LOAD_SHARE = 0.1;
/** Share of the true dispatch's prices in those of a proximal round, in turn. */
const FRESH_SHARES = [0.5, 1, 0.25];

/**
 * From prices and a fluid target to a schedule that fits. First every bid at the plain prices (exact when prices do not
 * depend on the load), then passes that follow the target at several stiffnesses, then rounds of proximal steps: prices
 * between the bound's and those of the best plan's true dispatch, the best plan's own load as target, stiffer after
 * each failure. The best true plan is kept; none that leaves out more jobs is taken for it.
 */
export const settle = (input: SettleInput, limits: SettleLimits): Incumbent | null => {
  const search = new Search(input, limits);
  search.firstPlaces();
  for (const step of STIFFNESS_STEPS) {
    if (search.isDone()) return search.best;
    search.tryWith(input.prices, input.targetItMw, step);
  }
  for (let round = 0; round < limits.rounds && !search.isStuck(); round++) search.proximalRound(round);
  return search.best;
};

class Search {
  best: Incumbent | null = null;
  private readonly input: SettleInput;
  private readonly limits: SettleLimits;
  private step = 1;
  private round = 0;
  private failures = 0;

  constructor(input: SettleInput, limits: SettleLimits) {
    this.input = input;
    this.limits = limits;
  }

  isDone(): boolean {
    if (this.isStopped()) return true;
    if (this.best === null || this.best.unplaced.length > 0) return false;
    const { weight } = this.best.dispatch;
    return weight - this.input.bound <= this.limits.gapRatio * Math.max(1e-9, Math.abs(weight));
  }
  isStuck(): boolean {
    return this.failures >= MOST_FAILURES || this.isDone();
  }
  private isStopped(): boolean {
    return this.limits.isCancelled() || this.limits.secondsLeft() <= 0;
  }

  /**
   * Places every bid at the plain prices. When some find no room they are put first in a fresh start; when that does
   * not place as many as the schedule that is known to fit, that one is taken and improved.
   */
  firstPlaces(): void {
    const { state, known } = this.input;
    const empty = state.snapshot();
    this.tryWith(this.input.prices, this.input.targetItMw, 0);
    for (let again = 0; again < PROMOTIONS; again++) {
      const left = this.best?.unplaced ?? [];
      if (left.length === 0 || this.isStopped()) break;
      this.promote(left);
      state.restore(empty);
      this.tryWith(this.input.prices, this.input.targetItMw, 0);
    }
    const placed =
      known === null ? 0 : known.option.reduce((count, option) => count + (option >= 0 ? 1 : 0), 0);
    const ours = this.best === null ? 0 : state.table.bidCount - this.best.unplaced.length;
    if (known === null || placed <= ours) return;
    state.restore(known);
    this.tryWith(this.input.prices, this.input.targetItMw, 0);
  }

  private promote(left: readonly number[]): void {
    const first = new Set(left);
    const rest = this.input.order.filter((bid) => !first.has(bid));
    this.input.order.set(left);
    this.input.order.set(rest, left.length);
  }

  /** Places all bids at some prices and stiffness, dispatches power around them and keeps the plan if it is the best. */
  tryWith(prices: WorkPrices, targetItMw: Float64Array, step: number): boolean {
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
    if (outcome.kind !== 'optimal') return false;
    this.limits.onRound(this.round++, outcome.dispatch.weight);
    if (!this.isBetter(outcome.dispatch, unplaced)) return false;
    this.best = { snapshot: state.snapshot(), dispatch: outcome.dispatch, unplaced };
    if (step > 0) this.step = step;
    return true;
  }

  /** More jobs placed comes first: a plan is not cheaper because it leaves work out. */
  private isBetter(dispatch: Dispatch, unplaced: readonly number[]): boolean {
    if (this.best === null) return true;
    const fewer = this.best.unplaced.length - unplaced.length;
    return fewer > 0 || (fewer === 0 && dispatch.weight < this.best.dispatch.weight);
  }

  proximalRound(round: number): void {
    const { power, weighing, state, prices } = this.input;
    if (this.best === null) return;
    state.restore(this.best.snapshot);
    const fresh = workPricesOf(power, weighing, this.best.dispatch.duals);
    const share = FRESH_SHARES[round % FRESH_SHARES.length]!;
    const energy = prices.energy.map((price, i) => price + share * (fresh.energy[i]! - price));
    const helped = this.tryWith({ energy, unit: prices.unit }, state.loadItMw.slice(), this.step);
    this.step *= helped ? LOOSER : STIFFER;
    this.failures = helped ? 0 : this.failures + 1;
  }

  /** Spread of a site's prices over its mean load; a site that is hardly used counts as a tenth of the busiest. */
  private stiffness(step: number): Float64Array {
    const { power, prices, targetItMw } = this.input;
    const { periodCount, totalCount } = power.table.grid;
    const ofSite = (values: Float64Array, site: number): Float64Array =>
      values.subarray(site * totalCount, site * totalCount + periodCount);
    const loads = power.problem.sites.map((_, site) => mean(ofSite(targetItMw, site)));
    const least = LEAST_LOAD_SHARE * Math.max(1e-9, ...loads);
    return Float64Array.from(
      loads,
      (load, site) => (step * deviation(ofSite(prices.energy, site))) / Math.max(load, least),
    );
  }
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: Float64Array): number => {
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length);
};
