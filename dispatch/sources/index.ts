export { type CaseText, caseOf, readCase } from './cases/read-case.ts';
export {
  builtInMappings,
  checkMapping,
  findJobMapping,
  findMapping,
  findReadingMapping,
  findSeriesMapping,
} from './find-mapping.ts';
export { importJobs, readJobs } from './import-jobs.ts';
export { importSeries } from './import-series.ts';
export type { JobBatch, RejectedRow, SeriesIntake } from './intake.ts';
export { jobJsonSchema, mappingJsonSchema, regionJsonSchema } from './json-schema.ts';
export type { JobMapping, Mapping, ReadingMapping, SeriesMapping } from './mapping-schema.ts';
export { type Channel, channelKey, channelsOf, isMetered } from './meters/channel.ts';
export { meteredPeriods, type PeriodRange } from './meters/metered-periods.ts';
export { MOST_ROWS, type ReadingRows, readingsOfFile, readingsOfList } from './meters/read-readings.ts';
export { resolveValue } from './resolve-value.ts';
export type { ResolvedValue } from './resolved-value.ts';
export { loadScenario, SCENARIOS_FOLDER, type Scenario, type ScenarioOptions } from './scenario.ts';
export type { TableSource } from './tables/table.ts';
export { fieldOf, problemsOf } from './zod-problems.ts';
