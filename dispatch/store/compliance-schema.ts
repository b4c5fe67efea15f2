/** Where each rule stood at the end of each day: append-only, leaves of blocks of kind `rules`. */
export const complianceSchema = `
create table rule_state (
  day text not null,
  rule_id text not null,
  revision integer not null check (revision >= 0),
  effective_from text not null,
  kind text not null,
  unit text not null,
  limit_value double precision not null,
  since text not null,
  periods integer not null,
  periods_of_day integer not null,
  day_part bigint not null,
  day_whole bigint not null,
  part bigint not null,
  whole bigint not null,
  judgement text not null,
  recorded_at_ms bigint not null,
  block_number bigint not null references ledger_block,
  leaf_index integer not null,
  primary key (rule_id, day, revision),
  unique (block_number, leaf_index)
);
create index rule_state_by_day on rule_state (day);
create trigger rule_state_is_append_only before update or delete on rule_state
  for each row execute function refuse_change();
create trigger rule_state_is_never_emptied before truncate on rule_state
  for each statement execute function refuse_change();
`;
