import type { Generated } from 'kysely';
import type { BlockKind } from '#dispatch/domain';
import type { Json, MaybeWhole, Whole } from './column-types.ts';

/** Where a row stands in the ledger; every ledgered table has these columns. */
export interface PlaceColumns {
  block_number: Whole;
  leaf_index: number;
}
export interface LedgerBlockTable {
  block_number: Whole;
  kind: BlockKind;
  subject: string;
  at_ms: Whole;
  scenario_hash: string | null;
  leaf_count: number;
  root: Uint8Array;
  previous_hash: Uint8Array;
  /** Root of the log up to and including this block, and the key's signature on that head. */
  log_root: Uint8Array;
  signature: Uint8Array;
  /** The nodes of the log that this block completes: its own hash first. */
  log_nodes: Uint8Array;
  leaf_hashes: Uint8Array;
}
export interface LedgerHeadTable {
  one: Generated<boolean>;
  block_count: Whole;
  last_hash: Uint8Array;
  public_key: Uint8Array | null;
}
export interface PeriodVersionTable extends PlaceColumns {
  period_start_ms: Whole;
  version: number;
  period_minutes: number;
  /** Null when the period was closed before there was a ledger. */
  scenario_hash: string | null;
  region_hash: string | null;
  matched_green_share_ratio: number;
  /** What lay in the stores after it, as canonical JSON; null when nobody wrote it down. */
  storage_content: string | null;
}
export interface ReadingTable extends PlaceColumns {
  period_start_ms: Whole;
  element: string;
  quantity: string;
  period_minutes: number;
  value: number;
  quality: string;
  revision: number;
}
export interface JobReadingTable extends PlaceColumns {
  period_start_ms: Whole;
  job_id: string;
  pool_id: string;
  site_id: string;
  unit_hours: number;
  energy_wh: Whole;
  method: string;
}
export interface EnergySourceTable extends PlaceColumns {
  source_id: number;
  source_key: string;
}
export interface LedgerEntryTable extends PlaceColumns {
  period_start_ms: Whole;
  consumer_kind: string;
  consumer_id: string;
  energy_wh: Whole;
  clean_wh: Whole;
  co2_grams: Whole;
  by_source_wh: Uint8Array;
  reverses_block: MaybeWhole;
  reverses_leaf: number | null;
}
export interface LateReadingTable {
  late_number: Generated<string | number>;
  period_start_ms: Whole;
  element: string;
  quantity: string;
  period_minutes: number;
  value: number;
  quality: string;
}
type BeforeLedger<T> = Omit<T, keyof PlaceColumns | 'revision'>;
/** Whose energy it was, in a database from before it had a ledger. */
export interface TraceRowTable {
  period_start_ms: Whole;
  consumer_kind: string;
  consumer_id: string;
  energy_wh: Whole;
  clean_wh: Whole;
  co2_tonnes: number;
  by_source_wh: Json<Record<string, number>>;
}
export interface LedgerTables {
  ledger_block: LedgerBlockTable;
  ledger_head: LedgerHeadTable;
  period_version: PeriodVersionTable;
  reading: ReadingTable;
  job_reading: JobReadingTable;
  energy_source: EnergySourceTable;
  ledger_entry: LedgerEntryTable;
  late_reading: LateReadingTable;
  trace_row: TraceRowTable;
  reading_before_ledger: BeforeLedger<ReadingTable>;
  job_reading_before_ledger: BeforeLedger<JobReadingTable>;
}
