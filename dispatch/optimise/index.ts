export {
  type PlanControl,
  type PlanFailure,
  type Planner,
  PlanningStopped,
  type PlanProblem,
  type PlanStage,
} from './contract.ts';
export type { AddedColumns, LoadedLp, LpData, LpSolver, SolveLimits } from './solvers/lp-solver.ts';
