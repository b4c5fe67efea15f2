import { deserialize, serialize } from 'node:v8';
import { type PackedTable, Shard, type ShardAnswer, type ShardOrder, unpackTable } from '#dispatch/optimise';
import type { ShardColumns } from '#dispatch/store';

/** A shard's jobs as they travel. */
export interface PackedShard {
  readonly table: PackedTable;
  readonly siteCount: number;
  readonly poolCount: number;
}

/** A row a column: the jobs themselves, and how to read them. */
export const columnsOf = ({ table: { table, onceABid }, siteCount, poolCount }: PackedShard): ShardColumns =>
  new Map(
    Object.entries({ ...table, onceABid, siteCount, poolCount }).map(([name, value]) => [
      name,
      serialize(value),
    ]),
  );

export const shardOf = ({ table, siteCount, poolCount }: PackedShard): Shard =>
  new Shard({ table: unpackTable(table), siteCount, poolCount });

export const shardFrom = (columns: ShardColumns): Shard => {
  const values: unknown = Object.fromEntries(
    [...columns].map(([name, content]) => [name, deserialize(content) as unknown]),
  );
  const { onceABid, siteCount, poolCount, ...table } = values as PackedTable['table'] &
    Pick<PackedTable, 'onceABid'> &
    Omit<PackedShard, 'table'>;
  return shardOf({ table: { table, onceABid }, siteCount, poolCount });
};

export const orderBytes = (order: ShardOrder): Uint8Array => serialize(order);
export const orderFrom = (bytes: Uint8Array): ShardOrder => deserialize(bytes) as ShardOrder;
export const answerBytes = (answer: ShardAnswer): Uint8Array => serialize(answer);
export const answerFrom = (bytes: Uint8Array): ShardAnswer => deserialize(bytes) as ShardAnswer;
