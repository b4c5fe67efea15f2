import { type Kysely, sql } from 'kysely';
import { type Clock, scenarioClock, systemClock } from '#platform/clock';
import type { Config } from '#platform/config';
import type { Db, SchemaMigrations } from '#platform/db';

/** Where a scenario's time has got to. It stands still while the centre is off and never goes back. */
export const CENTRE_SCHEMA: SchemaMigrations = {
  schema: 'centre',
  migrations: [
    {
      id: '0001-scenario-time',
      sql: `create table scenario_time (
        one boolean primary key default true check (one),
        reached_ms bigint not null
      );`,
    },
  ],
};

export interface RoomTime {
  readonly clock: Clock;
  stop(): Promise<void>;
}

type TimeDb = Kysely<{ 'centre.scenario_time': { reached_ms: number } }>;
const NOTE_EVERY_MS = 2_000;

/**
 * The clock the rooms live by. A scenario's is noted ahead: what is stored is the time it will have reached when it is
 * noted next, so that even after a kill -9 it goes on a moment later than anything it ever showed.
 */
export async function startRoomTime(db: Db, config: Config): Promise<RoomTime> {
  if (config.clock.mode === 'live') return { clock: systemClock, stop: async () => {} };
  const { speed, startMs } = config.clock;
  const stored = await (db as TimeDb)
    .selectFrom('centre.scenario_time')
    .select('reached_ms')
    .executeTakeFirst();
  const clock = scenarioClock({
    wallMs: systemClock.now(),
    scenarioMs: stored?.reached_ms ?? startMs,
    speed,
  });
  const note = (aheadMs: number) =>
    sql`insert into centre.scenario_time (reached_ms) values (${Math.ceil(clock.now() + aheadMs * speed)})
      on conflict (one) do update set reached_ms = excluded.reached_ms`.execute(db);
  await note(2 * NOTE_EVERY_MS);
  const timer = setInterval(() => void note(2 * NOTE_EVERY_MS).catch(() => {}), NOTE_EVERY_MS);
  timer.unref();
  return {
    clock,
    stop: async () => {
      clearInterval(timer);
      await note(0).catch(() => {});
    },
  };
}
