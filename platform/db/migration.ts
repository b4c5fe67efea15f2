/** One forward step of a schema. Once shipped its text never changes: its checksum is recorded. */
export interface Migration {
  /** Sorted by this, e.g. `0001-jobs`. */
  readonly id: string;
  /** One or more statements of plain SQL (PostgreSQL 15 and later), run in one transaction with the room's schema first in `search_path`. */
  readonly sql: string;
}

/** A schema and the steps that build it; one owner a schema. */
export interface SchemaMigrations {
  readonly schema: string;
  readonly migrations: readonly Migration[];
}
