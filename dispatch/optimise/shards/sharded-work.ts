import type { BidTable } from '../bids/bid-table.ts';
import type { WorkPrices } from '../bids/work-prices.ts';
import type { Mover } from '../placement/alternate.ts';
import type { Extent, WorkState } from '../placement/work-state.ts';
import { dealBids, tableOf } from './deal-bids.ts';
import { KeptShards } from './kept-shards.ts';
import type { ShardLimits, ShardPool } from './shard-pool.ts';
import { ShardedMover } from './sharded-mover.ts';

/** All bids dealt to shards that answer and move side by side. */
export class ShardedWork {
  readonly bids: readonly Int32Array[];
  readonly firstOptions: readonly Int32Array[];
  readonly shards: KeptShards;
  readonly extent: Extent;
  private readonly bidCount: number;

  constructor({ sites, pools }: Extent, table: BidTable, pool: ShardPool, limits: ShardLimits) {
    this.extent = { sites, pools };
    this.bidCount = table.bidCount;
    this.bids = dealBids(table, pool.shardCount);
    const tables = this.bids.map((bids) => tableOf(table, bids));
    this.firstOptions = tables.map(({ firstOption }) => firstOption);
    this.shards = new KeptShards(
      pool,
      tables.map((part) => ({ table: part, siteCount: sites.length, poolCount: pools.length })),
      limits,
    );
  }

  /** The cheapest weight of every bid at given prices, as the bound needs it. */
  readonly answer = (prices: WorkPrices): Float64Array => {
    const order = { places: null, bound: prices, pass: null, isPlacesAsked: false };
    const answers = this.shards.step(this.bids.map(() => order));
    const weights = new Float64Array(this.bidCount);
    this.bids.forEach((bids, shard) => {
      const own = answers[shard]!.weights!;
      for (let row = 0; row < bids.length; row++) weights[bids[row]!] = own[row]!;
    });
    return weights;
  };

  /** Moves the bids of a state in all shards at once. */
  moverOf(state: WorkState, order: Int32Array): Mover {
    return new ShardedMover(this, state, order);
  }

  dispose(): void {
    this.shards.close();
  }
}

/** Shards for so many bids; null where they stay in one piece. */
export const shardedWork = (
  extent: Extent,
  table: BidTable,
  pool: ShardPool | null,
  limits: ShardLimits,
): ShardedWork | null =>
  pool === null || pool.shardCount < 2 || table.bidCount < pool.shardCount
    ? null
    : new ShardedWork(extent, table, pool, limits);
