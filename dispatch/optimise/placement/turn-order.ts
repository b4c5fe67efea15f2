import { type BidTable, workOf } from '../bids/bid-table.ts';
import { sortedBy } from '../bids/sorted-by.ts';

/** Parts of a turn: one of them is moved between two answers of the power side. */
export const PARTS = 8;
/** Bids that together make up this share of the work are moved in every turn, the many light ones in every fourth. */
const HEAVY_SHARE = 0.9;
const LIGHT_TURNS = 4;

/** Which bids are moved when, as work and power go on meeting: those with most work oftener, the largest first. */
export class TurnOrder {
  private readonly heavy: Int32Array;
  private readonly light: Int32Array;

  constructor(table: BidTable) {
    const work = Float64Array.from({ length: table.bidCount }, (_, bid) =>
      workOf(table, table.firstOption[bid]!),
    );
    const order = sortedBy([work.map((size) => -size)]);
    const total = work.reduce((sum, size) => sum + size, 0);
    let [count, sum] = [0, 0];
    while (count < order.length && sum < HEAVY_SHARE * total) sum += work[order[count++]!]!;
    this.heavy = order.subarray(0, count);
    this.light = order.subarray(count);
  }

  forEachOf(turn: number, part: number, move: (bid: number) => void): void {
    for (let i = part; i < this.heavy.length; i += PARTS) move(this.heavy[i]!);
    const lightParts = PARTS * LIGHT_TURNS;
    for (let i = part + PARTS * (turn % LIGHT_TURNS); i < this.light.length; i += lightParts)
      move(this.light[i]!);
  }
}
