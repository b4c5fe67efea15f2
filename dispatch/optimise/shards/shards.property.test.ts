import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkPlan } from '#dispatch/check';
import type { Problem } from '#dispatch/domain';
import { buildBidTable } from '../bids/build-table.ts';
import { timeGridOf } from '../bids/time-grid.ts';
import type { WorkPrices } from '../bids/work-prices.ts';
import { answerWeights } from '../bound/lagrangian-bound.ts';
import { createHighsSolver, PlanningStopped, planProblem } from '../index.ts';
import { weighingOf } from '../objective/objective.ts';
import { placementOrder } from '../placement/order.ts';
import { runAtOnce } from '../placement/run-at-once.ts';
import { PARTS } from '../placement/turn-order.ts';
import type { WorkState } from '../placement/work-state.ts';
import { patient } from '../testing/small-problem.ts';
import { seeded, syntheticRegion } from '../testing/synthetic.ts';
import { dealBids, tableOf } from './deal-bids.ts';
import { packTable, unpackTable } from './packed-table.ts';
import { Shard, type ShardAnswer, type ShardInput, type ShardOrder } from './shard.ts';
import { type OpenShards, type ShardLimits, type ShardPool, shardsHere } from './shard-pool.ts';
import { ShardedWork } from './sharded-work.ts';

const solver = await createHighsSolver();
const unlimited: ShardLimits = { secondsLeft: () => 60, isCancelled: () => false };

const region = (seed: number, jobs: number, preemptibleShare: number): Problem =>
  syntheticRegion({ hours: 24, periodMinutes: 30, areas: 3, sites: 2, jobs, preemptibleShare, seed });
const tableFor = (problem: Problem) => buildBidTable(problem, timeGridOf(problem), weighingOf(problem));

/** So few units that some jobs find no room at all, and no plan is good enough to stop at. */
const narrow = (problem: Problem, share: number): Problem => ({
  ...problem,
  online: [],
  pools: problem.pools.map((pool) => ({ ...pool, unitCount: Math.round(share * pool.unitCount) })),
});

const randomPrices = (problem: Problem, totalCount: number, seed: number): WorkPrices => {
  const random = seeded(seed);
  const series = (count: number, least: number) =>
    Float64Array.from({ length: count * totalCount }, () => least + 100 * random());
  return { energy: series(problem.sites.length, -20), unit: series(problem.pools.length, 0) };
};

const someShards = fc.record({
  seed: fc.nat({ max: 999 }),
  jobs: fc.integer({ min: 10, max: 60 }),
  preemptibleShare: fc.constantFrom(0, 0.4, 0.9),
  shardCount: fc.integer({ min: 2, max: 5 }),
});

test('the answers of shards are those of all bids in one piece', () => {
  fc.assert(
    fc.property(someShards, ({ seed, jobs, preemptibleShare, shardCount }) => {
      const problem = region(seed, jobs, preemptibleShare);
      const table = tableFor(problem);
      const prices = randomPrices(problem, table.grid.totalCount, seed);
      const work = new ShardedWork(problem, table, shardsHere(shardCount), unlimited);
      const whole = answerWeights({ table }, prices);
      work.answer(prices).forEach((weight, bid) => {
        expect(Math.abs(weight - whole[bid]!)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(whole[bid]!)));
      });
    }),
    { numRuns: 40 },
  );
});

test('every bid is dealt once, and comes out of a packed table as it went in', () => {
  fc.assert(
    fc.property(someShards, ({ seed, jobs, preemptibleShare, shardCount }) => {
      const table = tableFor(region(seed, jobs, preemptibleShare));
      const dealt = dealBids(table, shardCount);
      const all = dealt.flatMap((bids) => [...bids]).sort((a, b) => a - b);
      expect(all).toEqual(Array.from({ length: table.bidCount }, (_, bid) => bid));
      for (const bids of dealt) {
        const part = tableOf(table, bids);
        expect(unpackTable(packTable(part))).toEqual(part);
      }
    }),
    { numRuns: 20 },
  );
});

test('shards that move at once never exceed the room there is, and their loads are those of the schedule', () => {
  let fullest = 0;
  fc.assert(
    fc.property(someShards, ({ seed, jobs, preemptibleShare, shardCount }) => {
      const problem = region(seed, 4 * jobs, preemptibleShare);
      const table = tableFor(problem);
      const { totalCount } = table.grid;
      const room = {
        freeUnits: new Float64Array(problem.pools.length * totalCount).fill(500),
        freeItMw: new Float64Array(problem.sites.length * totalCount).fill(0.4),
      };
      const state = runAtOnce(problem, table, room);
      const unplacedBefore = countUnplaced(state);
      const work = new ShardedWork(problem, table, shardsHere(shardCount), unlimited);
      const mover = work.moverOf(state, placementOrder(problem, table));
      const granted = { itMw: mover.load.itMw.slice(), units: mover.load.units.slice() };
      const perMw = new Float64Array(problem.sites.length).fill(20);
      const perUnit = new Float64Array(problem.pools.length).fill(0.1);
      for (let round = 0; round < 4; round++) {
        const steer = { prices: randomPrices(problem, totalCount, seed + round), granted, perMw, perUnit };
        for (let part = 0; part < PARTS; part++) mover.move(steer, round, part);
        const left = mover.finish(steer, { secondsLeft: () => 60, isCancelled: patient.isCancelled });
        expect(left.length).toBe(countUnplaced(state));
        expect(left.length).toBeLessThanOrEqual(unplacedBefore);
        const least = Math.min(...state.room.freeUnits, ...state.room.freeItMw);
        expect(least).toBeGreaterThan(-1e-5);
        if (least < 0.01) fullest++;
        for (const of of ['itMw', 'units'] as const)
          mover.load[of].forEach((load, i) => {
            expect(load).toBeCloseTo((of === 'itMw' ? state.loadItMw : state.used)[i]!, 6);
          });
      }
    }),
    { numRuns: 30 },
  );
  expect(fullest).toBeGreaterThan(30);
});
const countUnplaced = (state: WorkState): number =>
  state.option.reduce((count, option) => count + (option < 0 ? 1 : 0), 0);

/** Steps that shards took in which bids were moved. */
const counting = (pool: ShardPool): { readonly pool: ShardPool; passes: number } => {
  const counted = {
    pool: {
      ...pool,
      open: (inputs: readonly ShardInput[], limits: ShardLimits): OpenShards => {
        const shards = pool.open(inputs, limits);
        const step = (orders: readonly ShardOrder[]): readonly ShardAnswer[] => {
          if (orders[0]!.pass !== null) counted.passes++;
          return shards.step(orders);
        };
        return { step, close: () => shards.close() };
      },
    },
    passes: 0,
  };
  return counted;
};

test('where capacity binds shards exceed nothing, leave out no more than a few jobs more, and end near the plan of one piece', async () => {
  for (const [seed, shardCount, share] of [
    [1, 2, 0.1],
    [2, 3, 0.1],
    [3, 4, 0.1],
    [1, 3, 0.05],
    [2, 2, 0.05],
  ] as const) {
    const problem = narrow(region(seed, 400, 0.3), share);
    const counted = counting(shardsHere(shardCount));
    const whole = await planProblem(problem, solver, patient);
    const sharded = await planProblem(problem, solver, patient, counted.pool);
    expect(counted.passes).toBeGreaterThanOrEqual(PARTS);
    expect(checkPlan(problem, sharded)).toEqual([]);
    expect(sharded.refused.length - whole.refused.length).toBeLessThanOrEqual(MORE_LEFT_OUT * 400);
    if (sharded.refused.length !== whole.refused.length) continue;
    for (const of of ['objectiveValue', 'objectiveBound'] as const)
      expect(Math.abs(sharded[of] - whole[of])).toBeLessThan(NEAR * Math.abs(whole[of]));
  }
});
/** How many find no room depends on the order in which bids are moved. */
const MORE_LEFT_OUT = 0.02;
const NEAR = 2e-3;

/** Shards of which one is lost before every step: another one takes its place with the orders since places were last given. */
const losing = (shardCount: number): ShardPool => ({
  shardCount,
  open: (inputs) => new LosingShards(inputs),
});
class LosingShards implements OpenShards {
  private readonly inputs: readonly ShardInput[];
  private readonly shards: Shard[];
  private readonly orders: ShardOrder[][];
  private stepCount = 0;

  constructor(inputs: readonly ShardInput[]) {
    this.inputs = inputs;
    this.shards = inputs.map((input) => new Shard(input));
    this.orders = inputs.map(() => []);
  }

  step(orders: readonly ShardOrder[]): readonly ShardAnswer[] {
    const lost = this.stepCount++ % this.shards.length;
    this.shards[lost] = new Shard(this.inputs[lost]!);
    for (const order of this.orders[lost]!) this.shards[lost].step(order);
    return orders.map((order, shard) => {
      if (order.places !== null) this.orders[shard] = [];
      this.orders[shard]!.push(structuredClone(order));
      return this.shards[shard]!.step(order);
    });
  }
  close(): void {}
}

test('a shard that is lost and taken over between any two steps changes nothing', async () => {
  const problem = narrow(region(7, 300, 0.3), 0.05);
  const whole = await planProblem(problem, solver, patient, shardsHere(3));
  const counted = counting(losing(3));
  const resumed = await planProblem(problem, solver, patient, counted.pool);
  expect(counted.passes).toBeGreaterThanOrEqual(PARTS);
  expect(resumed.placements).toEqual(whole.placements);
  expect(resumed.objectiveValue).toBe(whole.objectiveValue);
  expect(resumed.objectiveBound).toBe(whole.objectiveBound);
});

/** Shards that answer so often, and then no more. */
const lostAfter = (answerCount: number, shardCount: number): ShardPool => ({
  shardCount,
  open: (inputs, limits) => {
    const shards = shardsHere(shardCount).open(inputs, limits);
    let left = answerCount;
    const gone = (): never => {
      throw new PlanningStopped({ kind: 'failed', detail: 'the cable was cut\n  at sea' });
    };
    return { step: (orders) => (left-- > 0 ? shards.step(orders) : gone()), close: gone };
  },
});

test('where all shards are lost in mid-plan the planner goes on to the same plan and says so', async () => {
  const problem = narrow(region(7, 300, 0.3), 0.05);
  let steps = 0;
  const shards = shardsHere(3);
  const stepping = {
    ...shards,
    open: (...opened: Parameters<typeof shards.open>): OpenShards => {
      const open = shards.open(...opened);
      const step = (orders: readonly ShardOrder[]): readonly ShardAnswer[] => {
        steps++;
        return open.step(orders);
      };
      return { ...open, step };
    },
  };
  const whole = await planProblem(problem, solver, patient, stepping);
  expect(whole.degraded).toBeUndefined();
  for (const answerCount of [1, steps - 7, steps - 2]) {
    const resumed = await planProblem(problem, solver, patient, lostAfter(answerCount, 3));
    expect(resumed.placements).toEqual(whole.placements);
    expect(resumed.objectiveBound).toBe(whole.objectiveBound);
    expect(resumed.degraded?.en).toMatch(/lost in mid-plan \(the cable was cut\); the planner went on/);
    expect(resumed.degraded?.zh).toMatch(/失联/);
  }
});

test('shards that have never answered end the plan with their reason', async () => {
  const planning = planProblem(narrow(region(7, 300, 0.3), 0.05), solver, patient, lostAfter(0, 3));
  await expect(planning).rejects.toThrow('the cable was cut');
});
