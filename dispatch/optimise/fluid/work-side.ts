import type { Problem } from '#dispatch/domain';
import type { BidTable } from '../bids/bid-table.ts';
import { bidsApart } from '../bids/bids-apart.ts';
import { Divisible } from './divisible.ts';
import { Mixtures } from './mixtures.ts';
import { type Steer, Steering, type WorkLoad } from './steering.ts';

/** Prices follow the load at most this many times in a pass over all bids. */
const REFRESHES = 600;

/** Work as one partner of the search for prices: every bid a fluid, and the load of all of them. */
export class WorkSide {
  readonly load: WorkLoad;
  readonly mixtures: Mixtures;
  private readonly divisible: Divisible;
  private readonly table: BidTable;
  private readonly order: Int32Array;
  private readonly refreshEvery: number;

  constructor(problem: Problem, table: BidTable) {
    const { totalCount } = table.grid;
    this.table = table;
    this.load = {
      itMw: new Float64Array(problem.sites.length * totalCount),
      units: new Float64Array(problem.pools.length * totalCount),
    };
    this.mixtures = new Mixtures(table, this.load);
    this.divisible = new Divisible(table, this.load);
    this.order = scattered(table.bidCount);
    this.refreshEvery = Math.max(1, Math.round(Math.max(table.bidCount / REFRESHES, bidsApart(table))));
  }

  /** One step of every bid. */
  pass(steer: Steer): void {
    const steering = new Steering(this.table, this.load, steer);
    this.order.forEach((bid, i) => {
      if (this.table.rigid[bid]) this.mixtures.step(bid, steering, steer);
      else this.divisible.step(bid, steering, steer);
      if ((i + 1) % this.refreshEvery === 0) steering.refresh();
    });
  }
}

/** All bids in an order in which neighbours have little to do with each other: strides of the golden section. */
const scattered = (count: number): Int32Array => {
  let stride = Math.max(1, Math.round(count * 0.618));
  while (greatestCommonDivisor(stride, count) > 1) stride++;
  return Int32Array.from({ length: count }, (_, i) => (i * stride) % count);
};

const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b);
