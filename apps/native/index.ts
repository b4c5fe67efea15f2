export { openSolver } from './open-solver.ts';
export { createProcessRunner } from './process-runner.ts';
