import { Shard, type ShardAnswer, type ShardInput, type ShardOrder } from './shard.ts';

/** Where shards live: here, on threads of their own, or in other processes. Their answers are the same. */
export interface ShardPool {
  readonly shardCount: number;
  open(inputs: readonly ShardInput[], limits: ShardLimits): OpenShards;
}
/** How long those who are elsewhere are waited for. */
export interface ShardLimits {
  /** Until the plan's time limit; negative behind it. */
  secondsLeft(): number;
  isCancelled(): boolean;
}
export interface OpenShards {
  /** One order and one answer a shard. Comes back when all have answered. */
  step(orders: readonly ShardOrder[]): readonly ShardAnswer[];
  close(): void;
}

/** Shards that step one after the other where they are asked. */
export const shardsHere = (shardCount: number): ShardPool => ({
  shardCount,
  open: (inputs) => {
    const shards = inputs.map((input) => new Shard(input));
    return {
      step: (orders) => orders.map((order, shard) => shards[shard]!.step(order)),
      close: () => undefined,
    };
  },
});
