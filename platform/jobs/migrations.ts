import type { SchemaMigrations } from '#platform/db';

/** What people and screens read about a background job; pg-boss (schema `pgboss`) decides when it runs. */
export const JOBS_SCHEMA: SchemaMigrations = {
  schema: 'jobs',
  migrations: [
    {
      id: '0001-run',
      sql: `
        create table run (
          id uuid primary key,
          name text not null,
          data jsonb not null,
          state text not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
          attempt integer not null default 0,
          stage text,
          ratio double precision not null default 0,
          result jsonb,
          error text,
          submitted_by text not null,
          submitted_at_ms bigint not null,
          ended_at_ms bigint
        );
        create index run_by_time on run (submitted_at_ms desc, id);
        create index run_open on run (name) where state in ('queued', 'running');
      `,
    },
  ],
};

/** The channel of NOTIFY on which a committed submission wakes the workers; its payload is the job's name. */
export const JOBS_CHANNEL = 'jobs_submitted';
