import { expect, test } from 'vitest';
import { createHighsSolver, type Planner, planProblem } from '#dispatch/optimise';
import { aJob, MIDNIGHT_MS, smallRegion, smallScenario } from './testing.ts';
import { planWindow } from './window.ts';

const solver = createHighsSolver();
const planHere: Planner = async (problem, control) => planProblem(problem, await solver, control);

const base = smallRegion();
/** Sun at half its capacity from 08:00 to 16:00 for 5 MW and more of load at 300 yuan/MWh: a MW spares 4 MWh a day. */
const region = smallRegion({
  pv: [{ ...base.pv[0], expansion: { maximumMw: 14, yuanPerMwYear: 365 * 500 } }],
  sites: base.sites.map((site) => ({
    ...site,
    pools: site.pools.map((pool) =>
      pool.id === 'west-gpu' ? { ...pool, expansion: { maximumUnits: 200, yuanPerUnitYear: 365 } } : pool,
    ),
  })),
});
const planned = (expands: boolean, jobs = [aJob()]) =>
  planWindow({
    scenario: smallScenario(jobs, region),
    ...{
      fromMs: MIDNIGHT_MS,
      hours: 24,
      objective: 'cost',
      foresight: 'perfect',
      planner: planHere,
      expands,
    },
  });

test('candidates are left out unless the plan is asked what to build', async () => {
  const { plan } = await planned(false);
  expect(plan.capacities).toBeUndefined();
  expect(plan.costParts.some(({ name }) => name === 'expansion')).toBe(false);
});

test('a plan that may build says every capacity it chose, and is no dearer than one that may not', async () => {
  const [without, within] = [await planned(false), await planned(true)];
  const { capacities } = within.plan;
  expect(capacities!.map(({ element, quantity }) => [element, quantity])).toEqual([
    ['roof', 'capacityMw'],
    ['west-gpu', 'capacityUnits'],
  ]);
  const [roof] = capacities!;
  expect(roof!.value).toBeGreaterThan(10);
  // 500 yuan a day and MW, 365 days a year.
  expect(roof!.windowYuan).toBeCloseTo((roof!.value - 10) * 500, 3);
  expect(roof!.yuanPerYear).toBeCloseTo((roof!.value - 10) * 365 * 500, 0);
  expect(within.plan.costYuan).toBeLessThan(without.plan.costYuan);
});

test('a job wider than what stands is placed on units that are added for it, and refused without them', async () => {
  const wide = [aJob({ id: 'wide', units: 150 })];
  expect((await planned(false, wide)).plan.refused.map(({ id }) => id)).toEqual(['wide']);
  const { plan } = await planned(true, wide);
  expect(plan.placements.map(({ jobId, poolId }) => [jobId, poolId])).toEqual([['wide', 'west-gpu']]);
  const racks = plan.capacities!.find(({ element }) => element === 'west-gpu')!;
  expect(racks.value).toBeCloseTo(150, 6);
});
