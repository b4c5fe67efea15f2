export { cycleBasis } from './constraints/cycle-basis.ts';
export {
  failureWords,
  type PlanControl,
  type PlanFailure,
  type Planner,
  PlanningStopped,
  type PlanProblem,
  type PlanStage,
  type PowerControl,
  type PowerDispatcher,
  type Repairer,
  relaxationWords,
} from './contract.ts';
export { costPartNames } from './objective/cost-parts.ts';
export { planProblem } from './plan-problem.ts';
export { compilePower, type PowerSolution, PowerSolver } from './power-solver.ts';
export { repairPlan } from './repair-plan.ts';
export { type PackedTable, packTable, unpackTable } from './shards/packed-table.ts';
export { Shard, type ShardAnswer, type ShardInput, type ShardOrder } from './shards/shard.ts';
export { type OpenShards, type ShardLimits, type ShardPool, shardsHere } from './shards/shard-pool.ts';
export { type Method, methodOf } from './solvers/highs-method.ts';
export { createNativeHighsSolver } from './solvers/highs-native.ts';
export { createHighsSolver } from './solvers/highs-wasm.ts';
export type { AddedColumns, LoadedLp, LpData, LpSolver, SolveLimits } from './solvers/lp-solver.ts';
export type { ProcessEnding, ProcessOrder, RunProcess } from './solvers/run-process.ts';
export { bruteCommitment } from './testing/brute-commitment.ts';
export { randomCommitment } from './testing/random-commitment.ts';
export { type SyntheticSize, syntheticRegion } from './testing/synthetic.ts';
