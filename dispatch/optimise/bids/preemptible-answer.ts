import type { BidTable } from './bid-table.ts';
import type { RoomFinder } from './room.ts';
import type { PriceSums } from './work-prices.ts';

/** Milliseconds run in each period by the cheapest option found, in memory that is reused from call to call. */
export interface ShareAnswer {
  option: number;
  weight: number;
  /** First period of `runMs` that may be used. */
  fromPeriod: number;
  toPeriod: number;
  /** Indexed by period. */
  readonly runMs: Float64Array;
}
export const noShares = (totalCount: number): ShareAnswer => ({
  option: -1,
  weight: Number.POSITIVE_INFINITY,
  fromPeriod: 0,
  toPeriod: 0,
  runMs: new Float64Array(totalCount),
});

/** Part of a period, in milliseconds, that lies in an option's window. */
export const openMs = (table: BidTable, option: number, period: number): number => {
  const { periodMs } = table.grid;
  const from = Math.max(period * periodMs, table.earliestMs[option]!);
  const to = Math.min((period + 1) * periodMs, table.latestEndMs[option]!);
  return Math.max(0, to - from);
};

/** Weight of one millisecond of an option in a period: energy and units. */
export const workWeightPerMs = (table: BidTable, sums: PriceSums, option: number, period: number): number => {
  const { periodMs, totalCount } = table.grid;
  const energy = sums.prices.energy[table.site[option]! * totalCount + period]!;
  const unit = sums.prices.unit[table.pool[option]! * totalCount + period]!;
  return (table.itMw[option]! * energy + table.units[option]! * unit) / periodMs;
};

/**
 * The same with lateness as if every part of the work were late by its own delay. Over work that runs for just its
 * length that never exceeds the lateness of the whole, so a bound made of it holds.
 */
const weightPerMs = (
  table: BidTable,
  sums: PriceSums,
  bid: number,
  option: number,
  period: number,
): number => {
  const late = Math.max(0, period * table.grid.periodMs - table.dueMs[bid]!);
  return (
    workWeightPerMs(table, sums, option, period) +
    (late > 0 ? (late * table.lateWeightPerMs[bid]!) / table.durationMs[option]! : 0)
  );
};

/** Finds the cheapest periods of preemptible bids: a heap of the window's periods, emptied until the work is done. */
export class CheapestShares {
  private readonly table: BidTable;
  private readonly heap: Int32Array;
  private readonly weights: Float64Array;
  private readonly trial: Float64Array;

  constructor(table: BidTable) {
    this.table = table;
    this.heap = new Int32Array(table.grid.totalCount);
    this.weights = new Float64Array(table.grid.totalCount);
    this.trial = new Float64Array(table.grid.totalCount);
  }

  /** The cheapest option and shares of a bid; without a room finder capacity is left to the prices. */
  answer(sums: PriceSums, bid: number, room: RoomFinder | null, answer: ShareAnswer): void {
    answer.option = -1;
    answer.weight = Number.POSITIVE_INFINITY;
    for (let option = this.table.firstOption[bid]!; option < this.table.firstOption[bid + 1]!; option++) {
      const weight = this.fill(sums, bid, option, room, this.table.durationMs[option]!);
      if (weight < answer.weight) this.keep(option, weight, answer);
    }
  }

  /** Weight of an option's cheapest shares alone: never more than with work repeated after interruptions. */
  weightOf(sums: PriceSums, bid: number, option: number, room: RoomFinder | null): number {
    return this.fill(sums, bid, option, room, this.table.durationMs[option]!);
  }

  /** Fills the cheapest open periods with so much run time; Infinity when the window has not so much room. */
  private fill(
    sums: PriceSums,
    bid: number,
    option: number,
    room: RoomFinder | null,
    needMs: number,
  ): number {
    const { table } = this;
    const from = Math.floor(table.earliestMs[option]! / table.grid.periodMs);
    const to = Math.ceil(table.latestEndMs[option]! / table.grid.periodMs);
    const size = this.makeHeap(sums, bid, option, from, to);
    this.trial.fill(0, from, to);
    let rest = needMs;
    let weight = table.fixedWeight[option]!;
    for (let left = size; left > 0 && rest > 0; left--) {
      const period = this.popCheapest(left);
      const share = room === null ? 1 : room.shareIn(option, period);
      const run = Math.min(rest, openMs(table, option, period), share * table.grid.periodMs);
      this.trial[period] = run;
      weight += run * this.weights[period]!;
      rest -= run;
    }
    // A thousandth of a millisecond is rounding, not missing room.
    return rest > 1e-3 ? Number.POSITIVE_INFINITY : weight;
  }

  private keep(option: number, weight: number, answer: ShareAnswer): void {
    answer.option = option;
    answer.weight = weight;
    answer.fromPeriod = Math.floor(this.table.earliestMs[option]! / this.table.grid.periodMs);
    answer.toPeriod = Math.ceil(this.table.latestEndMs[option]! / this.table.grid.periodMs);
    for (let t = answer.fromPeriod; t < answer.toPeriod; t++) answer.runMs[t] = this.trial[t]!;
  }

  private makeHeap(sums: PriceSums, bid: number, option: number, from: number, to: number): number {
    const size = to - from;
    for (let i = 0; i < size; i++) {
      this.heap[i] = from + i;
      this.weights[from + i] = weightPerMs(this.table, sums, bid, option, from + i);
    }
    for (let i = (size >> 1) - 1; i >= 0; i--) this.sink(i, size);
    return size;
  }

  /** Takes the top of a heap of `size` periods: the cheapest, the earlier of equals. */
  private popCheapest(size: number): number {
    const top = this.heap[0]!;
    this.heap[0] = this.heap[size - 1]!;
    this.sink(0, size - 1);
    return top;
  }

  private sink(from: number, size: number): void {
    const moved = this.heap[from]!;
    let hole = from;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= size) break;
      if (child + 1 < size && this.before(this.heap[child + 1]!, this.heap[child]!)) child++;
      if (!this.before(this.heap[child]!, moved)) break;
      this.heap[hole] = this.heap[child]!;
      hole = child;
    }
    this.heap[hole] = moved;
  }

  private before(a: number, b: number): boolean {
    const [weightA, weightB] = [this.weights[a]!, this.weights[b]!];
    return weightA < weightB || (weightA === weightB && a < b);
  }
}
