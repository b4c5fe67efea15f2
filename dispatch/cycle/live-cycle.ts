import type { CycleView, Objective } from '#dispatch/domain';
import type { Hours } from '#units';
import type { AcceptedPlan } from './accept-plan.ts';
import type { Situation } from './what-if.ts';

/** A wish to plan now, from a person. */
export interface PlanWish {
  readonly hours: Hours;
  readonly objective: Objective;
  readonly actor: string;
  readonly progress: (stage: string, ratio: number) => void;
  readonly isCancelled: () => boolean;
}
/** The cycle on the clock. */
export interface LiveCycle {
  view(): Promise<CycleView>;
  setMode(mode: 'live' | 'paused', actor: string): Promise<void>;
  /** Plans now, after any solve in progress, and acts on the result. */
  plan(wish: PlanWish): Promise<AcceptedPlan>;
  /** The plant and the work as they are now, for plans that nobody acts on. */
  situation(hours: Hours): Promise<Situation>;
  /** Once no planning is under way. */
  settled(): Promise<void>;
  /** Looks at the world at once instead of at the next heartbeat. */
  wake(): void;
  stop(): Promise<void>;
}
