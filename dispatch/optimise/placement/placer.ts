import { type BidTable, pausesAtAPrice } from '../bids/bid-table.ts';
import { joinedShares } from '../bids/joined-shares.ts';
import { CheapestShares, noShares, type ShareAnswer } from '../bids/preemptible-answer.ts';
import { cheapestStart, noStart, type StartAnswer } from '../bids/rigid-answer.ts';
import { RoomFinder } from '../bids/room.ts';
import type { WorkPrices } from '../bids/work-prices.ts';
import { FollowingPrices, type Target } from './following-prices.ts';
import type { Extent, WorkState } from './work-state.ts';

/** From this share of blocked starts on, room is looked at first; how fast the share follows, and fades while it does. */
const MUCH_BLOCKED = 0.2;
const BLOCKED_WEIGHT = 0.02;
const BLOCKED_FADES = 1e-4;

/**
 * Puts bids where they are cheapest in the room that is left, one at a time. Prices are those of the power side plus
 * the stiffness times the deviation from the target so far: the gradient of a smooth cost, so that bids spread out
 * instead of herding to the cheapest hour.
 */
export class Placer {
  private readonly state: WorkState;
  private readonly table: BidTable;
  private readonly prices: FollowingPrices;
  private readonly finder: RoomFinder;
  private readonly shares: CheapestShares;
  private readonly start: StartAnswer = noStart();
  private readonly run: ShareAnswer;
  /** Share of rigid bids of late whose cheapest start had no room. */
  private blockedShare = 0;

  constructor(extent: Extent, state: WorkState, prices: WorkPrices, target: Target) {
    this.table = withOwnDeviation(state.table, target.stiffness);
    this.state = state;
    this.prices = new FollowingPrices(extent, state, prices, target);
    this.finder = new RoomFinder(this.table, state.room);
    this.shares = new CheapestShares(this.table);
    this.run = noShares(this.table.grid.totalCount);
  }

  /** Places a bid anew; false when it fits nowhere in its window. */
  place(bid: number): boolean {
    this.remove(bid);
    this.prices.countMove();
    const placed = this.table.rigid[bid] ? this.placeRigid(bid) : this.placePreemptible(bid);
    if (placed) this.prices.followBid(bid);
    return placed;
  }

  /** Brings prices up, after those it was made with or its target have changed. */
  followAll(): void {
    this.prices.followAll();
  }

  /** Brings prices up to a bid that was placed by others. */
  noteMoved(bid: number): void {
    this.prices.countMove();
    this.prices.followBid(bid);
  }

  remove(bid: number): void {
    if (!this.state.isPlaced(bid)) return;
    const option = this.state.option[bid]!;
    const [from, to] = [this.state.touchedFrom(bid), this.state.touchedTo(bid)];
    this.state.remove(bid);
    this.prices.follow(option, from, to);
  }

  private placeRigid(bid: number): boolean {
    const { sums } = this.prices;
    // While room is plenty most find their place without looking at it first.
    const isPlenty = this.blockedShare < MUCH_BLOCKED;
    cheapestStart(this.table, sums, bid, isPlenty ? null : this.finder, this.start);
    if (isPlenty) {
      const isBlocked = !this.state.fits(this.start.option, this.start.startMs);
      if (isBlocked) cheapestStart(this.table, sums, bid, this.finder, this.start);
      this.blockedShare += ((isBlocked ? 1 : 0) - this.blockedShare) * BLOCKED_WEIGHT;
    } else this.blockedShare *= 1 - BLOCKED_FADES;
    if (this.start.option < 0) return false;
    this.state.placeRigid(bid, this.start.option, this.start.startMs);
    return true;
  }

  private placePreemptible(bid: number): boolean {
    const { sums } = this.prices;
    this.shares.answer(sums, bid, this.finder, this.run);
    if (pausesAtAPrice(this.table, bid))
      joinedShares(this.table, sums, bid, this.finder, this.shares, this.run);
    if (this.run.option < 0) return false;
    this.state.placeShares(bid, this.run);
    return true;
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
