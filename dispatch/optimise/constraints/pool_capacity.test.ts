import { expect, test } from 'vitest';
import type { Problem } from '#dispatch/domain';
import { createHighsSolver, planProblem } from '../index.ts';
import { patient, smallBid, smallGrid, smallPool, smallProblem } from '../testing/small-problem.ts';
import { solveBlocks } from '../testing/solve-blocks.ts';

const solver = await createHighsSolver();

const online = (demandUnits: number, unservedYuanPerUnitHour = 1000): Problem['online'] => [
  {
    id: 'chat',
    streams: [{ userRegion: 'shore', demandUnits: Float64Array.of(demandUnits), pools: [0] }],
    unservedYuanPerUnitHour,
  },
];

test('units that running work holds are not there for others', () => {
  // 10 units, 7 held: 3 of 5 are served.
  const pools = [smallPool({ committedUnits: Float64Array.of(7) })];
  const solved = solveBlocks(smallProblem(1, { pools, online: online(5) }), solver);
  expect(solved.values('unservedUnits', 'chat/shore')[0]).toBeCloseTo(2, 6);
});

test('more units held than there are leave none, and a plan', () => {
  const pools = [smallPool({ committedUnits: Float64Array.of(12) })];
  const solved = solveBlocks(smallProblem(1, { pools, online: online(5) }), solver);
  expect(solved.values('unservedUnits', 'chat/shore')[0]).toBeCloseTo(5, 6);
});

test('units are added while they are worth their price, in whole units', () => {
  // A unit serves for an hour at 1 MW x 400 yuan what is worth 1,000: at 500 a unit five are bought (half of a sixth is not worth it), at 700 none.
  const built = (yuanPerUnit: number): Problem =>
    smallProblem(1, {
      pools: [smallPool({ expansion: { minimum: 3, maximum: 20, paidFrom: 3, yuanPerUnit } })],
      online: online(5.5),
    });
  const solved = solveBlocks(built(500), solver);
  expect(solved.values('capacityUnits', 'p')).toEqual([expect.closeTo(5, 6)]);
  expect(solved.values('unservedUnits', 'chat/shore')[0]).toBeCloseTo(0.5, 6);
  expect(solveBlocks(built(700), solver).values('capacityUnits', 'p')).toEqual([expect.closeTo(3, 6)]);
});

test('jobs run side by side on units that are added for them where waiting is dearer', async () => {
  // Three jobs of one hour and 2 units; hour 0 costs 100, hour 1 costs 900. Four more units at 300 yuan each spare
  // 2 x 2 x 800: all run in hour 0 on six units.
  const plan = await planProblem(
    smallProblem(2, {
      gridConnections: [smallGrid(Float64Array.of(100, 900))],
      pools: [
        smallPool({ unitCount: 2, expansion: { minimum: 2, maximum: 8, paidFrom: 2, yuanPerUnit: 300 } }),
      ],
      bids: ['j', 'k', 'l'].map((id) => smallBid(id, 'rigid', 0, 2, 1, 2)),
    }),
    solver,
    patient,
  );
  expect(plan.refused).toEqual([]);
  expect(plan.placements.map((placed) => placed.segments[0]!.startMs)).toEqual(
    [0, 0, 0].map(() => plan.horizon.startMs),
  );
  expect(plan.costYuan).toBeCloseTo(6 * 100 + 4 * 300, 4);
  expect(plan.objectiveBound).toBeLessThanOrEqual(plan.costYuan + 1e-6);
});

test('what placed jobs use is built, whatever it costs', async () => {
  // The window leaves no choice: both jobs at once, two units more at 5,000.
  const plan = await planProblem(
    smallProblem(1, {
      pools: [
        smallPool({ unitCount: 2, expansion: { minimum: 2, maximum: 8, paidFrom: 2, yuanPerUnit: 5000 } }),
      ],
      bids: ['j', 'k'].map((id) => smallBid(id, 'rigid', 0, 1, 1, 2)),
    }),
    solver,
    patient,
  );
  expect(plan.placements).toHaveLength(2);
  expect(plan.costParts).toContainEqual({ name: 'expansion', yuan: expect.closeTo(10_000, 4) });
});
