import type { ShardPool } from '#dispatch/optimise';
import { DatabaseShards } from './database-shards.ts';
import type { ShardSettings } from './shard-settings.ts';
import { ThreadShards } from './thread-shards.ts';

/** The shards that were asked for. Threads start with the first plan. */
export const shardPool = ({ shardCount, databaseUrl }: ShardSettings): ShardPool =>
  databaseUrl === null ? new ThreadShards(shardCount) : new DatabaseShards(shardCount, databaseUrl);
