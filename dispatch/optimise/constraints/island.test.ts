import { expect, test } from 'vitest';
import { checkPlan } from '#dispatch/check';
import type { Problem } from '#dispatch/domain';
import { createHighsSolver, planProblem } from '../index.ts';
import { patient, smallBattery, smallProblem, smallStartMs } from '../testing/small-problem.ts';
import { solveBlocks } from '../testing/solve-blocks.ts';

const solver = await createHighsSolver();

/** A camp on its own: load, a store, and a plant of 3 MW that costs 100 a MWh. */
const camp = (over: Partial<Problem> & { autonomyHours?: number; formingRatio?: number } = {}): Problem => {
  const { autonomyHours = 0, formingRatio = 0, ...rest } = over;
  return smallProblem(1, {
    areas: [{ id: 'camp', loadMw: Float64Array.of(4), island: { autonomyHours, formingRatio } }],
    gridConnections: [],
    thermalUnits: [
      {
        id: 'diesel',
        area: 0,
        ratedMw: 3,
        minimumRatio: 0,
        availableRatio: Float64Array.of(1),
        operatingYuanPerMwh: Float64Array.of(100),
        emissionTco2PerMwh: 0.7,
      },
    ],
    batteries: [smallBattery({ initialMwh: 8, minimumMwh: 1, dischargeEfficiencyRatio: 0.8 })],
    sites: [],
    pools: [],
    ...rest,
  });
};
const solve = (problem: Problem) => solveBlocks(problem, solver);

test('an island that runs short sheds only its load', () => {
  const solved = solve(camp({ batteries: [] }));
  expect(solved.values('unservedMw', 'camp')).toEqual([expect.closeTo(1, 6)]);
  expect(solved.objective).toBeCloseTo(300 + 10_000, 4);
});

test('stores keep the hours of autonomy, or what is missing is priced at a twentieth of unserved energy', () => {
  // The last MW comes from the store (1 / 0.8 = 1.25 MWh): 6.75 MWh left, 5.75 above the minimum deliver 4.6. Two hours
  // at 4 MW are 8: 3.4 missing x 500.
  const solved = solve(camp({ autonomyHours: 2 }));
  expect(solved.values('storedMwh', 'b')[0]).toBeCloseTo(6.75, 6);
  expect(solved.values('islandShortfallMwh', 'camp')[0]).toBeCloseTo(3.4, 6);
  expect(solved.objective).toBeCloseTo(300 + 3.4 * 500, 3);
});

test('autonomy that is missing costs as much a MWh in a quarter of an hour as in an hour', async () => {
  // A quarter of an hour: 0.25 MWh from the store (0.3125): 7.6875 left, 6.6875 above the minimum deliver 5.35 of 8.
  const quarter = { startMs: smallStartMs, periodMinutes: 15, periodCount: 1 } as const;
  const short = camp({ autonomyHours: 2, horizon: quarter });
  const solved = solve(short);
  expect(solved.values('islandShortfallMwh', 'camp')[0]).toBeCloseTo(2.65, 6);
  expect(solved.objective).toBeCloseTo(75 + 2.65 * 500, 3);
  const plan = await planProblem(short, solver, patient);
  expect(plan.costParts).toContainEqual({ name: 'islandShortfall', yuan: expect.closeTo(2.65 * 500, 3) });
  expect(checkPlan(short, plan)).toEqual([]);
});

test('load that is shed needs no autonomy', () => {
  // Nothing to give: 1 MW shed of 4; three hours of the other 3 MW.
  const solved = solve(camp({ batteries: [], autonomyHours: 3 }));
  expect(solved.values('islandShortfallMwh', 'camp')[0]).toBeCloseTo(9, 6);
});

test('a store far below its minimum leaves a plan, in which it gives no autonomy', () => {
  const empty = smallBattery({ initialMwh: 0, minimumMwh: 900, maximumMwh: 1000, chargeMw: 0 });
  const solved = solve(
    camp({
      batteries: [empty],
      autonomyHours: 2,
      areas: [{ id: 'camp', loadMw: Float64Array.of(2), island: { autonomyHours: 2, formingRatio: 0 } }],
    }),
  );
  expect(solved.kind).toBe('optimal');
  expect(solved.values('islandShortfallMwh', 'camp')[0]).toBeCloseTo(4, 6);
});

test('stores and turbines keep grid-forming headroom', () => {
  // 5 MW of converter less 1 MW that it gives: 4 MW of headroom against 1.5 x 4 = 6: 2 missing x 500.
  const solved = solve(camp({ formingRatio: 1.5 }));
  expect(solved.values('formingShortfallMw', 'camp')[0]).toBeCloseTo(2, 6);
  // A turbine of 3 MW that stands still would cover it.
  const water = {
    id: 'h',
    area: 0,
    ratedMw: 3,
    mwPerM3PerS: 1,
    minimumMm3: 0,
    maximumMm3: 1,
    initialMm3: 1,
    inflowM3PerS: Float64Array.of(0),
    minimumReleaseM3PerS: 0,
    waterValueYuanPerMwh: 5000,
  };
  expect(
    solve(camp({ formingRatio: 1.5, reservoirs: [water] })).values('formingShortfallMw', 'camp')[0],
  ).toBeCloseTo(0, 6);
});
