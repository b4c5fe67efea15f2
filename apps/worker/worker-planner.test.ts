import { resolve } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { NO_PARTS, type Problem } from '#dispatch/domain';
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
  ...NO_PARTS,
  regionId: 'one',
  horizon: { startMs: 0, periodMinutes: 60, periodCount: 4 },
  objective: 'cost',
  areas: [{ id: 'a', loadMw: new Float64Array(4).fill(5) }],
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

test('the thread plans with the highs command where one is named', async () => {
  vi.stubEnv('WATTBIT_HIGHS', resolve('test/stand-ins/highs.mjs'));
  const native = createWorkerPlanner();
  vi.unstubAllEnvs();
  const plan = await native.plan(oneArea(), control());
  expect(plan.costYuan).toBeCloseTo(8000, 6);
  await native.close();
});

test('the event loop goes on while the thread plans', async () => {
  let ticks = 0;
  const timer = setInterval(() => ticks++, 1);
  await planner.plan(oneArea(), control());
  clearInterval(timer);
  expect(ticks).toBeGreaterThan(0);
});

test('power alone comes back from the thread, and a case that cannot be met comes back with its reason', async () => {
  const solution = await planner.dispatchPower(oneArea(), { ...control(), gapRatio: 0 });
  expect(solution.objectiveValue).toBeCloseTo(8000, 6);
  expect(solution.prices['areaYuanPerMwh.a']).toEqual([400, 400, 400, 400]);
  const dark = { ...oneArea(), gridConnections: [], unservedYuanPerMwh: Number.POSITIVE_INFINITY };
  const none = await planner.dispatchPower(dark, control());
  expect(none.outcome.kind).toBe('infeasible');
  expect(none.infeasibility!.conflicts.length).toBeGreaterThan(0);
});

test('a cancelled plan ends as cancelled, and the next one is planned', async () => {
  const failure = await planner
    .plan(oneArea(), control({ isCancelled: () => true }))
    .catch((error: unknown) => error);
  expect((failure as PlanningStopped).ending).toEqual({ kind: 'cancelled' });
  await expect(planner.plan(oneArea(), control())).resolves.toMatchObject({ status: 'optimal' });
});

test('a carbon limit below what the load must emit names the blocks that cannot hold', async () => {
  const problem: Problem = {
    ...oneArea(),
    unservedYuanPerMwh: 10_000,
    thermalUnits: [
      {
        id: 'must-run',
        area: 0,
        ratedMw: 3,
        minimumRatio: 1,
        availableRatio: new Float64Array(4).fill(1),
        operatingYuanPerMwh: new Float64Array(4).fill(300),
        emissionTco2PerMwh: 0.8,
      },
    ],
    budgets: [{ id: 'cap', kind: 'carbon', limit: 1, soFar: { part: 0, whole: 0 }, excessYuanPerUnit: null }],
  };
  const failure = await planner.plan(problem, control()).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(PlanningStopped);
  // 3 MW x 4 h x 0.8 t/MWh = 9.6 t against 1 t: the bounds of the unit and the budget's row.
  expect((failure as PlanningStopped).ending).toMatchObject({
    kind: 'infeasible',
    blocks: ['budget', 'thermal_unit'],
    conflicts: [{ name: 'budget[cap]' }, { name: 'thermalMw[must-run]', side: 'lower' }],
    relaxation: { steps: [{ name: 'budget[cap]', change: 'raise', amount: 8.6, unit: 't' }] },
  });
});
