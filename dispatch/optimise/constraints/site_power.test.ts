import { expect, test } from 'vitest';
import type { Problem, SiteInput } from '#dispatch/domain';
import { createHighsSolver, planProblem } from '../index.ts';
import {
  patient,
  smallBattery,
  smallBid,
  smallGrid,
  smallPool,
  smallProblem,
  smallSite,
} from '../testing/small-problem.ts';
import { solveBlocks } from '../testing/solve-blocks.ts';

const solver = await createHighsSolver();

/** One hour, a site with running work of so many MW and a stream of up to 8 units of 1 MW each. */
const serving = (site: Partial<SiteInput>, runningMw: number, unservedYuan: number, yuan = 100): Problem =>
  smallProblem(1, {
    gridConnections: [smallGrid(Float64Array.of(yuan))],
    sites: [smallSite(1, site)],
    pools: [smallPool({ committedItMw: Float64Array.of(runningMw) })],
    online: [
      {
        id: 'chat',
        streams: [{ userRegion: 'shore', demandUnits: Float64Array.of(8), pools: [0] }],
        unservedYuanPerUnitHour: unservedYuan,
      },
    ],
  });
const solve = (problem: Problem) => solveBlocks(problem, solver);

test('a site draws its fixed power and its slope times the IT power, idle units included', () => {
  // 0.5 + 1.25 x (10 units x 0.1 idle + 2 running + 8 x 0.9 online).
  const problem = serving({ fixedMw: Float64Array.of(0.5), facilityPerIt: Float64Array.of(1.25) }, 2, 1e6);
  const pools = [smallPool({ idleKwPerUnit: 100, committedItMw: Float64Array.of(2) })];
  const solved = solve({ ...problem, pools });
  expect(solved.values('facilityMw', 's')[0]).toBeCloseTo(0.5 + 1.25 * (1 + 2 + 7.2), 6);
});

test('the limit of a site leaves online work unserved', () => {
  // 6 MW: 2 run already, 4 of 8 units are served.
  const solved = solve(serving({ facilityLimitMw: 6 }, 2, 1000));
  expect(solved.values('unservedUnits', 'chat/shore')[0]).toBeCloseTo(4, 6);
});

test('squared losses are exact at both ends and at every tangent between them', () => {
  // 0.05 x IT²: the site can draw from 2 to 10 MW of IT; all 8 units served: 10 + 5 = 15 MW.
  const full = solve(serving({ facilityPerItSquared: 0.05 }, 2, 1e6));
  expect(full.values('facilityMw', 's')[0]).toBeCloseTo(15, 6);
  // No unit is worth its power: 2 + 0.2.
  expect(solve(serving({ facilityPerItSquared: 0.05 }, 2, 1)).values('facilityMw', 's')[0]).toBeCloseTo(
    2.2,
    6,
  );
  // A unit is worth 170: the loss grows by 0.1 x IT, so power is worth it up to IT = 7, where 1 + 0.7 = 1.7 x 100.
  const part = solve(serving({ facilityPerItSquared: 0.05 }, 2, 170.0001));
  const it = 2 + 8 - part.values('unservedUnits', 'chat/shore')[0]!;
  expect(Math.abs(it - 7)).toBeLessThanOrEqual(0.5 + 1e-6);
});

test('between two tangents the loss is at most a 256th of its height too low', () => {
  for (let limit = 3; limit <= 15; limit += 0.37) {
    const solved = solve(serving({ facilityPerItSquared: 0.05, facilityLimitMw: limit }, 2, 1e6));
    const it = 2 + 8 - solved.values('unservedUnits', 'chat/shore')[0]!;
    const exact = it + 0.05 * it * it;
    expect(solved.values('facilityMw', 's')[0]).toBeLessThanOrEqual(limit + 1e-6);
    expect(Math.abs(solved.values('facilityMw', 's')[0]! - exact)).toBeLessThanOrEqual(
      (0.05 * 64) / 256 + 1e-6,
    );
  }
});

test('a negative price burns no more loss than the chord allows', () => {
  // At an IT power of 2 .. 10 the chord is exact at both ends: with all units served the loss is 5 MW.
  const solved = solve(serving({ facilityPerItSquared: 0.05 }, 2, 1e6, -100));
  expect(solved.values('facilityMw', 's')[0]).toBeCloseTo(15, 6);
});

test('running work above the limit is what the site draws, and nothing is added', () => {
  const solved = solve(serving({ facilityLimitMw: 3 }, 4, 1000));
  expect(solved.values('facilityMw', 's')[0]).toBeCloseTo(4, 6);
  expect(solved.values('unservedUnits', 'chat/shore')[0]).toBeCloseTo(8, 6);
});

test('a store behind the meter makes room under the limit', () => {
  // 6 MW from the area and 3 from the store: 2 run, 7 of 8 units are served.
  const problem = serving({ facilityLimitMw: 6 }, 2, 1000);
  const solved = solve({ ...problem, batteries: [smallBattery({ site: 0, initialMwh: 3 })] });
  expect(solved.values('unservedUnits', 'chat/shore')[0]).toBeCloseTo(1, 6);
});

test('jobs are placed under the limit of a site with squared losses', async () => {
  // 6 MW: IT + 0.1 IT² <= 6 lets 4.2 MW of IT run (4.2 + 1.76), so of jobs of 3 MW one at a time.
  const plan = await planProblem(
    smallProblem(4, {
      sites: [smallSite(4, { facilityPerItSquared: 0.1, facilityLimitMw: 6 })],
      bids: [smallBid('j', 'rigid', 0, 4, 2, 3), smallBid('k', 'rigid', 0, 4, 2, 3)],
    }),
    solver,
    patient,
  );
  const facility = plan.series.find(({ element, quantity }) => element === 's' && quantity === 'facilityMw')!;
  expect(plan.placements.map((placed) => placed.segments[0]!.startMs).sort()).toEqual([
    plan.horizon.startMs,
    plan.horizon.startMs + 2 * 3_600_000,
  ]);
  for (const mw of facility.values) expect(Math.abs(mw - 3.9)).toBeLessThanOrEqual((0.1 * 4.22 ** 2) / 256);
});
