export * from './database.ts';
export { ensureEmbeddedServer, stopEmbeddedServer } from './embedded/server.ts';
export * from './migrate.ts';
export * from './migration.ts';
export * from './transaction.ts';
