import { afterAll, expect, test } from 'vitest';
import { planWindow, unhurried } from '#dispatch/cycle';
import type { Region } from '#dispatch/domain';
import { loadScenario, type Scenario } from '#dispatch/sources';
import { createWorkerPlanner } from '../../apps/worker/index.ts';

const FROM_MS = Date.parse('2025-03-12T08:00:00+08:00');
const planner = createWorkerPlanner();
afterAll(() => planner.close());

const planOf = async (scenario: Scenario, timeLimitS: number) =>
  planWindow({
    scenario,
    fromMs: FROM_MS,
    hours: 24,
    objective: 'cost',
    foresight: 'forecast',
    planner: planner.plan,
    control: { ...unhurried(), timeLimitS },
  });

const changed = (scenario: Scenario, change: (region: Region) => Region): Scenario => ({
  ...scenario,
  region: change(scenario.region),
  series: (name) => scenario.series(name),
  jobs: () => scenario.jobs(),
});

test('a day that cannot be supplied still gets a plan, which says what is not served', async () => {
  const scenario = changed(await loadScenario('microgrid'), (region) => ({
    ...region,
    // Ten times the load behind the same sun, wind and battery, and no line leads in.
    areas: region.areas.map((area) => ({ ...area, loadMw: 20 })),
  }));
  const { plan } = await planOf(scenario, 60);
  expect(['optimal', 'feasible']).toContain(plan.status);
  const unserved = plan.series.filter((row) => row.quantity === 'unservedMw').flatMap((row) => row.values);
  expect(unserved.reduce((sum, mw) => sum + mw, 0)).toBeGreaterThan(0);
  expect(plan.costParts.some((part) => /unserved/i.test(part.name) && part.yuan > 0)).toBe(true);
});

test('a day that is too hard for the time there is gets a degraded plan with the reason in both languages', async () => {
  const { plan } = await planOf(await loadScenario('one-site'), 0);
  expect(plan.status).toBe('feasible');
  expect(plan.degraded?.zh).toBeTruthy();
  expect(plan.degraded?.en).toBeTruthy();
  for (const { reason } of plan.refused) expect(reason.en).not.toBe('');
});
