export { createWorkerPlanner, type WorkerPlanner } from './worker-planner.ts';
