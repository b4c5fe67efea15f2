import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Kysely } from 'kysely';
import type { Clock } from '#platform/clock';
import type { Db, Trx } from '#platform/db';
import { type EpochMs, invariant } from '#units';

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
  readonly limit: number;
  /** Exact, or a prefix ending in `.`: `job.` */
  readonly action?: string;
  readonly subject?: string;
  readonly actor?: string;
}
export interface Audit {
  /**
   * Appends inside the caller's transaction, so that a deed and its record stand or fall together. It locks the log
   * until that transaction ends: append last, when every other row is changed.
   */
  append(trx: Trx, entry: AuditEntry): Promise<AuditRecord>;
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

interface EntryRow {
  readonly sequence: number;
  readonly at_ms: number;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  /** Text, not jsonb: the hash is over exactly these bytes. */
  readonly detail_json: string;
  readonly previous_hash: string;
  readonly hash: string;
}
interface AuditTables {
  'audit.entry': EntryRow;
  'audit.head': { sequence: number; hash: string };
}
type AuditDb = Kysely<AuditTables>;

/** JSON with sorted keys and no spaces (RFC 8785): the same value always gives the same bytes. */
const canonicalJson = (value: object): string => canonicalize(value)!;

const GENESIS_HASH = '0'.repeat(64);
const VERIFY_BATCH = 2_000;
const LONGEST_TEXT = 300;

/** The audit log of one database. `clock` is the wall's: the log says when a person really did a thing. */
export function createAudit(db: Db, clock: Clock): Audit {
  return {
    append: async (trx, entry) => {
      invariant(trx.isTransaction, 'the audit log is appended to inside a transaction');
      return append(trx as AuditDb, entry, clock.now());
    },
    list: (filter) => list(db as AuditDb, filter),
    verify: () => verify(db as AuditDb),
  };
}

/** Appends wait for each other until their transactions end, so that sequences have no holes and hashes chain. */
async function append(trx: AuditDb, entry: AuditEntry, atMs: EpochMs): Promise<AuditRecord> {
  const head = await trx
    .selectFrom('audit.head')
    .select(['sequence', 'hash'])
    .forUpdate()
    .executeTakeFirstOrThrow();
  const unsealed = {
    sequence: head.sequence + 1,
    at_ms: atMs,
    actor: entry.actor.slice(0, LONGEST_TEXT),
    action: entry.action.slice(0, LONGEST_TEXT),
    subject: entry.subject.slice(0, LONGEST_TEXT),
    detail_json: canonicalJson(entry.detail ?? {}),
    previous_hash: head.hash,
  };
  const row: EntryRow = { ...unsealed, hash: hashOf(unsealed) };
  await trx.insertInto('audit.entry').values(row).execute();
  await trx.updateTable('audit.head').set({ sequence: row.sequence, hash: row.hash }).execute();
  return recordOf(row);
}

/** SHA-256 over the previous hash and the row: changing any row breaks every later one. */
function hashOf(row: Omit<EntryRow, 'hash'>): string {
  const { previous_hash: previousHash, sequence, at_ms, actor, action, subject, detail_json } = row;
  const content = { sequence, at_ms, actor, action, subject, detail_json };
  return createHash('sha256')
    .update(`${previousHash}\n${canonicalJson(content)}`)
    .digest('hex');
}

const recordOf = (row: EntryRow): AuditRecord => ({
  sequence: row.sequence,
  atMs: row.at_ms,
  actor: row.actor,
  action: row.action,
  subject: row.subject,
  detail: JSON.parse(row.detail_json) as Record<string, unknown>,
  hash: row.hash,
});

async function list(db: AuditDb, filter: AuditFilter): ReturnType<Audit['list']> {
  let query = db
    .selectFrom('audit.entry')
    .selectAll()
    .orderBy('sequence', 'desc')
    .limit(filter.limit + 1);
  if (filter.before !== undefined) query = query.where('sequence', '<', filter.before);
  if (filter.subject !== undefined) query = query.where('subject', '=', filter.subject);
  if (filter.actor !== undefined) query = query.where('actor', '=', filter.actor);
  if (filter.action?.endsWith('.')) query = query.where('action', '^@' as 'like', filter.action);
  else if (filter.action !== undefined) query = query.where('action', '=', filter.action);
  const rows = await query.execute();
  const page = rows.slice(0, filter.limit);
  return { rows: page.map(recordOf), next: rows.length > filter.limit ? page.at(-1)!.sequence : null };
}

/** One snapshot of the log and its head, so that rows appended meanwhile are no fault. */
const verify = (db: AuditDb): Promise<AuditVerdict> =>
  db.transaction().setIsolationLevel('repeatable read').execute(verifyIn);

async function verifyIn(db: AuditDb): Promise<AuditVerdict> {
  const head = await db.selectFrom('audit.head').select(['sequence', 'hash']).executeTakeFirstOrThrow();
  let lastHash = GENESIS_HASH;
  let rows = 0;
  for (;;) {
    const batch = await db
      .selectFrom('audit.entry')
      .selectAll()
      .where('sequence', '>', rows)
      .orderBy('sequence')
      .limit(VERIFY_BATCH)
      .execute();
    for (const row of batch) {
      const reason = faultOf(row, rows + 1, lastHash);
      if (reason) return { whole: false, rows, lastHash, firstBad: { sequence: rows + 1, reason } };
      lastHash = row.hash;
      rows += 1;
    }
    if (batch.length < VERIFY_BATCH) break;
  }
  if (rows === head.sequence && lastHash === head.hash)
    return { whole: true, rows, lastHash, firstBad: null };
  const reason = rows < head.sequence ? `row ${rows + 1} is missing` : 'is not the row that was last written';
  return { whole: false, rows, lastHash, firstBad: { sequence: Math.min(rows + 1, head.sequence), reason } };
}

function faultOf(row: EntryRow, expectedSequence: number, expectedPrevious: string): string | null {
  if (row.sequence !== expectedSequence) return `row ${expectedSequence} is missing`;
  if (row.previous_hash !== expectedPrevious) return 'does not continue the row before it';
  if (hashOf(row) !== row.hash) return 'was changed after it was written';
  return null;
}
