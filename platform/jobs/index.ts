export * from './job-types.ts';
export { createJobs, type JobsService } from './jobs.ts';
export { JOBS_SCHEMA } from './migrations.ts';
export type { JobsParts } from './parts.ts';
