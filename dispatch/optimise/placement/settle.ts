import type { WorkPrices } from '../bids/work-prices.ts';
import { isClose } from '../bound/is-close.ts';
import type { Meeting } from '../fluid/meeting.ts';
import type { Weighing } from '../objective/objective.ts';
import type { PowerModel } from '../power-model.ts';
import { workPricesOf } from '../prices/shadow-prices.ts';
import type { ShardedWork } from '../shards/sharded-work.ts';
import { sumOf } from '../sum-of.ts';
import { alternate } from './alternate.ts';
import type { Target } from './following-prices.ts';
import { Placer, placeMissing } from './placer.ts';
import type { Dispatch, PowerDispatch } from './power-dispatch.ts';
import { StateMover } from './state-mover.ts';
import type { WorkSnapshot, WorkState } from './work-state.ts';

/** A true plan: a schedule that fits, and the power side around it. */
export interface Incumbent {
  readonly snapshot: WorkSnapshot;
  readonly dispatch: Dispatch;
  readonly unplaced: readonly number[];
}

/** What every search for places works with. */
export interface SearchInput {
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
export interface SettleInput extends SearchInput {
  /** The fluid optimum dealt out to whole bids, in one or two ways; none when there is none. */
  readonly rounded: readonly WorkSnapshot[];
  /** A schedule that is known to fit beside online work as the state has it, null when there is none. */
  readonly known: WorkSnapshot | null;
  /** Where the prices were found, to go on from there with whole bids; null when they come from one LP. */
  readonly meeting: Meeting | null;
  /** Shards that then move their bids side by side; null when all are moved here. */
  readonly shards: ShardedWork | null;
}
export interface SettleLimits {
  readonly gapRatio: number;
  secondsLeft(): number;
  isCancelled(): boolean;
  onRound(round: number, weight: number): void;
}

export interface Settled {
  readonly best: Incumbent | null;
}

/** How stiffly the target is followed, as multiples of the spread of prices over the mean load. */
const STIFFNESS_STEPS = [1, 4, 16, 64];
/** Most turns of proximal rounds over all bids. */
const SWEEPS = 12;
/** Passes over all bids before the power side is solved again. */
const PASSES = 2;
/** Fresh starts with the bids that found no room put first. */
const PROMOTIONS = 3;
/** A proximal round moves one part of so many of the bids. */
const PARTS = 12;
/** Parts overlap differently from sweep to sweep. */
const SHIFT = 5;
/** After a round that did not help the next one moves less, after one that did a little more. */
const STIFFER = 1.1;
const LOOSER = 0.85;
/** Proximal rounds end when all parts in turn gained less than this, relative. */
const LEAST_GAIN_RATIO = 2e-5;
const LEAST_LOAD_SHARE = 0.1;
/** More bids than this follow prices, and the fluid dealt out to them, closely: nothing finer is tried for them. */
export const FEW_BIDS = 20_000;
/** Share of the true dispatch's prices in those of a proximal round, in turn. */
const FRESH_SHARES = [1, 0.5, 1, 0.25];

/**
 * From prices and a fluid target to a schedule that fits. First every bid at the plain prices (exact when prices do not
 * depend on the load), then passes that follow the target at several stiffnesses, then sweeps of proximal rounds: each
 * moves one part of the bids at prices between the bound's and those of the best plan's true dispatch, with the best
 * plan's own load as target, stiffer after each failure. The best true plan is kept; none that leaves out more jobs is taken for it.
 */
export const settle = (input: SettleInput, limits: SettleLimits): Settled => {
  const search = new Search(input, limits, null);
  for (const schedule of input.rounded) search.take(schedule);
  if (input.meeting !== null) search.meet(input.meeting, input.shards, input.known);
  if (input.rounded.length === 0 || input.state.table.bidCount <= FEW_BIDS) {
    search.firstPlaces(input.known);
    for (const step of STIFFNESS_STEPS) {
      if (search.isDone()) return search;
      search.tryWith(input.prices, input.targetItMw, step);
    }
  }
  if (input.meeting !== null && input.state.table.bidCount > FEW_BIDS) return search;
  search.sweeps(SWEEPS);
  return search;
};

/** Only some sweeps: goes on from a plan, when its whole numbers have been fixed for example. */
export const improve = (
  plan: Incumbent,
  sweeps: number,
  input: SearchInput,
  limits: SettleLimits,
): Incumbent => {
  const search = new Search(input, limits, plan);
  search.sweeps(sweeps);
  return search.best ?? plan;
};

/** The same from the state's own schedule, once the bids it leaves out are placed; the plan itself when that is no better. */
export const fillAndImprove = (
  plan: Incumbent,
  sweeps: number,
  input: SearchInput,
  limits: SettleLimits,
): Incumbent => {
  const search = new Search(input, limits, null);
  search.fill();
  if (search.best === null) return plan;
  const best = improve(search.best, sweeps, input, limits);
  return isBetter(best.dispatch, best.unplaced, plan) ? best : plan;
};

class Search implements Settled {
  best: Incumbent | null;
  private readonly input: SearchInput;
  private readonly limits: SettleLimits;
  private step = 1;
  private round = 0;
  /** The state holds the best plan's schedule. */
  private isAtBest = false;
  /** Bids that found no room when last all were placed. */
  private left: readonly number[] = [];

  constructor(input: SearchInput, limits: SettleLimits, best: Incumbent | null) {
    this.input = input;
    this.limits = limits;
    this.best = best;
  }

  /** Dispatches power around a schedule and keeps it if it is the best. */
  take(schedule: WorkSnapshot): void {
    const { state } = this.input;
    state.restore(schedule);
    this.dispatchAround(Array.from(state.option.keys()).filter((bid) => !state.isPlaced(bid)));
  }

  /** Finds a place for the bids that the state's schedule leaves out, and tries it. */
  fill(): void {
    const { state, order, prices, targetItMw, power } = this.input;
    const target = { loadItMw: targetItMw, stiffness: this.stiffness(1) };
    this.dispatchAround(placeMissing(new Placer(power.problem, state, prices, target), state, order));
  }

  /** Work and power go on meeting, with many bids once more from the known schedule where that leaves out fewer. */
  meet(meeting: Meeting, shards: ShardedWork | null, known: WorkSnapshot | null): void {
    this.alternate(meeting, shards);
    const { bidCount } = this.input.state.table;
    if (known === null || bidCount <= FEW_BIDS || this.isStopped()) return;
    if (placedIn(known) <= bidCount - (this.best?.unplaced.length ?? bidCount)) return;
    this.take(known);
    this.alternate(meeting, shards);
  }

  /** Work and power go on meeting, now with whole bids in the room there is. */
  private alternate(meeting: Meeting, shards: ShardedWork | null): void {
    const { power, state, order } = this.input;
    if (!this.isAtBest && this.best !== null) state.restore(this.best.snapshot);
    const mover = shards?.moverOf(state, order) ?? new StateMover(power.problem, state, order);
    alternate(mover, meeting, {
      secondsLeft: this.limits.secondsLeft,
      isCancelled: this.limits.isCancelled,
      isDone: () => this.isDone(),
      look: (unplaced) => {
        this.dispatchAround(unplaced);
        return this.best?.dispatch.weight ?? Number.POSITIVE_INFINITY;
      },
    });
    this.isAtBest = false;
  }

  isDone(): boolean {
    if (this.isStopped()) return true;
    if (this.best === null || this.best.unplaced.length > 0) return false;
    return isClose(this.best.dispatch.weight, this.input.bound, this.limits.gapRatio);
  }

  private isStopped(): boolean {
    return this.limits.isCancelled() || this.limits.secondsLeft() <= 0;
  }

  /**
   * Places every bid at the plain prices. When some find no room they are put first in a fresh start; when that does
   * not place as many as the schedule that is known to fit, that one is taken and improved.
   */
  firstPlaces(known: WorkSnapshot | null): void {
    const { state, adopted } = this.input;
    const empty = state.snapshot();
    this.tryWith(this.input.prices, this.input.targetItMw, 0);
    for (let again = 0; again < PROMOTIONS && this.left.length > 0 && !this.isStopped(); again++) {
      this.promote(this.left);
      state.restore(empty);
      this.tryWith(this.input.prices, this.input.targetItMw, 0);
    }
    if (known === null || placedIn(known) <= state.table.bidCount - this.left.length) return;
    state.restore(known);
    adopted.fill(0);
    this.tryWith(this.input.prices, this.input.targetItMw, 0);
  }

  private promote(left: readonly number[]): void {
    const first = new Set(left);
    const rest = this.input.order.filter((bid) => !first.has(bid));
    this.input.order.set(left);
    this.input.order.set(rest, left.length);
  }

  /** Places all bids at some prices and stiffness, dispatches power around them and keeps the plan if it is the best. */
  tryWith(prices: WorkPrices, targetItMw: Float64Array, step: number, moved = this.input.order): boolean {
    const { state, order, adopted } = this.input;
    const target: Target = { loadItMw: targetItMw, stiffness: this.stiffness(step) };
    const placer = new Placer(this.input.power.problem, state, prices, target);
    for (let pass = 0; pass < (step > 0 && moved === order ? PASSES : 1); pass++)
      for (const bid of moved) if (!adopted[bid] && state.isPlaced(bid)) placer.place(bid);
    const unplaced = placeMissing(placer, state, order);
    this.left = unplaced;
    const isBest = this.dispatchAround(unplaced);
    if (isBest === null) return false;
    if (isBest && step > 0 && moved === order) this.step = step;
    return isBest;
  }

  /** Whether the plan with the state's schedule is the best so far; null when no dispatch was found. */
  private dispatchAround(unplaced: readonly number[]): boolean | null {
    const { state } = this.input;
    const outcome = this.input.dispatch.around(state, {
      timeLimitS: this.limits.secondsLeft(),
      isCancelled: this.limits.isCancelled,
    });
    this.isAtBest = false;
    if (outcome.kind !== 'optimal') return null;
    this.limits.onRound(this.round++, outcome.dispatch.weight);
    if (this.best !== null && !isBetter(outcome.dispatch, unplaced, this.best)) return false;
    this.best = { snapshot: state.snapshot(), dispatch: outcome.dispatch, unplaced };
    this.isAtBest = true;
    return true;
  }

  /** Proximal rounds over all parts of the bids, so many times at most and as long as they gain. */
  sweeps(most: number): void {
    for (let sweep = 0; sweep < most && !this.isDone(); sweep++) if (!this.sweep(sweep)) return;
  }

  /** One proximal round for every part of the bids; false when all of them together gained next to nothing. */
  private sweep(sweep: number): boolean {
    const before = this.best?.dispatch.weight ?? 0;
    for (let part = 0; part < PARTS && !this.isDone(); part++) this.proximalRound(sweep, part);
    const after = this.best?.dispatch.weight ?? 0;
    return before - after > LEAST_GAIN_RATIO * Math.max(1e-9, Math.abs(after));
  }

  private proximalRound(sweep: number, part: number): void {
    const { power, weighing, state, prices, order } = this.input;
    if (this.best === null) return;
    if (!this.isAtBest) state.restore(this.best.snapshot);
    const fresh = workPricesOf(power, weighing, this.best.dispatch.duals);
    const share = FRESH_SHARES[sweep % FRESH_SHARES.length]!;
    const energy = prices.energy.map((price, i) => price + share * (fresh.energy[i]! - price));
    const moved = order.filter((_, i) => (i + SHIFT * sweep) % PARTS === part);
    const target = state.loadItMw.slice();
    const helped = this.tryWith({ energy, unit: prices.unit }, target, this.step, moved);
    this.step *= helped ? LOOSER : STIFFER;
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

/** More jobs placed comes first: a plan is not cheaper because it leaves work out. */
export const isBetter = (dispatch: Dispatch, unplaced: readonly number[], than: Incumbent): boolean => {
  const fewer = than.unplaced.length - unplaced.length;
  return fewer > 0 || (fewer === 0 && dispatch.weight < than.dispatch.weight);
};

const placedIn = ({ option }: WorkSnapshot): number =>
  option.reduce((count, chosen) => count + (chosen >= 0 ? 1 : 0), 0);
const mean = (values: Float64Array): number => sumOf(values) / values.length;
const deviation = (values: Float64Array): number => {
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length);
};
