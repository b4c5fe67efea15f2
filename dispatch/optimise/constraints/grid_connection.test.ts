import { expect, test } from 'vitest';
import type { GridConnectionInput, Problem } from '#dispatch/domain';
import { createHighsSolver } from '../index.ts';
import { smallBattery, smallGrid, smallProblem } from '../testing/small-problem.ts';
import { solveBlocks } from '../testing/solve-blocks.ts';

const solver = await createHighsSolver();

const buying = (
  loadMw: readonly number[],
  grid: Partial<GridConnectionInput>,
  over: Partial<Problem> = {},
): Problem =>
  smallProblem(loadMw.length, {
    areas: [{ id: 'a', loadMw: Float64Array.from(loadMw) }],
    gridConnections: [smallGrid(new Float64Array(loadMw.length).fill(100), grid)],
    sites: [],
    pools: [],
    ...over,
  });
const solve = (problem: Problem) => solveBlocks(problem, solver);

test('import is paid and emits, and carbon adds its price', () => {
  // 4 MWh x (100 + 0.5 t x 60).
  const solved = solve(buying([4], {}, { carbonYuanPerTco2: 60 }));
  expect(solved.objective).toBeCloseTo(4 * 130, 6);
});

test('a demand charge is paid for what the highest import adds to the peak of the month', () => {
  // Peaks of 9 against 6 so far: 3 x 1,000. Load 4, 9: energy 13 x 100.
  const charge = { fromPeriod: 0, toPeriod: 2, yuanPerMw: 1000, soFarMw: 6 };
  const solved = solve(buying([4, 9], { demandCharges: [charge] }));
  expect(solved.values('peakMw', 'grid.peak1')).toEqual([9]);
  expect(solved.objective).toBeCloseTo(1300 + 3000, 6);
  // Below what was reached before nothing is added.
  expect(solve(buying([4, 5], { demandCharges: [charge] })).objective).toBeCloseTo(900, 6);
});

test('a store shaves the peak as far as the charge pays for it', () => {
  // 4 and 10 MW: moving 3 MWh lowers the peak from 10 to 7, both hours at 7.
  const charge = { fromPeriod: 0, toPeriod: 2, yuanPerMw: 1000, soFarMw: 0 };
  const solved = solve(
    buying([4, 10], { demandCharges: [charge] }, { batteries: [smallBattery({ wearYuanPerMwh: 10 })] }),
  );
  expect(solved.values('importMw', 'grid')).toEqual([expect.closeTo(7, 6), expect.closeTo(7, 6)]);
  expect(solved.objective).toBeCloseTo(1400 + 7000 + 30, 4);
});

test('each billing month has its own peak', () => {
  // 9 in the first month against 6 so far, 4 in the second from nothing: 3 + 4.
  const solved = solve(
    buying([9, 4], {
      demandCharges: [
        { fromPeriod: 0, toPeriod: 1, yuanPerMw: 1000, soFarMw: 6 },
        { fromPeriod: 1, toPeriod: 2, yuanPerMw: 1000, soFarMw: 0 },
      ],
    }),
  );
  expect(solved.objective).toBeCloseTo(1300 + 7000, 6);
});

test('a block tariff adds its price to what lies above each level, from what was used so far on', () => {
  // 8 MWh used of 10 free ones, then 30 a MWh above 10 and 50 more above 14: of 9 MWh, 7 lie above 10 and 3 above 14.
  const tiers = [
    {
      fromPeriod: 0,
      toPeriod: 2,
      soFarMwh: 8,
      steps: [
        { fromMwh: 10, addedYuanPerMwh: 30 },
        { fromMwh: 14, addedYuanPerMwh: 50 },
      ],
    },
  ];
  const solved = solve(buying([4, 5], { tiers }));
  expect(solved.objective).toBeCloseTo(900 + 7 * 30 + 3 * 50, 6);
  // Twelve used already: all 9 above 10, of which 7 above 14 (12 + 9 - 14).
  const later = solve(buying([4, 5], { tiers: [{ ...tiers[0]!, soFarMwh: 12 }] }));
  expect(later.objective).toBeCloseTo(900 + 9 * 30 + 7 * 50, 6);
});

test('import and export share the connection, or only one of them runs', () => {
  // Bought at 100 and sold at 150 at once: shares x / 10 + y / 10 <= 1 around a load of 2 leave 6 bought, 4 sold.
  const arbitrage = { importLimitMw: 10, exportLimitMw: 10, exportYuanPerMwh: Float64Array.of(150) };
  const shared = solve(buying([2], arbitrage));
  expect(shared.values('importMw', 'grid')[0]).toBeCloseTo(6, 6);
  expect(shared.values('exportMw', 'grid')[0]).toBeCloseTo(4, 6);
  const oneWay = solve(buying([2], { ...arbitrage, isOneWay: true }));
  expect(oneWay.values('importMw', 'grid')[0]).toBeCloseTo(2, 6);
  expect(oneWay.values('exportMw', 'grid')[0]).toBeCloseTo(0, 6);
});

test('what the connection cannot bring is not served', () => {
  // 3 MW limit, load 5: 3 x 100 + 2 x 10,000.
  expect(solve(buying([5], { importLimitMw: 3 })).objective).toBeCloseTo(20_300, 4);
});
