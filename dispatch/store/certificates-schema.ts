/**
 * Certificates. `certificate_issuance` and `certificate_event` are kept by the ledger and never change; what stands now
 * (`certificate_bundle`, `certificate_debt`, `certificate_store_line`) follows from them and is derived anew by the audit.
 */
export const certificatesSchema = `
create extension if not exists btree_gist;

create function certificate_parts_wh(parts jsonb) returns bigint language sql immutable strict as
  $$ select coalesce(sum((part ->> 1)::bigint), 0)::bigint from jsonb_array_elements(parts) as part $$;

create sequence certificate_issuance_number;
create table certificate_issuance (
  issuance_number bigint primary key,
  period_start_ms bigint not null references period (period_start_ms),
  period_minutes integer not null,
  device_id text not null,
  origin_id text not null,
  revision integer not null check (revision >= 0),
  source text not null check (source in ('pv', 'wind', 'csp', 'hydro')),
  account_id text not null,
  quantity_wh bigint not null check (quantity_wh > 0),
  parts jsonb not null,
  issued_at_ms bigint not null,
  block_number bigint not null references ledger_block,
  leaf_index integer not null,
  unique (block_number, leaf_index),
  unique (issuance_number, quantity_wh),
  constraint certificate_issued_once unique (period_start_ms, device_id, origin_id, revision),
  constraint certificate_parts_make_the_whole check (certificate_parts_wh(parts) = quantity_wh)
);

create table certificate_event (
  issuance_number bigint not null references certificate_issuance,
  kind text not null check (kind in ('transfer', 'split', 'claim', 'store', 'withdraw', 'debt')),
  from_unit bigint not null check (from_unit >= 0),
  to_unit bigint not null check (to_unit > from_unit),
  account_id text not null,
  target_id text check ((target_id is not null) = (kind = 'transfer')),
  beneficiary text,
  jobs jsonb,
  contract_id text,
  reason text,
  action_id text,
  actor text not null,
  at_ms bigint not null,
  block_number bigint not null references ledger_block,
  leaf_index integer not null,
  primary key (block_number, leaf_index),
  constraint certificate_jobs_share_the_claim
    check (jobs is null or certificate_parts_wh(jobs) = to_unit - from_unit)
);
create index certificate_event_by_issuance on certificate_event (issuance_number);
create index certificate_event_by_action on certificate_event (action_id) where action_id is not null;

-- What every unit is now. No two bundles of an issuance share a unit and none leaves what was issued: a unit has one
-- account and one status, so it cannot be claimed twice.
create table certificate_bundle (
  issuance_number bigint not null,
  issued_wh bigint not null,
  from_unit bigint not null check (from_unit >= 0),
  to_unit bigint not null check (to_unit > from_unit),
  account_id text not null,
  status text not null check (status in ('active', 'claimed', 'stored', 'withdrawn')),
  beneficiary text,
  contract_id text,
  primary key (issuance_number, from_unit),
  foreign key (issuance_number, issued_wh) references certificate_issuance (issuance_number, quantity_wh),
  constraint certificate_stays_within_its_issue check (to_unit <= issued_wh),
  constraint certificate_unit_stands_once
    exclude using gist (issuance_number with =, int8range(from_unit, to_unit) with &&)
);
create index certificate_bundle_held on certificate_bundle (account_id, issuance_number) where status = 'active';
create index certificate_bundle_withdrawn on certificate_bundle (issuance_number) where status = 'withdrawn';

-- What devices owe after corrections of what had been spent.
create table certificate_debt (
  device_key text primary key,
  debt_wh bigint not null check (debt_wh >= 0)
);
-- A store mints nothing: of each origin it gives back at most what went in.
create table certificate_store_line (
  store_id text not null,
  origin_id text not null,
  stored_wh bigint not null,
  released_wh bigint not null check (released_wh >= 0),
  primary key (store_id, origin_id),
  constraint certificate_store_mints_nothing check (released_wh <= stored_wh)
);

create table certificate_month (
  month text not null check (month ~ '^[0-9]{4}-[0-9]{2}$'),
  device_id text not null,
  tradability text not null check (tradability in ('tradable', 'used', 'barred')),
  source text not null,
  account_id text not null,
  rule_id text not null,
  project_code text not null check (project_code ~ '^[0-9]{17}$'),
  eligible_wh bigint not null,
  carried_wh bigint not null,
  unit_wh bigint not null check (unit_wh > 0),
  certificate_count bigint not null check (certificate_count >= 0),
  remainder_wh bigint not null check (remainder_wh < unit_wh),
  first_volume bigint not null check (first_volume between 1 and 999999999),
  valid_until text not null check (valid_until ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  issued_at_ms bigint not null,
  block_number bigint not null references ledger_block,
  leaf_index integer not null,
  unique (block_number, leaf_index),
  primary key (month, device_id, tradability),
  constraint certificate_month_adds_up
    check (carried_wh + eligible_wh = certificate_count * unit_wh + remainder_wh)
);

-- What people asked for, each once; the same key again gets the first answer.
create table certificate_action (
  action_id text primary key,
  idempotency_key text unique,
  actor text not null,
  kind text not null,
  request jsonb not null,
  answer jsonb not null,
  at_ms bigint not null
);

create trigger certificate_issuance_is_append_only before update or delete on certificate_issuance
  for each row execute function refuse_change();
create trigger certificate_issuance_is_never_emptied before truncate on certificate_issuance
  for each statement execute function refuse_change();
create trigger certificate_event_is_append_only before update or delete on certificate_event
  for each row execute function refuse_change();
create trigger certificate_event_is_never_emptied before truncate on certificate_event
  for each statement execute function refuse_change();
create trigger certificate_month_is_append_only before update or delete on certificate_month
  for each row execute function refuse_change();
create trigger certificate_month_is_never_emptied before truncate on certificate_month
  for each statement execute function refuse_change();
`;
