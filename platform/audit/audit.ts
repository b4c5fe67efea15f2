import type { Db } from '#platform/db';
import type { EpochMs } from '#units';

/** What happened, by whom, to what. Never a secret and never a person's details in `detail`. */
export interface AuditEntry {
  /** Account name, `token:<name>`, or `centre` for what the house does by itself. */
  readonly actor: string;
  /** `job.submit`, `plan.accept`, `account.create`... */
  readonly action: string;
  /** What it was done to, e.g. a job's id. */
  readonly subject: string;
  /** Plain JSON. */
  readonly detail?: Readonly<Record<string, unknown>>;
}
export interface AuditRecord {
  readonly sequence: number;
  readonly atMs: EpochMs;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
  /** SHA-256 (hex) over the previous hash and the canonical JSON of this row. */
  readonly hash: string;
}
export interface AuditFilter {
  /** Rows older than this sequence (pages go from the newest to the oldest). */
  readonly before?: number;
  readonly after?: number;
  readonly limit: number;
  /** Exact, or a prefix ending in `.`: `job.` */
  readonly action?: string;
  readonly subject?: string;
  readonly actor?: string;
}
export interface Audit {
  /** Appends inside the caller's transaction, so that a deed and its record stand or fall together. */
  append(trx: Db, entry: AuditEntry): Promise<AuditRecord>;
  list(filter: AuditFilter): Promise<{ rows: readonly AuditRecord[]; next: number | null }>;
  /** Recomputes the whole chain and reports the first row that was changed, removed or put in. */
  verify(): Promise<AuditVerdict>;
}
export interface AuditVerdict {
  readonly whole: boolean;
  readonly rows: number;
  readonly lastHash: string;
  readonly firstBad: { readonly sequence: number; readonly reason: string } | null;
}
