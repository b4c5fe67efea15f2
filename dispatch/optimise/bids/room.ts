import type { BidTable } from './bid-table.ts';

/** What is still free, over horizon and tail: units of every pool, IT power of every site. Infinity where unlimited. */
export interface Room {
  readonly freeUnits: Float64Array;
  readonly freeItMw: Float64Array;
}

/** Rounding that does not count as a lack of room. */
export const ROOM_TOLERANCE = 1e-7;

/** Finds runs of periods in which an option fits, one option at a time, in memory that is reused. */
export class RoomFinder {
  private readonly table: BidTable;
  private readonly room: Room;
  /** First period at or after t that lacks room for the option looked at. */
  readonly nextBlocked: Int32Array;

  constructor(table: BidTable, room: Room) {
    this.table = table;
    this.room = room;
    this.nextBlocked = new Int32Array(table.grid.totalCount + 1);
  }

  lookAt(option: number): void {
    const { grid } = this.table;
    const unitBase = this.table.pool[option]! * grid.totalCount;
    const powerBase = this.table.site[option]! * grid.totalCount;
    const units = this.table.units[option]! - ROOM_TOLERANCE;
    const itMw = this.table.itMw[option]! - ROOM_TOLERANCE;
    const from = Math.floor(this.table.earliestMs[option]! / grid.periodMs);
    const to = Math.ceil(this.table.latestEndMs[option]! / grid.periodMs);
    this.nextBlocked[to] = to;
    for (let t = to - 1; t >= from; t--) {
      const fits = this.room.freeUnits[unitBase + t]! >= units && this.room.freeItMw[powerBase + t]! >= itMw;
      this.nextBlocked[t] = fits ? this.nextBlocked[t + 1]! : t;
    }
  }

  /** Whether the option looked at fits in every period that the stretch touches. */
  fits(startMs: number, endMs: number): boolean {
    const { periodMs } = this.table.grid;
    return this.nextBlocked[Math.floor(startMs / periodMs)]! >= Math.ceil(endMs / periodMs);
  }
  /** Where the first gap in the way of a start ends: no earlier start after this one can fit. */
  afterGap(startMs: number): number {
    const { periodMs } = this.table.grid;
    return (this.nextBlocked[Math.floor(startMs / periodMs)]! + 1) * periodMs;
  }

  /** Share of a period, 0..1, for which a preemptible option could hold its units. */
  shareIn(option: number, period: number): number {
    const { grid } = this.table;
    const freeUnits = this.room.freeUnits[this.table.pool[option]! * grid.totalCount + period]!;
    const freeItMw = this.room.freeItMw[this.table.site[option]! * grid.totalCount + period]!;
    const units = this.table.units[option]!;
    const itMw = this.table.itMw[option]!;
    const byUnits = units > 0 ? freeUnits / units : 1;
    const byPower = itMw > 0 ? freeItMw / itMw : 1;
    return Math.max(0, Math.min(1, byUnits, byPower));
  }
}
