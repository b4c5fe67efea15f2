import { type StartAnswer, weightOfStart } from '../bids/rigid-answer.ts';
import { RoomFinder } from '../bids/room.ts';
import type { PriceSums } from '../bids/work-prices.ts';
import type { WorkState } from '../placement/work-state.ts';

/** A way to run a job in one piece that is really another one. */
export interface OtherStart {
  readonly option: number;
  readonly startMs: number;
  /** At the prices given. */
  readonly weight: number;
}

/**
 * Finds for a placed bid the cheapest start that is not its own: at another site, or at least a period earlier or
 * later, in one piece, in the room that the plan leaves (its own room counts as free). Exact at the given prices: between
 * the edges of periods the price is linear, so only those, the ends of the window and of what is its own, and the due
 * time can be best.
 */
export class NextBest {
  private readonly state: WorkState;
  private readonly sums: PriceSums;
  private readonly finder: RoomFinder;

  constructor(state: WorkState, sums: PriceSums) {
    this.state = state;
    this.sums = sums;
    this.finder = new RoomFinder(state.table, state.room);
  }

  of(bid: number, ownStartMs: number): OtherStart | null {
    const { table } = this.state;
    const own = this.state.option[bid]!;
    const best: StartAnswer = { option: -1, startMs: 0, weight: Number.POSITIVE_INFINITY };
    this.state.withhold(bid, () => {
      for (let option = table.firstOption[bid]!; option < table.firstOption[bid + 1]!; option++) {
        this.finder.lookAt(option);
        const isHere = table.site[option] === table.site[own];
        for (const startMs of this.startsOf(bid, option, isHere ? ownStartMs : null))
          this.tryStart(bid, option, startMs, best);
      }
    });
    return best.option < 0 ? null : { ...best };
  }

  private *startsOf(bid: number, option: number, ownStartMs: number | null): Generator<number> {
    const { table } = this.state;
    const { periodMs } = table.grid;
    const duration = table.durationMs[option]!;
    const first = table.earliestMs[option]!;
    const last = table.latestEndMs[option]! - duration;
    const isOther = (startMs: number): boolean =>
      startMs >= first &&
      startMs <= last &&
      (ownStartMs === null || Math.abs(startMs - ownStartMs) >= periodMs);
    const phase = duration % periodMs;
    const edges = [first, last, table.dueMs[bid]! - duration];
    if (ownStartMs !== null) edges.push(ownStartMs - periodMs, ownStartMs + periodMs);
    for (const startMs of edges) if (isOther(startMs)) yield startMs;
    for (let edge = Math.ceil(first / periodMs) * periodMs; edge < last + periodMs; edge += periodMs) {
      if (isOther(edge)) yield edge;
      if (phase > 0 && isOther(edge - phase)) yield edge - phase;
    }
  }

  private tryStart(bid: number, option: number, startMs: number, best: StartAnswer): void {
    const { table } = this.state;
    const weight = weightOfStart(table, this.sums, bid, option, startMs);
    if (weight >= best.weight) return;
    if (!this.finder.fits(startMs, startMs + table.durationMs[option]!)) return;
    best.option = option;
    best.startMs = startMs;
    best.weight = weight;
  }
}
