export * from './app-error.ts';
export * from './zod-problems.ts';
