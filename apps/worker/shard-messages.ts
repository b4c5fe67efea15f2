import type { PackedTable, ShardAnswer, ShardInput, ShardOrder } from '#dispatch/optimise';

/** To a thread that holds shards, or leads to those who do. */
export type ShardQuestion =
  | {
      readonly kind: 'open';
      readonly inputs: readonly PackedInput[];
      /** Until the plan's time limit. */
      readonly secondsLeft: number;
    }
  | { readonly kind: 'step'; readonly orders: readonly ShardOrder[] }
  | { readonly kind: 'close' };
/** An answer a shard; none to `open` and `close`. */
export type ShardReply = readonly ShardAnswer[];

export interface PackedInput extends Omit<ShardInput, 'table'> {
  readonly table: PackedTable;
}
