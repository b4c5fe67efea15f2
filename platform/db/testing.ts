import type { Db } from './database.ts';
import type { SchemaMigrations } from './migration.ts';

export interface TestDatabase {
  readonly db: Db;
  /** Ends the connections and drops the database. */
  close(): Promise<void>;
}

/** A fresh, empty database for one test file, migrated with the given schemas, on the run's shared server. */
export declare function openTestDatabase(schemas?: readonly SchemaMigrations[]): Promise<TestDatabase>;
