import type { Problem } from '#dispatch/domain';
import type { BidTable } from '../bids/bid-table.ts';
import type { ShareAnswer } from '../bids/preemptible-answer.ts';
import type { Room } from '../bids/room.ts';

/** Where and when every bid runs, with the load that follows: a schedule that can be changed one bid at a time. */
export class WorkState {
  readonly table: BidTable;
  /** Chosen option of a bid, -1 when it is not placed. */
  readonly option: Int32Array;
  /** Start of a rigid bid. */
  readonly startMs: Float64Array;
  /** Mean IT power of placed work, [site] x period. */
  readonly loadItMw: Float64Array;
  readonly room: Room;
  /** Units held by placed work, [pool] x period. */
  private readonly used: Float64Array;
  /** Run time of preemptible bids: bid b, period t at shareOffset[b] + t - firstPeriod[b]. */
  private readonly runMs: Float64Array;
  private readonly shareOffset: Float64Array;
  private readonly firstPeriod: Int32Array;
  private readonly lastPeriod: Int32Array;

  constructor(problem: Problem, table: BidTable, room: Room) {
    const { totalCount } = table.grid;
    this.table = table;
    this.option = new Int32Array(table.bidCount).fill(-1);
    this.startMs = new Float64Array(table.bidCount);
    this.loadItMw = new Float64Array(problem.sites.length * totalCount);
    this.used = new Float64Array(problem.pools.length * totalCount);
    this.room = { freeUnits: room.freeUnits.slice(), freeItMw: room.freeItMw.slice() };
    this.firstPeriod = new Int32Array(table.bidCount);
    this.lastPeriod = new Int32Array(table.bidCount);
    this.shareOffset = new Float64Array(table.bidCount + 1);
    for (let bid = 0; bid < table.bidCount; bid++) this.measureWindow(bid);
    this.runMs = new Float64Array(this.shareOffset[table.bidCount]!);
  }

  private measureWindow(bid: number): void {
    const { table } = this;
    let [first, last] = [table.grid.totalCount, 0];
    for (let o = table.firstOption[bid]!; o < table.firstOption[bid + 1]!; o++) {
      first = Math.min(first, Math.floor(table.earliestMs[o]! / table.grid.periodMs));
      last = Math.max(last, Math.ceil(table.latestEndMs[o]! / table.grid.periodMs));
    }
    this.firstPeriod[bid] = first;
    this.lastPeriod[bid] = last;
    const length = table.rigid[bid] ? 0 : last - first;
    this.shareOffset[bid + 1] = this.shareOffset[bid]! + length;
  }

  isPlaced(bid: number): boolean {
    return this.option[bid]! >= 0;
  }

  usedUnits(pool: number, period: number): number {
    return this.used[pool * this.table.grid.totalCount + period]!;
  }

  placeRigid(bid: number, option: number, startMs: number): void {
    this.option[bid] = option;
    this.startMs[bid] = startMs;
    this.occupy(bid, 1);
  }

  placeShares(bid: number, answer: ShareAnswer): void {
    this.option[bid] = answer.option;
    const offset = this.shareOffset[bid]! - this.firstPeriod[bid]!;
    for (let t = answer.fromPeriod; t < answer.toPeriod; t++) this.runMs[offset + t] = answer.runMs[t]!;
    this.occupy(bid, 1);
  }

  remove(bid: number): void {
    if (this.option[bid]! < 0) return;
    this.occupy(bid, -1);
    const [from, to] = [this.shareOffset[bid]!, this.shareOffset[bid + 1]!];
    this.runMs.fill(0, from, to);
    this.option[bid] = -1;
  }

  /** Run time of a placed bid in a period, milliseconds. */
  runIn(bid: number, period: number): number {
    if (!this.table.rigid[bid]) {
      if (period < this.firstPeriod[bid]! || period >= this.lastPeriod[bid]!) return 0;
      return this.runMs[this.shareOffset[bid]! + period - this.firstPeriod[bid]!]!;
    }
    const { periodMs } = this.table.grid;
    const start = this.startMs[bid]!;
    const end = start + this.table.durationMs[this.option[bid]!]!;
    return Math.max(0, Math.min(end, (period + 1) * periodMs) - Math.max(start, period * periodMs));
  }
  /** Periods from the first (inclusive) to the last (exclusive) that a placed bid may touch. */
  touchedFrom(bid: number): number {
    if (!this.table.rigid[bid]) return this.firstPeriod[bid]!;
    return Math.floor(this.startMs[bid]! / this.table.grid.periodMs);
  }
  touchedTo(bid: number): number {
    if (!this.table.rigid[bid]) return this.lastPeriod[bid]!;
    const end = this.startMs[bid]! + this.table.durationMs[this.option[bid]!]!;
    return Math.ceil(end / this.table.grid.periodMs);
  }

  private occupy(bid: number, sign: 1 | -1): void {
    const { grid } = this.table;
    const option = this.option[bid]!;
    const powerBase = this.table.site[option]! * grid.totalCount;
    const unitBase = this.table.pool[option]! * grid.totalCount;
    const [itMw, units] = [this.table.itMw[option]!, this.table.units[option]!];
    const rigid = this.table.rigid[bid] === 1;
    const to = this.touchedTo(bid);
    for (let t = this.touchedFrom(bid); t < to; t++) {
      const share = (sign * this.runIn(bid, t)) / grid.periodMs;
      if (share === 0) continue;
      const held = rigid ? sign : share;
      this.loadItMw[powerBase + t]! += itMw * share;
      this.room.freeItMw[powerBase + t]! -= itMw * held;
      this.room.freeUnits[unitBase + t]! -= units * held;
      this.used[unitBase + t]! += units * held;
    }
  }

  /** Does something while the room of a placed bid counts as free; its place itself stays. */
  withhold(bid: number, look: () => void): void {
    this.occupy(bid, -1);
    look();
    this.occupy(bid, 1);
  }

  /** A copy of the decisions (not of the room), to come back to. */
  snapshot(): WorkSnapshot {
    return { option: this.option.slice(), startMs: this.startMs.slice(), runMs: this.runMs.slice() };
  }
  restore(snapshot: WorkSnapshot): void {
    for (let bid = 0; bid < this.table.bidCount; bid++) this.remove(bid);
    this.startMs.set(snapshot.startMs);
    this.runMs.set(snapshot.runMs);
    this.option.set(snapshot.option);
    for (let bid = 0; bid < this.table.bidCount; bid++) if (this.isPlaced(bid)) this.occupy(bid, 1);
  }
}

export interface WorkSnapshot {
  readonly option: Int32Array;
  readonly startMs: Float64Array;
  readonly runMs: Float64Array;
}
