import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Plan, PlanSummary, PlanView } from '#dispatch/domain';
import { createLocalExecutor, createTwinExecutor } from '#dispatch/execute';
import { ledgerSigner } from '#dispatch/ledger';
import { createHighsSolver, PlanningStopped, planProblem, repairPlan } from '#dispatch/optimise';
import { dispatchRoom } from '#dispatch/server-room';
import { manualClock } from '#platform/clock';
import { shanghaiIso } from '#units';
import { openTestHall, type TestHall } from '../../platform/auth/testing.ts';
import { until } from '../centre.ts';

const START_MS = Date.parse('2025-03-10T08:00:10+08:00');
const PERIOD_MS = 15 * 60_000;
const clock = manualClock(START_MS);
const runsFolder = mkdtempSync(join(tmpdir(), 'wattbit-no-plan-'));
const solver = createHighsSolver();
/** What the planner does when it is asked: it plans, runs out of time, or breaks; and whether a repair may succeed. */
let planner: 'plans' | 'times out' | 'throws' = 'plans';
let mayRepair = true;
let hall: TestHall;

beforeAll(async () => {
  const room = dispatchRoom({
    signer: () => ledgerSigner(new Uint8Array(32).fill(7)),
    planner: () => ({
      plan: async (problem, control) => {
        if (planner === 'times out') throw new PlanningStopped({ kind: 'failed', detail: 'timeLimit' });
        if (planner === 'throws') throw new Error('a bug in the planner');
        return planProblem(problem, await solver, control);
      },
      repair: async (problem, kept, control) => {
        if (!mayRepair) throw new PlanningStopped({ kind: 'failed', detail: 'timeLimit' });
        return repairPlan(problem, kept, await solver, control);
      },
      dispatchPower: () => Promise.reject(new Error('no case is solved here')),
      close: async () => {},
    }),
    executors: () => ({
      local: createLocalExecutor({ runsFolder: join(runsFolder, 'local'), clockMsOf: () => clock.now() }),
      twin: createTwinExecutor({ runsFolder: join(runsFolder, 'twin'), now: () => clock.now() }),
    }),
    settings: { heartbeatMs: 50, windowHours: 6 },
  });
  hall = await openTestHall({ rooms: [room], clock, environment: { WATTBIT_SCENARIO: 'one-site' } });
  await until(latestId, (id) => id !== null);
}, 120_000);
afterAll(async () => {
  await hall?.close();
  rmSync(runsFolder, { recursive: true, force: true });
});

const get = async <Body>(path: string): Promise<Body> =>
  (
    await hall.app.inject({ method: 'GET', url: `/api/${path}`, headers: hall.as('administrator') })
  ).json() as Body;
const latestId = async (): Promise<string | null> =>
  (await get<{ plans: PlanSummary[] }>('dispatch/plans')).plans[0]?.id ?? null;
const latest = async (): Promise<PlanView> => get<PlanView>('dispatch/plans/latest');

/** The next period begins, and a plan is made or made up for. */
const nextPlan = async (): Promise<PlanView> => {
  const before = await latestId();
  clock.set(Math.floor(clock.now() / PERIOD_MS + 1) * PERIOD_MS + 1000);
  await until(latestId, (id) => id !== before, 60_000);
  return latest();
};

/** Power into the region less power out of it, by period: it has one area, and its store stands beside the site. */
const imbalances = ({ series, horizon }: Plan): number[] => {
  const into = new Set(['generationMw', 'dischargeMw', 'importMw', 'unservedMw']);
  const out = new Set(['loadMw', 'chargeMw', 'exportMw', 'facilityMw']);
  return Array.from({ length: horizon.periodCount }, (_, t) =>
    series.reduce((sum, { quantity, values }) => {
      if (into.has(quantity)) return sum + values[t]!;
      return out.has(quantity) ? sum - values[t]! : sum;
    }, 0),
  );
};

test('when no plan comes in time the last one is repaired: jobs keep their places, newcomers get one, balances close', async () => {
  const job = {
    ...{ kind: 'rigid', id: 'waits', poolKind: 'gpu', units: 8, durationHours: 1 },
    earliestStartAt: shanghaiIso(clock.now() + 2 * 3_600_000),
    latestEndAt: shanghaiIso(clock.now() + 5 * 3_600_000),
  };
  const submit = (payload: object) =>
    hall.app.inject({ method: 'POST', url: '/api/dispatch/jobs', headers: hall.as('operator'), payload });
  await submit(job);
  const planned = await nextPlan();
  expect(planned.plan.degraded).toBeUndefined();
  const place = planned.plan.placements.find(({ jobId }) => jobId === 'waits')!;

  planner = 'times out';
  await submit({ ...job, id: 'newcomer' });
  const repaired = await nextPlan();
  expect(repaired.plan.horizon.startMs).toBe(planned.plan.horizon.startMs + PERIOD_MS);
  expect(repaired.plan.degraded!.en).toContain('Planning failed: timeLimit');
  expect(repaired.plan.degraded!.en).toContain('The plan before was repaired');
  expect(repaired.plan.degraded!.zh).toContain('沿用上一份计划');
  const kept = repaired.plan.placements.find(({ jobId }) => jobId === 'waits')!;
  expect([kept.poolId, kept.segments]).toEqual([place.poolId, place.segments]);
  expect(repaired.plan.placements.map(({ jobId }) => jobId)).toContain('newcomer');
  for (const left of imbalances(repaired.plan)) expect(Math.abs(left)).toBeLessThan(1e-5);
  expect(repaired.plan.gapRatio).toBeGreaterThanOrEqual(0);

  planner = 'throws';
  const again = await nextPlan();
  expect(again.plan.degraded!.en).toContain('a bug in the planner');
  for (const left of imbalances(again.plan)) expect(Math.abs(left)).toBeLessThan(1e-5);
}, 180_000);

test('when even the repair fails the plain shift stays, and the audit log tells of both', async () => {
  planner = 'throws';
  mayRepair = false;
  const before = await latest();
  const shifted = await nextPlan();
  expect(shifted.plan.degraded!.en).not.toContain('repaired');
  expect(shifted.plan.horizon.periodCount).toBe(before.plan.horizon.periodCount - 1);
  const { rows } = await get<{ rows: { action: string }[] }>('audit?limit=50');
  const actions = rows.map(({ action }) => action);
  expect(actions).toEqual(expect.arrayContaining(['plan.degraded', 'plan.fail']));
}, 120_000);
