import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createHighsSolver,
  type PlanningStopped,
  packTable,
  planProblem,
  type ShardInput,
  type ShardOrder,
  shardsHere,
  syntheticRegion,
} from '#dispatch/optimise';
import { migrations, SCHEMA } from '#dispatch/store';
import { openSessionLocks, openTestDatabase } from '../../platform/db/testing.ts';
import { LedShards } from './lead-shards.ts';
import { ShardRoom, shardKey } from './shard-room.ts';

const database = await openTestDatabase([{ schema: SCHEMA, migrations }]);
const locksOf = (name: string) => openSessionLocks(database.connection, name);
const locks = await locksOf('leader');
/** Has every shard and answers to nothing. */
const hung = await locksOf('hung');
const room = await ShardRoom.enter({
  db: database.db,
  listen: database.listen,
  locks: () => Promise.resolve(locks),
  close: () => Promise.resolve(),
});
afterAll(async () => {
  await Promise.all([locks.end(), hung.end()]);
  await database.close();
});

const SHARDS = 2;
let inputs: readonly ShardInput[] = [];
beforeAll(async () => {
  const size = { hours: 24, periodMinutes: 60, areas: 2, sites: 2, jobs: 40, preemptibleShare: 0, seed: 1 };
  const pool = shardsHere(SHARDS);
  const noting = {
    ...pool,
    open: (...opened: Parameters<typeof pool.open>) => {
      [inputs] = opened;
      return pool.open(...opened);
    },
  };
  const patient = {
    progress: () => undefined,
    elapsedS: () => 0,
    timeLimitS: 60,
    isCancelled: () => false,
  };
  await planProblem(syntheticRegion(size), await createHighsSolver(), patient, noting);
});

const NOTHING: ShardOrder = { places: null, bound: null, pass: null, isPlacesAsked: true };

/** Shards that a hung process has, led by a clock that goes on by a second at each look. */
const ledBesideHung = async (secondsLeft: number, isCancelled: () => boolean) => {
  let nowMs = 0;
  const takenOverMs: number[] = [];
  const led = await LedShards.open(
    room,
    inputs.map((input) => ({ ...input, table: packTable(input.table) })),
    {
      nowMs: () => (nowMs += 1000),
      secondsLeft: () => secondsLeft - nowMs / 1000,
      isCancelled,
      onTakenOver: () => takenOverMs.push(nowMs),
    },
  );
  const { rows } = await database.pool.query<{ id: number }>(
    'select max(shard_plan_id)::integer as id from dispatch.shard_plan',
  );
  for (let shard = 0; shard < SHARDS; shard++) await hung.take(shardKey(rows[0]!.id, shard));
  return { led, takenOverMs };
};

test('a hung process is given up soon once time is up, and after a minute before that', async () => {
  for (const [secondsLeft, leastMs, mostMs] of [
    [10, 10_000, 12_000],
    [600, 60_000, 62_000],
  ] as const) {
    const { led, takenOverMs } = await ledBesideHung(secondsLeft, () => false);
    const answers = await led.step(inputs.map(() => NOTHING));
    const here = shardsHere(SHARDS).open(inputs, { secondsLeft: () => 1, isCancelled: () => false });
    expect(answers).toEqual(here.step(inputs.map(() => NOTHING)));
    expect(takenOverMs).toHaveLength(SHARDS);
    for (const ms of takenOverMs) {
      expect(ms).toBeGreaterThanOrEqual(leastMs);
      expect(ms).toBeLessThanOrEqual(mostMs);
    }
    await led.close();
  }
});

test('a hung process is not waited for once the plan is cancelled, and nothing stays in the database', async () => {
  let looks = 0;
  const { led, takenOverMs } = await ledBesideHung(600, () => ++looks > 3);
  const failure = await led.step(inputs.map(() => NOTHING)).catch((error: unknown) => error);
  expect((failure as PlanningStopped).ending).toEqual({ kind: 'cancelled' });
  expect(takenOverMs).toEqual([]);
  await led.close();
  const { rows } = await database.pool.query('select from dispatch.shard_plan');
  expect(rows).toEqual([]);
});
