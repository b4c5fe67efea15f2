import type { SchemaMigrations } from '#platform/db';

/** No password and no token is stored, only what lets one be recognised. */
export const AUTH_SCHEMA: SchemaMigrations = {
  schema: 'auth',
  migrations: [
    {
      id: '0001-accounts',
      sql: `
        create table account (
          id bigint generated always as identity primary key,
          name text not null,
          role text not null check (role in ('viewer', 'operator', 'administrator')),
          active boolean not null default true,
          password_hash text,
          created_at_ms bigint not null,
          last_sign_in_ms bigint
        );
        create unique index account_by_name on account (lower(name));

        create table session (
          secret_hash text primary key,
          account_id bigint not null references account on delete cascade,
          created_at_ms bigint not null,
          expires_at_ms bigint not null,
          last_seen_ms bigint not null
        );
        create index session_by_account on session (account_id);

        -- Used once: a sign-in link for a first start, a new account or a forgotten password.
        create table sign_in_link (
          secret_hash text primary key,
          account_id bigint not null references account on delete cascade,
          expires_at_ms bigint not null
        );

        create table token (
          id bigint generated always as identity primary key,
          name text not null,
          role text not null check (role in ('viewer', 'operator', 'administrator')),
          secret_hash text not null unique,
          created_by text not null,
          created_at_ms bigint not null,
          expires_at_ms bigint,
          last_used_ms bigint,
          revoked_at_ms bigint
        );
        create unique index token_by_name on token (name) where revoked_at_ms is null;

        -- Wrong passwords of late, by account name: guessing slows down, also across a restart.
        create table failed_sign_in (
          name text primary key,
          failures integer not null,
          last_at_ms bigint not null
        );
      `,
    },
    {
      id: '0002-guessing-by-address',
      sql: `
        -- Who guesses from elsewhere does not lock the account's own person out.
        alter table failed_sign_in add column address text not null default '';
        alter table failed_sign_in drop constraint failed_sign_in_pkey;
        alter table failed_sign_in add primary key (name, address);
      `,
    },
  ],
};
