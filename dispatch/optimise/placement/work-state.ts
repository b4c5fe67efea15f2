import type { BidTable } from '../bids/bid-table.ts';
import type { ShareAnswer } from '../bids/preemptible-answer.ts';
import { ROOM_TOLERANCE, type Room } from '../bids/room.ts';

/** How many sites and pools work runs on: a problem, or a part of one. */
export interface Extent {
  readonly sites: { readonly length: number };
  readonly pools: { readonly length: number };
}

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
  /** The room before anything was placed. */
  private readonly whole: Room;
  /** Units held by placed work, [pool] x period. */
  readonly used: Float64Array;
  /** Run time of preemptible bids: bid b, period t at shareOffset[b] + t - firstPeriod[b]. */
  private readonly runMs: Float64Array;
  /** Where the run times of a bid begin. */
  readonly shareOffset: Float64Array;
  private readonly firstPeriod: Int32Array;
  private readonly lastPeriod: Int32Array;

  constructor(extent: Extent, table: BidTable, room: Room) {
    const { totalCount } = table.grid;
    this.table = table;
    this.option = new Int32Array(table.bidCount).fill(-1);
    this.startMs = new Float64Array(table.bidCount);
    this.loadItMw = new Float64Array(extent.sites.length * totalCount);
    this.used = new Float64Array(extent.pools.length * totalCount);
    this.whole = room;
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

  /**
   * Units of all placed work that runs in a period, side by side: with so many no job waits for another. No more than
   * there can be, where work takes turns.
   */
  unitsSideBySide(pool: number, period: number): number {
    let units = 0;
    for (let bid = 0; bid < this.table.bidCount; bid++) {
      const option = this.option[bid]!;
      if (option >= 0 && this.table.pool[option] === pool && this.runIn(bid, period) > 0)
        units += this.table.units[option]!;
    }
    const used = this.usedUnits(pool, period);
    const left = this.room.freeUnits[pool * this.table.grid.totalCount + period]!;
    return Math.min(units, used + Math.max(0, left));
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

  /** Whether a start of an option fits into the room in every period that it touches. */
  fits(option: number, startMs: number): boolean {
    return this.lastWithoutRoom(option, startMs) < 0;
  }

  /** The earliest instant at which an option fits into the room; null when there is none. */
  earliestFit(option: number): number | null {
    const last = this.table.latestEndMs[option]! - this.table.durationMs[option]!;
    for (let startMs = this.table.earliestMs[option]!; startMs <= last; ) {
      const blocked = this.lastWithoutRoom(option, startMs);
      if (blocked < 0) return startMs;
      startMs = (blocked + 1) * this.table.grid.periodMs;
    }
    return null;
  }

  /** The last period of those that a start touches that lacks room for it, -1 when none does. */
  private lastWithoutRoom(option: number, startMs: number): number {
    const { grid } = this.table;
    const unitBase = this.table.pool[option]! * grid.totalCount;
    const powerBase = this.table.site[option]! * grid.totalCount;
    const units = this.table.units[option]! - ROOM_TOLERANCE;
    const itMw = this.table.itMw[option]! - ROOM_TOLERANCE;
    const from = Math.floor(startMs / grid.periodMs);
    for (let t = Math.ceil((startMs + this.table.durationMs[option]!) / grid.periodMs) - 1; t >= from; t--)
      if (this.room.freeUnits[unitBase + t]! < units || this.room.freeItMw[powerBase + t]! < itMw) return t;
    return -1;
  }

  private occupy(bid: number, sign: 1 | -1): void {
    if (this.table.rigid[bid]) this.occupyRigid(bid, sign);
    else this.occupyShares(bid, sign);
  }

  /** Units and room of every period touched, power by time: the first and the last period are held in part only. */
  private occupyRigid(bid: number, sign: 1 | -1): void {
    const { grid } = this.table;
    const option = this.option[bid]!;
    const powerBase = this.table.site[option]! * grid.totalCount;
    const unitBase = this.table.pool[option]! * grid.totalCount;
    const [itMw, units] = [sign * this.table.itMw[option]!, sign * this.table.units[option]!];
    const start = this.startMs[bid]! / grid.periodMs;
    const end = start + this.table.durationMs[option]! / grid.periodMs;
    const [from, to] = [this.touchedFrom(bid), this.touchedTo(bid)];
    for (let t = from; t < to; t++) {
      this.loadItMw[powerBase + t]! += itMw;
      this.room.freeItMw[powerBase + t]! -= itMw;
      this.room.freeUnits[unitBase + t]! -= units;
      this.used[unitBase + t]! += units;
    }
    this.loadItMw[powerBase + from]! -= itMw * (start - from);
    this.loadItMw[powerBase + to - 1]! -= itMw * (to - end);
  }

  private occupyShares(bid: number, sign: 1 | -1): void {
    const { grid } = this.table;
    const option = this.option[bid]!;
    const powerBase = this.table.site[option]! * grid.totalCount;
    const unitBase = this.table.pool[option]! * grid.totalCount;
    const [itMw, units] = [this.table.itMw[option]!, this.table.units[option]!];
    const to = this.touchedTo(bid);
    for (let t = this.touchedFrom(bid); t < to; t++) {
      const share = (sign * this.runIn(bid, t)) / grid.periodMs;
      if (share === 0) continue;
      this.loadItMw[powerBase + t]! += itMw * share;
      this.room.freeItMw[powerBase + t]! -= itMw * share;
      this.room.freeUnits[unitBase + t]! -= units * share;
      this.used[unitBase + t]! += units * share;
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
    this.room.freeUnits.set(this.whole.freeUnits);
    this.room.freeItMw.set(this.whole.freeItMw);
    this.loadItMw.fill(0);
    this.used.fill(0);
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
