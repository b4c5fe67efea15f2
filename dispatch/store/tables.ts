import type { ColumnType, Generated, Kysely } from 'kysely';
import type {
  Job,
  JobState,
  PlanSummary,
  VariantOutcome,
  VariantProfile,
  WhatIfState,
  WhatIfWish,
} from '#dispatch/domain';
import type { Db } from '#platform/db';
import type { Bilingual } from '#units';
import type { CertificateTables } from './certificate-tables.ts';
import type { Json, MaybeJson, MaybeWhole, Whole } from './column-types.ts';
import type { RuleStateTable } from './compliance-tables.ts';
import type { LedgerTables } from './ledger-tables.ts';
import type { MetersTables } from './meters-tables.ts';
import type { SettlementTables } from './settlement-tables.ts';

export interface JobTable {
  job_id: string;
  kind: Job['kind'];
  content: Json<Job>;
  content_hash: string;
  origin: 'api' | 'feed';
  state: JobState;
  name: string | null;
  owner: string | null;
  pool_kind: string | null;
  units: number | null;
  duration_hours: number | null;
  submitted_at_ms: Whole;
  release_ms: Whole;
  latest_end_ms: Whole;
  accepted_at_ms: Whole;
  plan_id: string | null;
  placement: MaybeJson<unknown>;
  site_id: string | null;
  planned_start_ms: MaybeWhole;
  planned_end_ms: MaybeWhole;
  started_at_ms: MaybeWhole;
  ended_at_ms: MaybeWhole;
  cancel_requested_by: string | null;
  refusal: MaybeJson<Bilingual>;
  energy_wh: ColumnType<string | number, number | undefined, number>;
  clean_wh: ColumnType<string | number, number | undefined, number>;
}
export interface JobEventTable {
  event_id: Generated<string | number>;
  job_id: string;
  at_ms: Whole;
  kind: string;
  text: Json<Bilingual>;
  actor: string;
}
export interface PlanTable {
  plan_id: string;
  plan_number: Generated<string | number>;
  created_at_ms: Whole;
  trigger: PlanSummary['trigger'];
  is_applied: boolean;
  horizon_start_ms: Whole;
  period_minutes: number;
  period_count: number;
  status: PlanSummary['status'];
  degraded: MaybeJson<Bilingual>;
  cost_yuan: number;
  bound_yuan: number | null;
  gap_ratio: number;
  jobs_placed: number;
  jobs_refused: number;
  cost_parts: Json<unknown>;
  body: MaybeJson<unknown>;
  forecasts: MaybeJson<unknown>;
}
export interface RunTable {
  attempt_id: string;
  job_id: string;
  attempt_number: number;
  executor_id: string;
  run_order: Json<unknown>;
  state: string;
  intended_at_ms: Whole;
  started_at_ms: MaybeWhole;
  ended_at_ms: MaybeWhole;
  ran_hours: ColumnType<number, number | undefined, number>;
  progress_ratio: number | null;
  receipt: MaybeJson<unknown>;
}
export interface RunIntervalTable {
  attempt_id: string;
  from_ms: Whole;
  until_ms: MaybeWhole;
}
export interface PeriodTable {
  period_start_ms: Whole;
  period_minutes: number;
  closed_at_ms: Whole;
  plan_id: string | null;
  matched_green_share_ratio: number;
  events: Json<unknown>;
}
export interface CycleStateTable {
  one: ColumnType<boolean, boolean | undefined, never>;
  mode: 'live' | 'paused';
  first_start_ms: Whole;
  next_period_ms: Whole;
  fed_until_ms: Whole;
  plant_state: Json<unknown>;
  storage_content: Json<unknown>;
  last_plan_id: string | null;
  last_ended_ms: MaybeWhole;
  last_error: MaybeJson<Bilingual>;
  /** Start of the earliest period to trace anew; null when nothing came late. */
  retrace_from_ms: ColumnType<string | number | null, number | null | undefined, number | null>;
}
export interface RegionSnapshotTable {
  scenario_hash: string;
  taken_at_ms: Whole;
  region: Json<unknown>;
}
export interface SeriesFeedTable {
  series_name: string;
  period_minutes: number;
  source: string;
  imported_at_ms: Whole;
}
export interface SeriesPointTable {
  series_name: string;
  start_ms: Whole;
  value: number | null;
  quality: string;
}
export interface WhatIfTable {
  what_if_id: string;
  what_if_number: Generated<string | number>;
  job_id: string;
  created_at_ms: Whole;
  created_by: string;
  wish: Json<WhatIfWish>;
  names: Json<readonly Bilingual[]>;
  state: WhatIfState;
  horizon_start_ms: MaybeWhole;
  error: string | null;
}
export interface WhatIfVariantTable {
  what_if_id: string;
  variant_position: number;
  planned_at_ms: Whole;
  outcome: Json<VariantOutcome>;
  profile: MaybeJson<VariantProfile>;
  body: MaybeJson<unknown>;
}
export interface ShardPlanTable {
  shard_plan_id: number;
  shard_count: number;
}
export interface ShardColumnTable {
  shard_plan_id: number;
  shard: number;
  name: string;
  content: Uint8Array;
}
export interface ShardStepTable {
  shard_plan_id: number;
  shard: number;
  step: number;
  wanted: Uint8Array;
  answer: Uint8Array | null;
}
export interface DispatchTables extends LedgerTables, MetersTables, CertificateTables, SettlementTables {
  job: JobTable;
  job_event: JobEventTable;
  plan: PlanTable;
  run: RunTable;
  run_interval: RunIntervalTable;
  period: PeriodTable;
  cycle_state: CycleStateTable;
  region_snapshot: RegionSnapshotTable;
  series_feed: SeriesFeedTable;
  series_point: SeriesPointTable;
  what_if: WhatIfTable;
  what_if_variant: WhatIfVariantTable;
  rule_state: RuleStateTable;
  shard_plan: ShardPlanTable;
  shard_column: ShardColumnTable;
  shard_step: ShardStepTable;
}

export const SCHEMA = 'dispatch';
export type StoreDb = Kysely<DispatchTables>;
/** The hall's database, or a transaction of it, narrowed to this room's tables. */
export const storeDb = (db: Db): StoreDb => db.withSchema(SCHEMA) as StoreDb;

/** Rows a statement: PostgreSQL takes 65,535 parameters, and batches of a thousand are quickest. */
const BATCH_ROWS = 1000;
export function* inBatches<T>(rows: readonly T[]): Generator<T[]> {
  for (let from = 0; from < rows.length; from += BATCH_ROWS) yield rows.slice(from, from + BATCH_ROWS);
}
export const numberOrNull = (value: string | number | null): number | null =>
  value === null ? null : Number(value);
