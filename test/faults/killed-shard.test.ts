import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import type { Problem } from '#dispatch/domain';
import {
  createHighsSolver,
  type PlanControl,
  type PlanningStopped,
  planProblem,
  shardsHere,
  syntheticRegion,
} from '#dispatch/optimise';
import { migrations, SCHEMA } from '#dispatch/store';
import { createWorkerPlanner } from '../../apps/worker/index.ts';
import { openTestDatabase } from '../../platform/db/testing.ts';

const database = await openTestDatabase([{ schema: SCHEMA, migrations }]);
const solver = await createHighsSolver();
const processes: ChildProcess[] = [];
afterAll(async () => {
  for (const child of processes) child.kill('SIGKILL');
  await database.close();
});

const SHARDS = 2;
const region = syntheticRegion({
  hours: 48,
  periodMinutes: 30,
  areas: 3,
  sites: 2,
  jobs: 1500,
  preemptibleShare: 0.3,
  seed: 5,
});
/** So few units that jobs have to be moved again and again. */
const problem: Problem = {
  ...region,
  online: [],
  pools: region.pools.map((pool) => ({ ...pool, unitCount: 0.2 * pool.unitCount })),
};
const control: PlanControl = {
  progress: () => undefined,
  elapsedS: () => 0,
  timeLimitS: 600,
  isCancelled: () => false,
};
const inOneProcess = await planProblem(problem, solver, control, shardsHere(SHARDS));

/** Connection settings as one address; the embedded server listens on a socket in a folder only. */
const url = (): string => {
  const { connectionString, host, port, user, password, database: name } = database.connection;
  if (connectionString !== undefined) return connectionString;
  const parts = new URLSearchParams({ host: String(host), port: String(port) });
  return `postgresql://${user}:${encodeURIComponent(String(password))}@/${name}?${parts}`;
};

interface ShardProcess {
  readonly child: ChildProcess;
  output(): string;
}
const startShard = async (): Promise<ShardProcess> => {
  const child = spawn(process.execPath, [resolve('apps/cli/wattbit.mjs'), 'shard', '--database', url()]);
  processes.push(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += String(chunk)));
  const started = { child, output: () => text };
  await until(() => text.includes('Waiting'), started.output);
  return started;
};

const until = async (holds: () => boolean | Promise<boolean>, why: () => string): Promise<void> => {
  for (const end = performance.now() + 60_000; !(await holds()); ) {
    if (performance.now() > end) throw new Error(`waited in vain: ${why()}`);
    await sleep(2);
  }
};

const count = async (table: string, where = sql`true`): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*)::integer as n from ${sql.table(
    `dispatch.${table}`,
  )} where ${where}`.execute(database.db);
  return rows[0]!.n;
};

const shardOf = ({ output }: ShardProcess): number => Number(/took shard (\d)/.exec(output())![1]);

/** Waits until a stopped process owes the answer to a step. */
const untilOwing = async (stopped: ShardProcess): Promise<void> => {
  const isOwed = sql`shard = ${shardOf(stopped)} and answer is null`;
  await until(async () => (await count('shard_step', isOwed)) === 1, stopped.output);
};

const planned = (): ReturnType<ReturnType<typeof createWorkerPlanner>['plan']> => {
  const planner = createWorkerPlanner({ shardCount: SHARDS, databaseUrl: url() });
  return planner.plan(problem, control).finally(() => planner.close());
};

const expectSamePlanAndNothingLeft = async (plan: Awaited<ReturnType<typeof planned>>): Promise<void> => {
  expect(plan.placements).toEqual(inOneProcess.placements);
  expect(plan.objectiveValue).toBe(inOneProcess.objectiveValue);
  expect(plan.objectiveBound).toBe(inOneProcess.objectiveBound);
  for (const table of ['shard_plan', 'shard_column', 'shard_step']) expect(await count(table)).toBe(0);
};

test('two of three processes are killed in mid-step: a spare one and the planner go on, the plan is the same and the database empty', async () => {
  const three = [await startShard(), await startShard(), await startShard()];
  const planning = planned();
  const busy = () => three.filter(({ output }) => output().includes('took'));
  await until(() => busy().length === SHARDS, three[0]!.output);
  const [first, second] = busy() as [ShardProcess, ShardProcess];
  const spare = three.find((one) => one !== first && one !== second)!;
  await until(async () => (await count('shard_step', sql`step >= 5`)) > 0, first.output);
  first.child.kill('SIGSTOP');
  second.child.kill('SIGSTOP');
  await untilOwing(first);
  first.child.kill('SIGKILL');
  await until(() => spare.output().includes(`took shard ${shardOf(first)}`), spare.output);
  await untilOwing(second);
  second.child.kill('SIGKILL');
  await expectSamePlanAndNothingLeft(await planning);
  expect(spare.output()).toMatch(/is done/);
  spare.child.kill('SIGTERM');
  const [code] = (await once(spare.child, 'exit')) as [number | null];
  expect(code).toBe(0);
});

test('without any process the planner does all shards itself, and the plan is the same', async () => {
  await expectSamePlanAndNothingLeft(await planned());
});

test('a database that does not answer is told in a sentence', async () => {
  const planner = createWorkerPlanner({
    shardCount: SHARDS,
    databaseUrl: 'postgresql://nobody@127.0.0.1:1/none',
  });
  const failure = await planner.plan(problem, control).catch((error: unknown) => error);
  await planner.close();
  expect((failure as PlanningStopped).ending).toMatchObject({
    kind: 'failed',
    detail: expect.stringMatching(/^The given database does not answer: .* Check the address/) as string,
  });
});

test('what a planner that was killed has left is dropped by the next process', async () => {
  await database.db
    .withSchema(SCHEMA)
    .insertInto('shard_plan')
    .values({ shard_plan_id: 77, shard_count: 1 })
    .execute();
  await startShard();
  await until(
    async () => (await count('shard_plan')) === 0,
    () => 'the plan is still there',
  );
});
