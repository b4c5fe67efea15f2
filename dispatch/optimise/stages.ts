import { type PlanControl, PlanningStopped } from './contract.ts';

/** Shares of the time limit by which each stage has to end; a plan is whole before it is refined, which may end any time. */
const UNTIL = { fluid: 0.5, refine: 0.7, settle: 0.9 } as const;
export type Stage = keyof typeof UNTIL;
/** Where whole numbers are chosen, the stages before end in this part of their time, the choice and sweeps by their shares. */
const BEFORE_CHOICE = 0.6;
const UNTIL_WHOLE = { choice: 0.8, sweeps: 0.9 } as const;
/** The empty dispatch and run-at-once together get this long at least: without one of them there is no plan at all. */
const FIRST_DISPATCH_S = 30;
/** Seconds that a dispatch is given although time is up. */
const LEAST_DISPATCH_S = 2;

/** How much of the time limit each stage of a plan has left. */
export class Stages {
  private readonly control: PlanControl;
  private readonly hasChoice: boolean;

  /** `hasChoice`: whole numbers are chosen last. */
  constructor(control: PlanControl, hasChoice: boolean) {
    this.control = control;
    this.hasChoice = hasChoice;
  }

  /** Seconds left for a stage before any choice of whole numbers; negative when it is late. */
  secondsFor(stage: Stage): number {
    return this.secondsUntil(UNTIL[stage] * (this.hasChoice ? BEFORE_CHOICE : 1));
  }
  secondsForWhole(stage: keyof typeof UNTIL_WHOLE): number {
    return this.secondsUntil(UNTIL_WHOLE[stage]);
  }
  secondsToEnd(): number {
    return this.secondsUntil(1);
  }
  /** For the first dispatches, never nothing. */
  secondsForFirst(): number {
    const granted = Math.max(FIRST_DISPATCH_S, this.control.timeLimitS);
    return Math.max(LEAST_DISPATCH_S, granted - this.control.elapsedS());
  }
  /** For a last dispatch, never nothing. */
  secondsForLast(): number {
    return Math.max(LEAST_DISPATCH_S, this.secondsToEnd());
  }

  /** Throws `PlanningStopped` when the plan is no longer wanted. */
  stopWhenCancelled(): void {
    if (this.control.isCancelled()) throw new PlanningStopped({ kind: 'cancelled' });
  }

  private secondsUntil(share: number): number {
    return this.control.timeLimitS * share - this.control.elapsedS();
  }
}
