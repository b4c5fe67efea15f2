/**
 * The ledger: blocks chained and signed, and the tables whose rows are leaves of them. Rows that a database held before
 * it had a ledger keep their old tables until the start takes them over.
 */
export const ledgerSchema = `
create table ledger_block (
  block_number bigint primary key check (block_number >= 0),
  kind text not null check (kind in ('period', 'certificates', 'contracts', 'statement', 'rules')),
  subject text not null,
  at_ms bigint not null,
  scenario_hash text,
  leaf_count integer not null check (leaf_count > 0),
  root bytea not null,
  previous_hash bytea not null,
  log_root bytea not null,
  signature bytea not null,
  log_nodes bytea not null,
  leaf_hashes bytea not null,
  unique (kind, subject)
);
-- Hashes do not compress.
alter table ledger_block alter column leaf_hashes set storage external;
alter table ledger_block alter column log_nodes set storage plain;
create trigger ledger_block_is_append_only before update or delete on ledger_block
  for each row execute function refuse_change();
create trigger ledger_block_is_never_emptied before truncate on ledger_block
  for each statement execute function refuse_change();

-- Appends wait for each other here, and a block cut off the end is missed.
create table ledger_head (
  one boolean primary key default true check (one),
  block_count bigint not null,
  last_hash bytea not null,
  public_key bytea
);
insert into ledger_head (block_count, last_hash) values (0, decode(repeat('00', 32), 'hex'));

alter table reading rename to reading_before_ledger;
alter table job_reading rename to job_reading_before_ledger;
alter index reading_by_element rename to reading_before_ledger_by_element;
alter index job_reading_by_job rename to job_reading_before_ledger_by_job;

-- What a period came to: one row a version, 0 when it was closed.
create table period_version (
  period_start_ms bigint not null references period (period_start_ms),
  version integer not null check (version >= 0),
  period_minutes integer not null,
  scenario_hash text,
  region_hash text,
  matched_green_share_ratio double precision not null,
  storage_content text,
  block_number bigint not null references ledger_block,
  leaf_index integer not null,
  primary key (period_start_ms, version),
  unique (block_number, leaf_index)
);
create table reading (
  period_start_ms bigint not null,
  element text not null,
  quantity text not null,
  period_minutes integer not null,
  value double precision not null,
  quality text not null,
  revision integer not null check (revision >= 0),
  block_number bigint not null references ledger_block,
  leaf_index integer not null,
  primary key (block_number, leaf_index),
  unique (element, quantity, period_start_ms, revision)
);
create index reading_by_period on reading (period_start_ms);
create table job_reading (
  period_start_ms bigint not null,
  job_id text not null,
  pool_id text not null,
  site_id text not null,
  unit_hours double precision not null,
  energy_wh bigint not null,
  method text not null,
  block_number bigint not null references ledger_block,
  leaf_index integer not null,
  primary key (block_number, leaf_index)
);
-- Indices on one column keep equal keys once; the second one of a look-up would make them thrice as large.
create index job_reading_by_period on job_reading (period_start_ms);
create index job_reading_by_job_alone on job_reading (job_id);
-- The names of sources, so that an entry can say them in one byte.
create table energy_source (
  source_id integer primary key,
  source_key text not null unique,
  block_number bigint not null references ledger_block,
  leaf_index integer not null,
  unique (block_number, leaf_index)
);
-- Whose energy it was: an entry stands until another one reverses it, which can happen once.
create table ledger_entry (
  period_start_ms bigint not null,
  consumer_kind text not null,
  consumer_id text not null,
  energy_wh bigint not null,
  clean_wh bigint not null,
  co2_grams bigint not null,
  by_source_wh bytea not null,
  reverses_block bigint,
  reverses_leaf integer,
  block_number bigint not null references ledger_block,
  leaf_index integer not null,
  primary key (block_number, leaf_index),
  foreign key (reverses_block, reverses_leaf) references ledger_entry (block_number, leaf_index),
  check ((reverses_block is null) = (reverses_leaf is null)),
  check (case when reverses_block is null
    then energy_wh >= 0 and clean_wh between 0 and energy_wh
    else energy_wh <= 0 and clean_wh between energy_wh and 0 end)
);
create unique index ledger_entry_reversed_once on ledger_entry (reverses_block, reverses_leaf)
  where reverses_block is not null;
create index ledger_entry_by_period on ledger_entry (period_start_ms);
create index ledger_entry_by_consumer on ledger_entry (consumer_id);

-- Readings that came after their period was closed, until the cycle has traced it anew with them.
create table late_reading (
  late_number bigint generated always as identity primary key,
  period_start_ms bigint not null references period (period_start_ms),
  element text not null,
  quantity text not null,
  period_minutes integer not null,
  value double precision not null,
  quality text not null
);
create index late_reading_by_period on late_reading (period_start_ms, late_number);
alter table cycle_state add column retrace_from_ms bigint;

create trigger period_version_is_append_only before update or delete on period_version
  for each row execute function refuse_change();
create trigger period_version_is_never_emptied before truncate on period_version
  for each statement execute function refuse_change();
create trigger reading_is_append_only before update or delete on reading
  for each row execute function refuse_change();
create trigger reading_is_never_emptied before truncate on reading
  for each statement execute function refuse_change();
create trigger job_reading_is_append_only before update or delete on job_reading
  for each row execute function refuse_change();
create trigger job_reading_is_never_emptied before truncate on job_reading
  for each statement execute function refuse_change();
create trigger energy_source_is_append_only before update or delete on energy_source
  for each row execute function refuse_change();
create trigger energy_source_is_never_emptied before truncate on energy_source
  for each statement execute function refuse_change();
create trigger ledger_entry_is_append_only before update or delete on ledger_entry
  for each row execute function refuse_change();
create trigger ledger_entry_is_never_emptied before truncate on ledger_entry
  for each statement execute function refuse_change();
`;
