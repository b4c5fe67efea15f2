export type { ShardSettings } from './shard-settings.ts';
export { ThreadShards } from './thread-shards.ts';
export { createWorkerPlanner, type WorkerPlanner } from './worker-planner.ts';
