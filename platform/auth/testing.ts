import { AUDIT_CHANNEL, AUDIT_SCHEMA, type Audit, createAudit } from '#platform/audit';
import { type Clock, manualClock, systemClock } from '#platform/clock';
import { readConfig } from '#platform/config';
import {
  createEventHub,
  createShell,
  type EventHub,
  type Role,
  type RoomApp,
  type RoomContext,
  type ServerRoom,
} from '#platform/http-shell';
import { createJobs, JOBS_SCHEMA, type JobsService } from '#platform/jobs';
import { silentLog } from '#platform/log';
import { openTestDatabase, type TestDatabase } from '../db/testing.ts';
import { type Auth, createAuth } from './auth.ts';
import { AUTH_SCHEMA } from './migrations.ts';
import { createToken } from './tokens.ts';

/** The whole hall on a fresh database, with rooms mounted, for tests that speak HTTP (`app.inject`). */
export interface TestHall {
  readonly app: RoomApp;
  readonly auth: Auth;
  readonly audit: Audit;
  readonly jobs: JobsService;
  readonly events: EventHub;
  readonly database: TestDatabase;
  readonly context: RoomContext;
  /** Headers of somebody with this role. */
  as(role: Role): { readonly authorization: string };
  close(): Promise<void>;
}

export interface TestHallOptions {
  readonly rooms?: readonly ServerRoom[];
  /** The rooms' clock; a manual one by default. */
  readonly clock?: Clock;
  /** The clock of sessions, tokens and the audit log. */
  readonly wallClock?: Clock;
  readonly environment?: Readonly<Record<string, string>>;
  readonly consoleDir?: string;
}

const START_MS = Date.parse('2025-03-10T08:00:00+08:00');

export async function openTestHall(options: TestHallOptions = {}): Promise<TestHall> {
  const rooms = options.rooms ?? [];
  const wallClock = options.wallClock ?? systemClock;
  const log = silentLog();
  const database = await openTestDatabase([AUDIT_SCHEMA, AUTH_SCHEMA, JOBS_SCHEMA, ...rooms]);
  const { db } = database;
  const audit = createAudit(db, wallClock);
  const jobs = createJobs({ ...database, clock: systemClock, log });
  const events = createEventHub();
  const config = readConfig(options.environment ?? {});
  const clock = options.clock ?? manualClock(START_MS);
  const context: RoomContext = { db, audit, log, clock, jobs, config, events };
  const consoleUrl = () => config.publicUrl ?? 'http://127.0.0.1:4120';
  const overHttps = consoleUrl().startsWith('https:');
  const auth = createAuth({ db, audit, clock: wallClock, overHttps, consoleUrl });
  const app = await createShell({
    ...{ context, events, rooms, hallRoutes: [auth.routes], authenticate: auth.authenticate },
    ...{ consoleDir: options.consoleDir ?? null, version: '0.0.0' },
  });
  await app.ready();
  await jobs.start();
  await database.listen(AUDIT_CHANNEL, (row) => events.publish('hall.audit', { sequence: Number(row) }));
  const stops = await Promise.all(rooms.map((room) => room.start?.(context)));
  const tokens = await oneTokenARole({ db, audit, clock: wallClock });
  return {
    ...{ app, auth, audit, jobs, events, database, context },
    as: (role) => ({ authorization: `Bearer ${tokens[role]}` }),
    close: async () => {
      events.close();
      await app.close();
      for (const stop of stops) await stop?.();
      await jobs.stop();
      await database.close();
    },
  };
}

async function oneTokenARole(parts: Parameters<typeof createToken>[0]): Promise<Record<Role, string>> {
  const make = async (role: Role) =>
    (await createToken(parts, { name: role, role, expiresAtMs: null }, 'test')).secret;
  return {
    viewer: await make('viewer'),
    operator: await make('operator'),
    administrator: await make('administrator'),
  };
}
