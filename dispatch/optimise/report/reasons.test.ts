import { expect, test } from 'vitest';
import type { Plan, Problem } from '#dispatch/domain';
import { MS_PER_HOUR } from '#units';
import { createHighsSolver, planProblem } from '../index.ts';
import { patient, smallBid, smallGrid, smallProblem, smallStartMs } from '../testing/small-problem.ts';

const solver = await createHighsSolver();
const plan = (problem: Problem): Promise<Plan> => planProblem(problem, solver, patient);
const flat = (value: number, count: number): Float64Array => new Float64Array(count).fill(value);

test('a job tells its next best start, and a plan in which it must start there costs as much more', async () => {
  const prices = Float64Array.of(600, 500, 100, 300, 400, 700);
  const problem = (from: number, until: number): Problem =>
    smallProblem(6, {
      areas: [{ id: 'town', loadMw: flat(2, 6) }],
      gridConnections: [smallGrid(prices)],
      bids: [smallBid('j', 'rigid', from, until, 1)],
    });
  const found = await plan(problem(0, 6));
  const { alternative, binding, reason, siteId } = found.placements[0]!;
  expect(alternative).toMatchObject({ siteId, startMs: smallStartMs + 3 * MS_PER_HOUR });
  // 100 at hour 2 against 300 at hour 3.
  const there = await plan(problem(3, 4));
  expect(alternative!.extraYuan).toBeCloseTo(there.costYuan - found.costYuan, 6);
  expect(alternative!.extraTco2).toBeCloseTo(there.co2Tonnes - found.co2Tonnes, 6);
  expect(binding).toMatchObject({ block: 'work', element: 's', pricePerUnit: expect.closeTo(100, 6) });
  expect(reason.en).toContain('Next best: s 03-10 11:00, 200 CNY more.');
  expect(reason.zh).toContain('次优：s 03-10 11:00，多 200 元。');
});

test('a job that is pushed aside names the full pool with the price of its units', async () => {
  const prices = Float64Array.of(600, 500, 100, 300, 400, 700);
  const bids = ['j', 'k'].map((id) => smallBid(id, 'rigid', 0, 6, 1, 7));
  const areas = [{ id: 'town', loadMw: flat(2, 6) }];
  const found = await plan(smallProblem(6, { areas, gridConnections: [smallGrid(prices)], bids }));
  const aside = found.placements.find(
    ({ segments }) => segments[0]!.startMs === smallStartMs + 3 * MS_PER_HOUR,
  )!;
  expect(aside.binding).toMatchObject({ block: 'pool_capacity', element: 'p' });
  expect(aside.reason.en).toContain('has no free units in p');
  // Hour 2 is taken, so its next best is hour 4: 7 MW x (400 - 300).
  expect(aside.alternative!.extraYuan).toBeCloseTo(700, 6);
});
