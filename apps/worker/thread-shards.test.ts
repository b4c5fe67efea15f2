import { afterAll, expect, test } from 'vitest';
import type { Problem } from '#dispatch/domain';
import {
  createHighsSolver,
  type OpenShards,
  PlanningStopped,
  planProblem,
  type ShardPool,
  shardsHere,
  syntheticRegion,
} from '#dispatch/optimise';
import { createWorkerPlanner, ThreadShards } from './index.ts';

const solver = await createHighsSolver();
const size = { hours: 24, periodMinutes: 30, areas: 3, sites: 2, jobs: 300, preemptibleShare: 0.3 };
const control = { progress: () => undefined, elapsedS: () => 0, timeLimitS: 60, isCancelled: () => false };

/** So few units that jobs have to be moved again and again. */
const narrowRegion = (seed: number): Problem => {
  const region = syntheticRegion({ ...size, seed });
  return {
    ...region,
    online: [],
    pools: region.pools.map((pool) => ({ ...pool, unitCount: 0.1 * pool.unitCount })),
  };
};

const three = new ThreadShards(3);
const planner = createWorkerPlanner({ shardCount: 2, databaseUrl: null });
afterAll(async () => {
  await three.end();
  await planner.close();
});

test('shards on threads end at the very plan of as many shards in one thread, plan after plan', async () => {
  for (const seed of [1, 2]) {
    const problem = narrowRegion(seed);
    const here = await planProblem(problem, solver, control, shardsHere(3));
    const onThreads = await planProblem(problem, solver, control, three);
    expect(onThreads).toEqual(here);
  }
});

test('the planner’s thread has shards on threads of its own', async () => {
  const problem = narrowRegion(3);
  const here = await planProblem(problem, solver, control, shardsHere(2));
  const planned = await planner.plan(problem, control);
  expect(planned.placements).toEqual(here.placements);
  expect(planned.objectiveBound).toBe(here.objectiveBound);
});

/** A pool whose second thread is given an order that it cannot do. */
const spoilt = (pool: ShardPool): ShardPool => ({
  ...pool,
  shardCount: pool.shardCount,
  open: (inputs, limits): OpenShards => {
    const shards = pool.open(inputs, limits);
    return {
      step: ([first, , ...others]) => shards.step([first!, undefined as never, ...others]),
      close: () => shards.close(),
    };
  },
});

test('after a thread has failed the next plan gets new threads, and is the same', async () => {
  const problem = narrowRegion(4);
  const here = await planProblem(problem, solver, control, shardsHere(3));
  const failure = planProblem(problem, solver, control, spoilt(three));
  await expect(failure).rejects.toBeInstanceOf(PlanningStopped);
  expect(await planProblem(problem, solver, control, three)).toEqual(here);
});
