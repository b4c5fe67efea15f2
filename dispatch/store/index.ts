export * from './cycle-state.ts';
export * from './feeds.ts';
export * from './job-queries.ts';
export * from './jobs.ts';
export { migrations } from './migrations.ts';
export * from './periods.ts';
export * from './plans.ts';
export * from './runs.ts';
export { SCHEMA, type StoreDb, storeDb } from './tables.ts';
