/** Statements of months: versions and their lines, kept by the ledger; a line is taken back once by a later one. */
export const settlementSchema = `
create table statement_version (
  month text not null check (month ~ '^[0-9]{4}-[0-9]{2}$'),
  version integer not null check (version >= 0),
  closed_at_ms bigint not null,
  closed_by text not null,
  period_count integer not null check (period_count > 0),
  block_number bigint not null references ledger_block,
  leaf_index integer not null,
  primary key (month, version),
  unique (block_number, leaf_index)
);
create table statement_line (
  line_id text primary key,
  month text not null,
  version integer not null,
  kind text not null,
  payer text not null,
  payee text not null check (payee <> payer),
  subject text not null,
  unit text not null,
  quantity_millionths bigint not null,
  amount_fen bigint not null,
  reverses text references statement_line (line_id),
  periods text not null,
  block_number bigint not null references ledger_block,
  leaf_index integer not null,
  foreign key (month, version) references statement_version (month, version),
  unique (block_number, leaf_index)
);
create unique index statement_line_reversed_once on statement_line (reverses) where reverses is not null;
create index statement_line_by_month on statement_line (month, version);

create trigger statement_version_is_append_only before update or delete on statement_version
  for each row execute function refuse_change();
create trigger statement_version_is_never_emptied before truncate on statement_version
  for each statement execute function refuse_change();
create trigger statement_line_is_append_only before update or delete on statement_line
  for each row execute function refuse_change();
create trigger statement_line_is_never_emptied before truncate on statement_line
  for each statement execute function refuse_change();
`;
