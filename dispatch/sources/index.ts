export type { JobBatch, RejectedRow, SeriesIntake } from './intake.ts';
export { type ResolvedValue, resolveValue } from './resolve-value.ts';
export { loadScenario, type Scenario, type ScenarioOptions } from './scenario.ts';
