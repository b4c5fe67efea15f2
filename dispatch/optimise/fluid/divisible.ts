import type { BidTable } from '../bids/bid-table.ts';
import { openMs } from '../bids/preemptible-answer.ts';
import type { Steer, Steering, WorkLoad } from './steering.ts';

/** Newton's steps until the shares of a bid add up to one. */
const STEPS = 30;
const CLOSE = 1e-9;

/**
 * Preemptible bids as a fluid: shares of each spread over options and periods. A step solves one bid's own problem to the
 * end: prices that rise with its own shares, every share between nothing and what fits into the period, all of them
 * together one. Work repeated after interruptions and least runs are left out here.
 */
export class Divisible {
  private readonly table: BidTable;
  private readonly load: WorkLoad;
  /** Bins of bid b, option by option and period by period, from firstBin[b] on. */
  private readonly firstBin: Float64Array;
  private readonly share: Float64Array;
  private readonly price: Float64Array;
  private readonly slope: Float64Array;
  private readonly most: Float64Array;

  constructor(table: BidTable, load: WorkLoad) {
    this.table = table;
    this.load = load;
    this.firstBin = new Float64Array(table.bidCount + 1);
    let largest = 0;
    for (let bid = 0; bid < table.bidCount; bid++) {
      let bins = 0;
      if (!table.rigid[bid])
        for (let o = table.firstOption[bid]!; o < table.firstOption[bid + 1]!; o++)
          bins += this.lastPeriod(o) - this.firstPeriod(o);
      this.firstBin[bid + 1] = this.firstBin[bid]! + bins;
      largest = Math.max(largest, bins);
    }
    this.share = new Float64Array(this.firstBin[table.bidCount]!);
    this.price = new Float64Array(largest);
    this.slope = new Float64Array(largest);
    this.most = new Float64Array(largest);
  }

  private firstPeriod(option: number): number {
    return Math.floor(this.table.earliestMs[option]! / this.table.grid.periodMs);
  }
  private lastPeriod(option: number): number {
    return Math.ceil(this.table.latestEndMs[option]! / this.table.grid.periodMs);
  }

  step(bid: number, steering: Steering, steer: Steer): void {
    const base = this.firstBin[bid]!;
    const count = this.firstBin[bid + 1]! - base;
    this.describe(bid, steering, steer);
    const level = this.levelFor(base, count);
    let bin = 0;
    for (let o = this.table.firstOption[bid]!; o < this.table.firstOption[bid + 1]!; o++)
      for (let t = this.firstPeriod(o); t < this.lastPeriod(o); t++, bin++) {
        const before = this.share[base + bin]!;
        const after = this.shareAt(base, bin, level);
        if (after === before) continue;
        this.share[base + bin] = after;
        this.addShare(o, t, after - before);
      }
  }

  /** Price, slope and most of every bin of a bid. */
  private describe(bid: number, { sums }: Steering, steer: Steer): void {
    const { table } = this;
    const { periodMs, totalCount } = table.grid;
    let bin = 0;
    let steepest = 0;
    for (let o = table.firstOption[bid]!; o < table.firstOption[bid + 1]!; o++) {
      const periods = table.durationMs[o]! / periodMs;
      const [itMw, units] = [table.itMw[o]! * periods, table.units[o]! * periods];
      const slope = steer.perMw[table.site[o]!]! * itMw ** 2 + steer.perUnit[table.pool[o]!]! * units ** 2;
      steepest = Math.max(steepest, slope);
      const [energyBase, unitBase] = [table.site[o]! * totalCount, table.pool[o]! * totalCount];
      const to = this.lastPeriod(o);
      for (let t = this.firstPeriod(o); t < to; t++, bin++) {
        const late = Math.max(0, t * periodMs - table.dueMs[bid]!) * table.lateWeightPerMs[bid]!;
        this.price[bin] =
          itMw * sums.prices.energy[energyBase + t]! +
          units * sums.prices.unit[unitBase + t]! +
          late +
          table.fixedWeight[o]!;
        this.slope[bin] = slope;
        this.most[bin] = Math.min(1, openMs(table, o, t) / table.durationMs[o]!);
      }
    }
    const least = Math.max(1e-300, steepest * 1e-6);
    for (let i = 0; i < bin; i++) if (this.slope[i]! < least) this.slope[i] = least;
  }

  private shareAt(base: number, bin: number, level: number): number {
    const wanted = this.share[base + bin]! + (level - this.price[bin]!) / this.slope[bin]!;
    return wanted <= 0 ? 0 : Math.min(this.most[bin]!, wanted);
  }

  /** The price level at which all shares add up to one: the sum is a rising broken line, so Newton's steps end. */
  private levelFor(base: number, count: number): number {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let bin = 0; bin < count; bin++) {
      const begins = this.price[bin]! - this.slope[bin]! * this.share[base + bin]!;
      low = Math.min(low, begins);
      high = Math.max(high, begins + this.slope[bin]! * this.most[bin]!);
    }
    let level = (low + high) / 2;
    for (let step = 0; step < STEPS; step++) {
      let [sum, rate] = [0, 0];
      for (let bin = 0; bin < count; bin++) {
        const share = this.shareAt(base, bin, level);
        sum += share;
        if (share > 0 && share < this.most[bin]!) rate += 1 / this.slope[bin]!;
      }
      if (Math.abs(sum - 1) <= CLOSE) break;
      if (sum > 1) high = level;
      else low = level;
      const next = rate > 0 ? level + (1 - sum) / rate : (low + high) / 2;
      level = next > low && next < high ? next : (low + high) / 2;
    }
    return level;
  }

  private addShare(option: number, t: number, share: number): void {
    const { table } = this;
    const periods = table.durationMs[option]! / table.grid.periodMs;
    const { totalCount } = table.grid;
    this.load.itMw[table.site[option]! * totalCount + t]! += share * table.itMw[option]! * periods;
    this.load.units[table.pool[option]! * totalCount + t]! += share * table.units[option]! * periods;
  }
}
