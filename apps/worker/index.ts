import type { Planner } from '#dispatch/optimise';

/** A planner whose solves run in a worker thread of its own, kept warm between plans. */
export interface WorkerPlanner {
  readonly plan: Planner;
  close(): Promise<void>;
}
