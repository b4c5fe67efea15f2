import type { Planner, PowerDispatcher } from '#dispatch/optimise';

/** In how many parts a plan's jobs are placed side by side, and the database over which processes take them. */
export interface ShardWish {
  readonly shardCount: number;
  readonly databaseUrl: string | null;
}

/** What the apps lend to this room's commands. */
export interface CliTools {
  /** Folder of package.json. */
  readonly projectRoot: string;
  /** Starts a planner whose solves run in a worker thread. */
  startPlanner(shards?: ShardWish): Promise<{
    readonly plan: Planner;
    readonly dispatchPower: PowerDispatcher;
    close(): Promise<void>;
  }>;
  /** Names of the scenarios with a generator. */
  readonly generatedScenarios: readonly string[];
  generateScenario(
    name: string,
    options: { readonly seed?: number; readonly folder: string },
  ): Promise<{ readonly files: readonly string[]; readonly bytes: number }>;
}
