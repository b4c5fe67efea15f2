import { expect, test } from 'vitest';
import type { Plan, Problem } from '#dispatch/domain';
import { MS_PER_HOUR } from '#units';
import { createHighsSolver, PlanningStopped, planProblem, repairPlan } from './index.ts';
import {
  patient,
  smallBid,
  smallGrid,
  smallPool,
  smallProblem,
  smallStartMs,
} from './testing/small-problem.ts';

const solver = await createHighsSolver();
const hour = (h: number): number => smallStartMs + h * MS_PER_HOUR;
const prices = Float64Array.of(600, 500, 100, 300, 400, 700);
const areas = [{ id: 'a', loadMw: new Float64Array(6).fill(3) }];
const problem = (over: Partial<Problem>): Problem =>
  smallProblem(6, { areas, gridConnections: [smallGrid(prices)], ...over });
const startOf = (plan: Plan, id: string): number | undefined =>
  plan.placements.find(({ jobId }) => jobId === id)?.segments[0]?.startMs;

test('jobs stay where they were although prices changed, newcomers take what is left, and it says so', async () => {
  const before = problem({ bids: [smallBid('old', 'rigid', 0, 6, 1, 7)] });
  const plan = await planProblem(before, solver, patient);
  expect(startOf(plan, 'old')).toBe(hour(2));
  // Now hour 4 is cheapest; the job stays, the newcomer goes there.
  const after = problem({
    gridConnections: [smallGrid(Float64Array.of(600, 500, 400, 300, 100, 700))],
    bids: [smallBid('old', 'rigid', 0, 6, 1, 7), smallBid('new', 'rigid', 0, 6, 1, 7)],
  });
  const repaired = await repairPlan(after, plan.placements, solver, patient);
  expect([startOf(repaired, 'old'), startOf(repaired, 'new')]).toEqual([hour(2), hour(4)]);
  // 3 MW of load in all hours, 7 MW at 400 and 7 MW at 100.
  expect(repaired.costYuan).toBeCloseTo(3 * 2600 + 7 * 400 + 7 * 100, 6);
  expect(repaired.degraded!.en).toContain('jobs kept in place: 1, placed anew: 1, without room: 0');
  expect(repaired.boundYuan!).toBeLessThanOrEqual(repaired.costYuan);
});

test('a job whose units are gone or whose start has passed is placed again, and one without room waits', async () => {
  const bids = [smallBid('a', 'rigid', 0, 6, 1, 4), smallBid('b', 'rigid', 0, 3, 1, 7)];
  const plan = await planProblem(problem({ bids }), solver, patient);
  expect([startOf(plan, 'a'), startOf(plan, 'b')]).toEqual([hour(3), hour(2)]);
  // Running work took the pool in hours 2 and 3; b has to end by hour 3 and is only released in hour 2.
  const pools = [smallPool({ committedUnits: Float64Array.of(0, 0, 8, 8, 0, 0) })];
  const after = problem({ pools, bids: [bids[0]!, smallBid('b', 'rigid', 2, 3, 1, 7)] });
  const repaired = await repairPlan(after, plan.placements, solver, patient);
  expect(startOf(repaired, 'a')).toBe(hour(4));
  expect(repaired.refused.map(({ id, code }) => [id, code])).toEqual([['b', 'capacityTaken']]);
});

test('work that may pause keeps the hours that lie ahead, as many as it still needs', async () => {
  const plan = await planProblem(problem({ bids: [smallBid('p', 'preemptible', 0, 6, 3)] }), solver, patient);
  expect(plan.placements[0]!.segments).toEqual([{ startMs: hour(2), endMs: hour(5) }]);
  // An hour of it is done.
  const after = problem({ bids: [smallBid('p', 'preemptible', 3, 6, 2)] });
  const repaired = await repairPlan(after, plan.placements, solver, patient);
  expect(repaired.placements[0]!.segments).toEqual([{ startMs: hour(3), endMs: hour(5) }]);
});

test('where there is no dispatch at all the repair says what cannot hold together', async () => {
  const stuck = problem({
    thermalUnits: [
      {
        ...{
          id: 'must-run',
          area: 0,
          ratedMw: 5,
          minimumRatio: 1,
          availableRatio: new Float64Array(6).fill(1),
        },
        ...{ operatingYuanPerMwh: new Float64Array(6).fill(300), emissionTco2PerMwh: 0.8 },
      },
    ],
  });
  const failure = await repairPlan(stuck, [], solver, patient).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(PlanningStopped);
  expect((failure as PlanningStopped).ending).toMatchObject({
    kind: 'infeasible',
    relaxation: { steps: [{ name: 'thermalMw[must-run]', amount: 2, change: 'lower' }] },
  });
});
