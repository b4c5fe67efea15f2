/** Where the shards of a plan live, and how many there are; with one the jobs stay in one piece. */
export interface ShardSettings {
  readonly shardCount: number;
  /** The database over which processes take shards (`wattbit shard`); null for threads of this process. */
  readonly databaseUrl: string | null;
}

/** Threads are for those who ask: no number of jobs was measured at which they win (decision 0026). */
export const IN_ONE_PIECE: ShardSettings = { shardCount: 1, databaseUrl: null };
