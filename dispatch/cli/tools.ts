import type { Planner, PowerDispatcher } from '#dispatch/optimise';

/** What the apps lend to this room's commands. */
export interface CliTools {
  /** Folder of package.json. */
  readonly projectRoot: string;
  /** Starts a planner whose solves run in a worker thread. */
  startPlanner(): Promise<{
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
