import { afterAll, expect, test } from 'vitest';
import type { Problem } from '#dispatch/domain';
import { type PlanControl, PlanningStopped } from '#dispatch/optimise';
import { createWorkerPlanner } from './index.ts';

const planner = createWorkerPlanner();
afterAll(() => planner.close());

const control = (over: Partial<PlanControl> = {}): PlanControl => {
  const startedAt = performance.now();
  return {
    progress: () => undefined,
    elapsedS: () => (performance.now() - startedAt) / 1000,
    timeLimitS: 60,
    isCancelled: () => false,
    ...over,
  };
};

/** One area that buys 5 MW for four hours at 400 yuan/MWh. */
const oneArea = (): Problem => ({
  regionId: 'one',
  horizon: { startMs: 0, periodMinutes: 60, periodCount: 4 },
  objective: 'cost',
  areas: [{ id: 'a', loadMw: new Float64Array(4).fill(5) }],
  acLines: [],
  hvdcLinks: [],
  renewables: [],
  reservoirs: [],
  batteries: [],
  gridConnections: [
    {
      id: 'grid',
      area: 0,
      importLimitMw: 100,
      exportLimitMw: 0,
      importYuanPerMwh: new Float64Array(4).fill(400),
      exportYuanPerMwh: new Float64Array(4),
      emissionTco2PerMwh: new Float64Array(4).fill(0.5),
      cleanShareRatio: 0,
    },
  ],
  sites: [],
  pools: [],
  bids: [],
  online: [],
  unservedYuanPerMwh: 10_000,
  curtailedYuanPerMwh: 0,
  carbonYuanPerTco2: 0,
});

test('a plan comes back from the thread with its cost, and progress ends at one', async () => {
  const ratios: number[] = [];
  const plan = await planner.plan(oneArea(), control({ progress: (_, ratio) => ratios.push(ratio) }));
  // 5 MW x 4 h x 400 yuan/MWh
  expect(plan.costYuan).toBeCloseTo(8000, 6);
  expect(plan.co2Tonnes).toBeCloseTo(10, 6);
  expect(ratios.at(-1)).toBe(1);
});

test('the event loop goes on while the thread plans', async () => {
  let ticks = 0;
  const timer = setInterval(() => ticks++, 1);
  await planner.plan(oneArea(), control());
  clearInterval(timer);
  expect(ticks).toBeGreaterThan(0);
});

test('a cancelled plan ends as cancelled, and the next one is planned', async () => {
  const failure = await planner
    .plan(oneArea(), control({ isCancelled: () => true }))
    .catch((error: unknown) => error);
  expect((failure as PlanningStopped).ending).toEqual({ kind: 'cancelled' });
  await expect(planner.plan(oneArea(), control())).resolves.toMatchObject({ status: 'optimal' });
});

test('a battery that starts above its limit names the block that cannot hold', async () => {
  const problem: Problem = {
    ...oneArea(),
    batteries: [
      {
        id: 'b',
        area: 0,
        chargeMw: 1,
        dischargeMw: 1,
        minimumMwh: 0,
        maximumMwh: 10,
        initialMwh: 50,
        finalMwh: 0,
        chargeEfficiencyRatio: 0.9,
        dischargeEfficiencyRatio: 0.9,
        wearYuanPerMwh: 0,
      },
    ],
  };
  const failure = await planner.plan(problem, control()).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(PlanningStopped);
  expect((failure as PlanningStopped).ending).toEqual({ kind: 'infeasible', blocks: ['storage_balance'] });
});
