import type { Placement, Plan, Problem } from '#dispatch/domain';
import type { PlanFailure, PlanStage } from '#dispatch/optimise';

/** To the planner's thread. */
export interface PlanOrder {
  readonly id: number;
  readonly problem: Problem;
  /** Placements to keep; null asks for a plan from nothing. */
  readonly kept: readonly Placement[] | null;
  readonly timeLimitS: number;
  /** Seconds that had passed when the order was sent. */
  readonly elapsedS: number;
  /** One Int32: anything but 0 asks the solver to stop. Written here, read there while it solves. */
  readonly cancelFlag: SharedArrayBuffer;
}

/** From the planner's thread. */
export type PlanReply =
  | { readonly kind: 'progress'; readonly id: number; readonly stage: PlanStage; readonly ratio: number }
  | { readonly kind: 'plan'; readonly id: number; readonly plan: Plan }
  | { readonly kind: 'stopped'; readonly id: number; readonly ending: PlanFailure };
