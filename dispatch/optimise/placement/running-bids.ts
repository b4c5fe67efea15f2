import type { WorkState } from './work-state.ts';

/** Placed bids by pool and period, so that those that run somewhere are found without looking at all. */
export class RunningBids {
  private readonly state: WorkState;
  /** Bids that ran in pool p and period t when this was made: bids from first[p x periods + t] to the next. */
  private readonly first: Float64Array;
  private readonly bids: Int32Array;
  /** Bids that have come since. */
  private readonly newcomers = new Map<number, number[]>();

  constructor(state: WorkState) {
    this.state = state;
    this.first = new Float64Array(state.used.length + 1);
    this.forEachRun((place) => {
      this.first[place + 1]! += 1;
    });
    for (let place = 0; place < state.used.length; place++) this.first[place + 1]! += this.first[place]!;
    this.bids = new Int32Array(this.first[state.used.length]!);
    const next = this.first.slice();
    this.forEachRun((place, bid) => {
      this.bids[next[place]!++] = bid;
    });
  }

  get entryCount(): number {
    return this.bids.length;
  }

  /** Takes in where a bid runs now. */
  note(bid: number): void {
    this.forEachPlace(bid, (place) => {
      const some = this.newcomers.get(place);
      if (some === undefined) this.newcomers.set(place, [bid]);
      else some.push(bid);
    });
  }

  /** Adds the bids that run in a pool and period to a set; returns at how many entries it looked. */
  addTo(found: Set<number>, pool: number, period: number): number {
    const place = pool * this.state.table.grid.totalCount + period;
    const [from, to] = [this.first[place]!, this.first[place + 1]!];
    const newcomers = this.newcomers.get(place) ?? [];
    for (let i = from; i < to; i++) if (this.isThere(this.bids[i]!, pool, period)) found.add(this.bids[i]!);
    for (const bid of newcomers) if (this.isThere(bid, pool, period)) found.add(bid);
    return to - from + newcomers.length;
  }

  /** Whether a bid that once ran in a pool and period still does. */
  private isThere(bid: number, pool: number, period: number): boolean {
    const option = this.state.option[bid]!;
    return option >= 0 && this.state.table.pool[option] === pool && this.state.runIn(bid, period) > 0;
  }

  private forEachRun(visit: (place: number, bid: number) => void): void {
    const { bidCount } = this.state.table;
    for (let bid = 0; bid < bidCount; bid++) this.forEachPlace(bid, (place) => visit(place, bid));
  }

  private forEachPlace(bid: number, visit: (place: number) => void): void {
    const { state } = this;
    if (!state.isPlaced(bid)) return;
    const base = state.table.pool[state.option[bid]!]! * state.table.grid.totalCount;
    const to = state.touchedTo(bid);
    for (let t = state.touchedFrom(bid); t < to; t++) if (state.runIn(bid, t) > 0) visit(base + t);
  }
}
