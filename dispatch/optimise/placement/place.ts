import { type BidTable, pausesAtAPrice } from '../bids/bid-table.ts';
import { joinedShares } from '../bids/joined-shares.ts';
import { CheapestShares, noShares, type ShareAnswer } from '../bids/preemptible-answer.ts';
import { cheapestStart, noStart } from '../bids/rigid-answer.ts';
import { RoomFinder } from '../bids/room.ts';
import type { PriceSums } from '../bids/work-prices.ts';
import type { WorkState } from './work-state.ts';

/** Where and when a bid runs. */
export interface Place {
  readonly option: number;
  /** Start of a rigid bid. */
  readonly startMs: number;
  /** Run time of a preemptible bid by period, from `fromPeriod` on; empty for a rigid one. */
  readonly fromPeriod: number;
  readonly runMs: Float64Array;
}

const NO_RUN = new Float64Array(0);

/** Answers of bids to prices, each a place of its own. */
export class Places {
  private readonly table: BidTable;
  private readonly start = noStart();
  private readonly shares: CheapestShares;
  private readonly run: ShareAnswer;

  constructor(table: BidTable) {
    this.table = table;
    this.shares = new CheapestShares(table);
    this.run = noShares(table.grid.totalCount);
  }

  cheapest(sums: PriceSums, bid: number): Place {
    const { table, run } = this;
    if (table.rigid[bid]) {
      cheapestStart(table, sums, bid, null, this.start);
      return { option: this.start.option, startMs: this.start.startMs, fromPeriod: 0, runMs: NO_RUN };
    }
    this.shares.answer(sums, bid, null, run);
    if (pausesAtAPrice(table, bid)) joinedShares(table, sums, bid, null, this.shares, run);
    const { option, fromPeriod } = run;
    return { option, startMs: 0, fromPeriod, runMs: run.runMs.slice(fromPeriod, run.toPeriod) };
  }
}

/** Where a state has a placed bid. */
export const placeOf = (state: WorkState, bid: number): Place => {
  const option = state.option[bid]!;
  if (state.table.rigid[bid]) return { option, startMs: state.startMs[bid]!, fromPeriod: 0, runMs: NO_RUN };
  const fromPeriod = state.touchedFrom(bid);
  const runMs = Float64Array.from({ length: state.touchedTo(bid) - fromPeriod }, (_, i) =>
    state.runIn(bid, fromPeriod + i),
  );
  return { option, startMs: 0, fromPeriod, runMs };
};

/** Shares of a period that rounding may be off by. */
const SHARE_TOLERANCE = 1e-9;

/** Puts bids where they are told to be, as far as there is room: the others have none. */
export class Putter {
  private readonly state: WorkState;
  private readonly finder: RoomFinder;
  private readonly run: ShareAnswer;

  constructor(state: WorkState) {
    this.state = state;
    this.finder = new RoomFinder(state.table, state.room);
    this.run = noShares(state.table.grid.totalCount);
  }

  /** False when there is no room. */
  put(bid: number, place: Place): boolean {
    const fits = this.fits(bid, place);
    if (fits) this.putBack(bid, place);
    return fits;
  }

  private fits(bid: number, { option, startMs, fromPeriod, runMs }: Place): boolean {
    const { table } = this.state;
    if (table.rigid[bid]) return this.state.fits(option, startMs);
    this.finder.lookAt(option);
    const { periodMs } = table.grid;
    return runMs.every(
      (ms, i) => ms === 0 || ms / periodMs <= this.finder.shareIn(option, fromPeriod + i) + SHARE_TOLERANCE,
    );
  }

  /** Puts a bid where it was: its room is not looked at, since rounding must not take it. */
  putBack(bid: number, { option, startMs, fromPeriod, runMs }: Place): void {
    if (this.state.table.rigid[bid]) {
      this.state.placeRigid(bid, option, startMs);
      return;
    }
    this.run.option = option;
    this.run.fromPeriod = fromPeriod;
    this.run.toPeriod = fromPeriod + runMs.length;
    this.run.runMs.set(runMs, fromPeriod);
    this.state.placeShares(bid, this.run);
  }
}
