import type { Job, Objective, PlantState, Problem, Refusal, Region } from '#dispatch/domain';
import type { Horizon } from '#units';
import type { CarriedWork } from './carried.ts';
import type { WindowValues } from './values.ts';

export interface AssembleInput {
  readonly region: Region;
  readonly horizon: Horizon;
  readonly objective: Objective;
  /** One number a period for every value of the region that changes in time. */
  readonly values: WindowValues;
  readonly jobs: readonly Job[];
  readonly state: PlantState;
  readonly carried: readonly CarriedWork[];
}
export interface Assembled {
  readonly problem: Problem;
  readonly refusals: readonly Refusal[];
  /** The job of every bid and online stream, by id. */
  readonly jobOf: ReadonlyMap<string, Job>;
}

/** The numbers of one window: every element of the region, every job as a bid with options, or its refusal. */
export function assembleProblem(input: AssembleInput): Assembled {
  throw new Error(`not built yet: ${input.region.id}`);
}
