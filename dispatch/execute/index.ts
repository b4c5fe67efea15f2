export { attemptIdOf } from './attempt-id.ts';
export { type DueAction, dueActions, nextDueMs, type PlannedRun } from './due.ts';
export * from './executor.ts';
export { createLocalExecutor } from './local-executor.ts';
export { createTwinExecutor } from './twin-executor.ts';
