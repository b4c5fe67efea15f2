import type { Problem } from '#dispatch/domain';
import type { BidTable } from '../bids/bid-table.ts';
import { joinedShares } from '../bids/joined-shares.ts';
import { CheapestShares, noShares, type ShareAnswer } from '../bids/preemptible-answer.ts';
import { cheapestStart, noStart, type StartAnswer } from '../bids/rigid-answer.ts';
import { RoomFinder } from '../bids/room.ts';
import { PriceSums, type WorkPrices } from '../bids/work-prices.ts';
import type { WorkState } from './work-state.ts';

/** A load to stay close to: deviating by one MW from it at a site changes the price of energy there by the stiffness. */
export interface Target {
  /** IT power of batch work, [site] x period. */
  readonly loadItMw: Float64Array;
  /** Weight per MW through a period, per MW of deviation, by site; 0 leaves the prices alone. */
  readonly stiffness: Float64Array;
}

/**
 * Puts bids where they are cheapest in the room that is left, one at a time. Prices are those of the power side plus
 * the stiffness times the deviation from the target so far: the gradient of a smooth cost, so that bids spread out
 * instead of herding to the cheapest hour.
 */
export class Placer {
  private readonly state: WorkState;
  private readonly table: BidTable;
  private readonly base: WorkPrices;
  private readonly target: Target;
  private readonly sums: PriceSums;
  private readonly finder: RoomFinder;
  private readonly shares: CheapestShares;
  private readonly start: StartAnswer = noStart();
  private readonly run: ShareAnswer;
  private readonly steered: Uint8Array;

  constructor(problem: Problem, state: WorkState, prices: WorkPrices, target: Target) {
    const table = withOwnDeviation(state.table, target.stiffness);
    this.state = state;
    this.table = table;
    this.base = prices;
    this.target = target;
    this.sums = new PriceSums(table, { energy: prices.energy.slice(), unit: prices.unit });
    this.finder = new RoomFinder(table, state.room);
    this.shares = new CheapestShares(table);
    this.run = noShares(table.grid.totalCount);
    this.steered = Uint8Array.from(problem.sites, (_, site) => (target.stiffness[site]! > 0 ? 1 : 0));
    problem.sites.forEach((_, site) => {
      this.follow(site, 0, table.grid.periodCount);
    });
  }

  /** Places a bid anew; false when it fits nowhere in its window. */
  place(bid: number): boolean {
    this.remove(bid);
    const placed = this.table.rigid[bid] ? this.placeRigid(bid) : this.placePreemptible(bid);
    if (placed) this.followBid(bid);
    return placed;
  }

  private remove(bid: number): void {
    if (!this.state.isPlaced(bid)) return;
    const site = this.table.site[this.state.option[bid]!]!;
    const [from, to] = [this.state.touchedFrom(bid), this.state.touchedTo(bid)];
    this.state.remove(bid);
    this.follow(site, from, to);
  }

  private placeRigid(bid: number): boolean {
    cheapestStart(this.table, this.sums, bid, this.finder, this.start);
    if (this.start.option < 0) return false;
    this.state.placeRigid(bid, this.start.option, this.start.startMs);
    return true;
  }

  private placePreemptible(bid: number): boolean {
    this.shares.answer(this.sums, bid, this.finder, this.run);
    if (this.table.checkpointMs[bid]! > 0)
      joinedShares(this.table, this.sums, bid, this.finder, this.shares, this.run);
    if (this.run.option < 0) return false;
    this.state.placeShares(bid, this.run);
    return true;
  }

  private followBid(bid: number): void {
    const site = this.table.site[this.state.option[bid]!]!;
    this.follow(site, this.state.touchedFrom(bid), this.state.touchedTo(bid));
  }

  /** Brings the prices of a stretch of periods up to the load placed so far. */
  private follow(site: number, from: number, to: number): void {
    if (!this.steered[site]) return;
    const { totalCount, periodCount } = this.table.grid;
    const stiffness = this.target.stiffness[site]!;
    const base = site * totalCount;
    const last = Math.min(to, periodCount);
    for (let t = base + from; t < base + last; t++) {
      const deviation = this.state.loadItMw[t]! - this.target.loadItMw[t]!;
      this.sums.prices.energy[t] = this.base.energy[t]! + stiffness * deviation;
    }
    this.sums.refreshSite(site);
  }
}

/**
 * Half of stiffness x power squared x time: what a bid adds to the squared deviation by itself, wherever it lies.
 * It is the same for all starts of an option and differs between options, so it counts as a fixed weight of each.
 */
const withOwnDeviation = (table: BidTable, stiffness: Float64Array): BidTable => {
  const fixedWeight = table.fixedWeight.map((weight, option) => {
    const periods = table.durationMs[option]! / table.grid.periodMs;
    return weight + 0.5 * stiffness[table.site[option]!]! * table.itMw[option]! ** 2 * periods;
  });
  return { ...table, fixedWeight };
};

/** Places every bid of an order that is not placed yet; returns those that found no room. */
export const placeMissing = (placer: Placer, state: WorkState, order: Int32Array): number[] => {
  const left: number[] = [];
  for (const bid of order) if (!state.isPlaced(bid) && !placer.place(bid)) left.push(bid);
  return left;
};
