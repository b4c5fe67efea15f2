import type { Plan, Problem } from '#dispatch/domain';
import type { LpSolver } from './solvers/lp-solver.ts';

/** What the one who asks for a plan passes in: time, patience and an ear. The stage itself knows no clock. */
export interface PlanControl {
  /** Called as work goes on; `ratio` grows from 0 to 1 over the whole plan. */
  progress(stage: PlanStage, ratio: number): void;
  /** Seconds since the plan was asked for. */
  elapsedS(): number;
  /** Past this the best plan so far is returned, and says that it is degraded. */
  readonly timeLimitS: number;
  isCancelled(): boolean;
}
export type PlanStage = 'build' | 'fluid' | 'bound' | 'placement' | 'dispatch' | 'baseline' | 'report';

export type Planner = (problem: Problem, control: PlanControl) => Promise<Plan>;
export type PlanProblem = (problem: Problem, solver: LpSolver, control: PlanControl) => Promise<Plan>;

/** Why there is no plan at all: cancelled, or physics that cannot hold (the conflicting blocks by name). */
export type PlanFailure =
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'infeasible'; readonly blocks: readonly string[] }
  | { readonly kind: 'failed'; readonly detail: string };

/** Thrown by a planner when no plan exists; carries the ending so that a caller can answer in its own words. */
export class PlanningStopped extends Error {
  readonly ending: PlanFailure;

  constructor(ending: PlanFailure) {
    super(describeFailure(ending));
    this.name = 'PlanningStopped';
    this.ending = ending;
  }
}

const describeFailure = (ending: PlanFailure): string => {
  switch (ending.kind) {
    case 'cancelled':
      return 'Planning was cancelled.';
    case 'infeasible':
      return `No plan exists: these constraints cannot hold together: ${ending.blocks.join(', ')}.`;
    case 'failed':
      return `Planning failed: ${ending.detail}`;
  }
};
