import { z } from 'zod';
import { OBJECTIVES } from '#dispatch/domain';
import { cycleOf, type DispatchState } from './room-state.ts';

/** Name under which wishes for a plan wait in the hall's background jobs. */
export const PLAN_JOB = 'dispatch.plan';
export const CyclePlanJob = z.strictObject({
  hours: z.number(),
  objective: z.enum(OBJECTIVES),
  actor: z.string(),
});
export type CyclePlanJob = z.infer<typeof CyclePlanJob>;

/** A wish survives a crash: the background jobs run it again, and the plan made last counts. */
export function definePlanJob(state: DispatchState): void {
  state.context.jobs.define(PLAN_JOB, CyclePlanJob, async (wish, control) => {
    const accepted = await cycleOf(state).plan({
      ...wish,
      progress: (stage, ratio) => {
        void control.progress(stage, ratio).catch(() => {});
      },
      isCancelled: () => control.signal.aborted,
    });
    return { planId: accepted.id };
  });
}
