import { expect, test } from 'vitest';
import { planProblem } from '../plan-problem.ts';
import { createHighsSolver } from '../solvers/highs-wasm.ts';
import { patient, smallBid, smallGrid, smallPool, smallProblem } from '../testing/small-problem.ts';

const solver = await createHighsSolver();
const unlimited = smallPool({ unitCount: Number.POSITIVE_INFINITY });
// Nothing runs in hours 2 to 5 when all runs at once: only a faint load there tells what they cost.
const prices = Float64Array.of(600, 500, 300, 100, 200, 700);
const bids = [smallBid('one', 'rigid', 0, 6, 1.5, 40), smallBid('two', 'preemptible', 0, 6, 2, 30)];

test('where prices are what they are, every job takes its cheapest place and nothing is searched', async () => {
  const problem = smallProblem(6, { gridConnections: [smallGrid(prices)], pools: [unlimited], bids });
  const plan = await planProblem(problem, solver, patient);
  // 40 MW: all of hour 3 and half of hour 4 = 40 x 200; 30 MW in hours 3 and 4 = 30 x 300.
  expect(plan.costYuan).toBeCloseTo(17_000, 6);
  expect(plan.gapRatio).toBeLessThan(1e-9);
  expect(plan.rounds).toEqual([]);
});

test('where a connection fills up, prices are searched for as usual', async () => {
  const grid = smallGrid(prices, { importLimitMw: 50 });
  const problem = smallProblem(6, { gridConnections: [grid], pools: [unlimited], bids });
  const plan = await planProblem(problem, solver, patient);
  expect(plan.rounds.length).toBeGreaterThan(0);
  expect(plan.costYuan).toBeGreaterThan(17_000);
  expect(plan.costYuan).toBeLessThan(50 * 1000);
  expect(plan.gapRatio).toBeLessThan(0.2);
});
