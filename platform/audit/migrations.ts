import type { SchemaMigrations } from '#platform/db';

/** The database itself refuses to change or remove a row, and tells listeners about a new one when it is committed. */
export const AUDIT_SCHEMA: SchemaMigrations = {
  schema: 'audit',
  migrations: [
    {
      id: '0001-entry',
      sql: `
        create table entry (
          sequence bigint primary key,
          at_ms bigint not null,
          actor text not null,
          action text not null,
          subject text not null,
          detail_json text not null,
          previous_hash text not null,
          hash text not null unique
        );
        create index entry_by_action on entry (action text_pattern_ops, sequence);
        create index entry_by_subject on entry (subject, sequence);
        create index entry_by_actor on entry (actor, sequence);

        -- The newest row's seal: appends wait for each other here, and a row cut off the end is missed.
        create table head (
          one boolean primary key default true check (one),
          sequence bigint not null,
          hash text not null
        );
        insert into head (sequence, hash) values (0, repeat('0', 64));

        create function refuse_change() returns trigger language plpgsql as $$
        begin
          raise exception 'the audit log is append-only' using errcode = 'insufficient_privilege';
        end $$;
        create trigger entry_never_changes before update or delete on entry
          for each row execute function refuse_change();
        create trigger entry_never_emptied before truncate on entry
          for each statement execute function refuse_change();

        create function tell_listeners() returns trigger language plpgsql as $$
        begin
          perform pg_notify('audit_entry', new.sequence::text);
          return null;
        end $$;
        create trigger entry_told after insert on entry for each row execute function tell_listeners();
      `,
    },
  ],
};

/** The channel of NOTIFY; its payload is the new row's sequence. */
export const AUDIT_CHANNEL = 'audit_entry';
