/**
 * Raw receipts of meters, kept for good and by the ledger; and what they come to, period by period, which is worked out
 * from the receipts alone.
 */
export const metersSchema = `
alter table ledger_block drop constraint ledger_block_kind_check;
alter table ledger_block add constraint ledger_block_kind_check
  check (kind in ('period', 'certificates', 'contracts', 'statement', 'rules', 'readings'));

create table meter_receipt (
  meter_id text not null,
  unit text not null check (unit in ('register', 'Wh', 'kWh', 'MWh', 'kW', 'MW')),
  from_ms bigint not null,
  until_ms bigint not null,
  value double precision not null check (value >= 0),
  issued_at_ms bigint,
  received_at_ms bigint not null,
  received_from text not null,
  source text not null,
  line integer not null,
  block_number bigint not null references ledger_block,
  leaf_index integer not null,
  primary key (block_number, leaf_index),
  check ((unit = 'register') = (from_ms = until_ms) and from_ms <= until_ms)
);
-- The same value for the same time is one receipt, however often it is sent.
create unique index meter_receipt_once
  on meter_receipt (meter_id, from_ms, until_ms, value, unit, coalesce(issued_at_ms, -1));
create index meter_receipt_by_time on meter_receipt (meter_id, until_ms);
create trigger meter_receipt_is_append_only before update or delete on meter_receipt
  for each row execute function refuse_change();
create trigger meter_receipt_is_never_emptied before truncate on meter_receipt
  for each statement execute function refuse_change();

create table metered_period (
  period_start_ms bigint not null,
  element text not null,
  quantity text not null,
  energy_wh bigint check (energy_wh >= 0),
  quality text not null check (quality in ('measured', 'filled', 'missing')),
  flags jsonb not null,
  primary key (element, quantity, period_start_ms),
  check ((quality = 'missing') = (energy_wh is null))
);
create index metered_period_by_time on metered_period (period_start_ms);
`;
