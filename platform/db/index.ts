export * from './database.ts';
export { ensureEmbeddedServer, stopEmbeddedServer } from './embedded/server.ts';
export * from './join.ts';
export * from './migrate.ts';
export * from './migration.ts';
export type { LockKey, SessionLocks } from './session-locks.ts';
export * from './transaction.ts';
