import type { Placement, Plan, Problem } from '#dispatch/domain';
import type { PlanFailure, PlanStage, PowerSolution } from '#dispatch/optimise';

/** What is asked of the planner's thread. */
export type Wanted =
  | { readonly kind: 'plan' }
  /** An earlier plan made good: its placements are kept where they can be. */
  | { readonly kind: 'repair'; readonly kept: readonly Placement[] }
  /** The power side of a problem without work; a search may end at the gap given. */
  | { readonly kind: 'power'; readonly gapRatio: number | undefined };

/** To the planner's thread. */
export interface PlanOrder {
  readonly id: number;
  readonly wanted: Wanted;
  readonly problem: Problem;
  readonly timeLimitS: number;
  /** Seconds that had passed when the order was sent. */
  readonly elapsedS: number;
  /** One Int32: anything but 0 asks the solver to stop. Written here, read there while it solves. */
  readonly cancelFlag: SharedArrayBuffer;
}

/** From the planner's thread. */
export type PlanReply =
  | { readonly kind: 'progress'; readonly id: number; readonly stage: PlanStage; readonly ratio: number }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Plan | PowerSolution }
  | { readonly kind: 'stopped'; readonly id: number; readonly ending: PlanFailure };
