export { type Assembled, type AssembleInput, assembleProblem } from './assemble.ts';
export { type CarriedWork, carriedWorkAt } from './carried.ts';
export { type PlannedWindow, type PlanWindowRequest, planWindow } from './window.ts';
