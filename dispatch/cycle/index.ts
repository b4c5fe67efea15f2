export { type Assembled, type AssembleInput, assembleProblem } from './assemble.ts';
export type { CarriedWork, StartedWork } from './carried.ts';
export { jobWindow } from './job-window.ts';
export { resolveWindow } from './resolve.ts';
export { initialState, type PlannedWindow, type PlanWindowRequest, planWindow, unhurried } from './window.ts';
