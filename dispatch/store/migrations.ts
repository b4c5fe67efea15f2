import type { Migration } from '#platform/db';
import { certificatesSchema } from './certificates-schema.ts';
import { complianceSchema } from './compliance-schema.ts';
import { ledgerSchema } from './ledger-schema.ts';
import { metersSchema } from './meters-schema.ts';
import { settlementSchema } from './settlement-schema.ts';

const jobs = `
create table job (
  job_id text primary key,
  kind text not null,
  content jsonb not null,
  content_hash text not null,
  origin text not null check (origin in ('api', 'feed')),
  state text not null check (state in
    ('submitted', 'planned', 'running', 'paused', 'finished', 'failed', 'cancelled', 'refused', 'lost')),
  name text,
  owner text,
  pool_kind text,
  units double precision,
  duration_hours double precision,
  submitted_at_ms bigint not null,
  release_ms bigint not null,
  latest_end_ms bigint not null,
  accepted_at_ms bigint not null,
  plan_id text,
  placement jsonb,
  site_id text,
  planned_start_ms bigint,
  planned_end_ms bigint,
  started_at_ms bigint,
  ended_at_ms bigint,
  cancel_requested_by text,
  refusal jsonb,
  energy_wh bigint not null default 0 check (energy_wh >= 0),
  clean_wh bigint not null default 0 check (clean_wh between 0 and energy_wh)
);
create index job_by_state on job (state, release_ms);
create index job_by_submission on job (submitted_at_ms desc, job_id);

create table job_event (
  event_id bigint generated always as identity primary key,
  job_id text not null references job (job_id),
  at_ms bigint not null,
  kind text not null,
  text jsonb not null,
  actor text not null
);
create index job_event_by_job on job_event (job_id, event_id);
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never changed', tg_table_name;
end $$;
create trigger job_event_is_append_only before update or delete on job_event
  for each row execute function refuse_change();
`;

const plans = `
create table plan (
  plan_id text primary key,
  plan_number bigint generated always as identity unique,
  created_at_ms bigint not null,
  trigger text not null check (trigger in ('cycle', 'request', 'submission')),
  is_applied boolean not null,
  horizon_start_ms bigint not null,
  period_minutes integer not null,
  period_count integer not null,
  status text not null,
  degraded jsonb,
  cost_yuan double precision not null,
  bound_yuan double precision,
  gap_ratio double precision not null,
  jobs_placed integer not null,
  jobs_refused integer not null,
  cost_parts jsonb not null,
  body jsonb,
  forecasts jsonb
);
`;

const runs = `
create table run (
  attempt_id text primary key,
  job_id text not null references job (job_id),
  attempt_number integer not null,
  executor_id text not null,
  run_order jsonb not null,
  state text not null check (state in
    ('intended', 'starting', 'running', 'paused', 'finished', 'failed', 'stopped', 'lost')),
  intended_at_ms bigint not null,
  started_at_ms bigint,
  ended_at_ms bigint,
  ran_hours double precision not null default 0,
  progress_ratio double precision,
  receipt jsonb,
  unique (job_id, attempt_number)
);
create unique index run_one_live_attempt on run (job_id)
  where state in ('intended', 'starting', 'running', 'paused');
create table run_interval (
  attempt_id text not null references run (attempt_id),
  from_ms bigint not null,
  until_ms bigint,
  primary key (attempt_id, from_ms),
  check (until_ms is null or until_ms >= from_ms)
);
create unique index run_interval_one_open on run_interval (attempt_id) where until_ms is null;
create index run_interval_by_time on run_interval (from_ms, until_ms);
`;

const periods = `
create table period (
  period_start_ms bigint primary key,
  period_minutes integer not null,
  closed_at_ms bigint not null,
  plan_id text,
  matched_green_share_ratio double precision not null,
  events jsonb not null
);
create table reading (
  period_start_ms bigint not null references period (period_start_ms),
  element text not null,
  quantity text not null,
  period_minutes integer not null,
  value double precision not null,
  quality text not null,
  primary key (period_start_ms, element, quantity)
);
create index reading_by_element on reading (element, quantity, period_start_ms);
create table job_reading (
  period_start_ms bigint not null references period (period_start_ms),
  job_id text not null,
  pool_id text not null,
  site_id text not null,
  unit_hours double precision not null,
  energy_wh bigint not null,
  method text not null,
  primary key (period_start_ms, job_id, pool_id)
);
create index job_reading_by_job on job_reading (job_id, period_start_ms);
create table trace_row (
  period_start_ms bigint not null references period (period_start_ms),
  consumer_kind text not null,
  consumer_id text not null,
  energy_wh bigint not null,
  clean_wh bigint not null,
  co2_tonnes double precision not null,
  by_source_wh jsonb not null,
  primary key (period_start_ms, consumer_kind, consumer_id)
);
create index trace_row_by_consumer on trace_row (consumer_id, period_start_ms);
`;

const cycle = `
create table cycle_state (
  one boolean primary key default true check (one),
  mode text not null check (mode in ('live', 'paused')),
  first_start_ms bigint not null,
  next_period_ms bigint not null,
  fed_until_ms bigint not null,
  plant_state jsonb not null,
  storage_content jsonb not null,
  last_plan_id text,
  last_ended_ms bigint,
  last_error jsonb
);
create table region_snapshot (
  scenario_hash text primary key,
  taken_at_ms bigint not null,
  region jsonb not null
);
create table series_feed (
  series_name text primary key,
  period_minutes double precision not null,
  source text not null,
  imported_at_ms bigint not null
);
create table series_point (
  series_name text not null references series_feed (series_name),
  start_ms bigint not null,
  value double precision,
  quality text not null check ((quality = 'missing') = (value is null)),
  primary key (series_name, start_ms)
);
`;

const whatIfs = `
create table what_if (
  what_if_id text primary key,
  what_if_number bigint generated always as identity unique,
  job_id uuid not null,
  created_at_ms bigint not null,
  created_by text not null,
  wish jsonb not null,
  names jsonb not null,
  state text not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  horizon_start_ms bigint,
  error text
);
create table what_if_variant (
  what_if_id text not null references what_if (what_if_id) on delete cascade,
  variant_position integer not null,
  planned_at_ms bigint not null,
  outcome jsonb not null,
  profile jsonb,
  body jsonb,
  primary key (what_if_id, variant_position)
);
`;

// Plans in work only: nothing here outlives its plan, so nothing is written twice. The content is numbers: compressing
// them costs more than it saves.
const shards = `
create sequence shard_plan_number as integer cycle;
create unlogged table shard_plan (
  shard_plan_id integer primary key,
  shard_count integer not null
);
create unlogged table shard_column (
  shard_plan_id integer not null references shard_plan (shard_plan_id) on delete cascade,
  shard integer not null,
  name text not null,
  content bytea not null,
  primary key (shard_plan_id, shard, name)
);
create unlogged table shard_step (
  shard_plan_id integer not null references shard_plan (shard_plan_id) on delete cascade,
  shard integer not null,
  step integer not null,
  wanted bytea not null,
  answer bytea,
  primary key (shard_plan_id, shard, step)
);
alter table shard_column alter column content set storage external;
alter table shard_step alter column wanted set storage external;
alter table shard_step alter column answer set storage external;
`;

/** The schema of this room, step by step. A shipped step never changes; corrections are new steps. */
export const migrations: readonly Migration[] = [
  { id: '0001-jobs', sql: jobs },
  { id: '0002-plans', sql: plans },
  { id: '0003-runs', sql: runs },
  { id: '0004-periods', sql: periods },
  { id: '0005-cycle', sql: cycle },
  { id: '0006-what-ifs', sql: whatIfs },
  { id: '0007-shards', sql: shards },
  { id: '0008-ledger', sql: ledgerSchema },
  { id: '0010-certificates', sql: certificatesSchema },
  { id: '0009-meters', sql: metersSchema },
  { id: '0011-settlement', sql: settlementSchema },
  { id: '0012-compliance', sql: complianceSchema },
];
