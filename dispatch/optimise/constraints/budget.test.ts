import { expect, test } from 'vitest';
import type { BudgetInput, Problem } from '#dispatch/domain';
import { createHighsSolver } from '../index.ts';
import { smallGrid, smallProblem } from '../testing/small-problem.ts';
import { solveBlocks } from '../testing/solve-blocks.ts';

const solver = await createHighsSolver();

const rule = (kind: BudgetInput['kind'], limit: number, over: Partial<BudgetInput> = {}): BudgetInput => ({
  id: 'rule',
  kind,
  limit,
  soFar: { part: 0, whole: 0 },
  excessYuanPerUnit: 5000,
  ...over,
});
/** Two hours of 10 MW, wind of 4 and 14 MW at 60 yuan, a dirty grid at 50 that takes what is left at 20. */
const region = (budgets: readonly BudgetInput[], over: Partial<Problem> = {}): Problem =>
  smallProblem(2, {
    areas: [{ id: 'a', loadMw: Float64Array.of(10, 10) }],
    gridConnections: [
      smallGrid(Float64Array.of(50, 50), { exportLimitMw: 100, exportYuanPerMwh: Float64Array.of(20, 20) }),
    ],
    renewables: [
      { id: 'w', area: 0, kind: 'wind', availableMw: Float64Array.of(4, 14), operatingYuanPerMwh: 60 },
    ],
    budgets,
    sites: [],
    pools: [],
    ...over,
  });
const solve = (problem: Problem) => solveBlocks(problem, solver);
const free = 20 * 50;

test('without a rule the dirty grid is cheaper and all wind stands still', () => {
  expect(solve(region([])).objective).toBeCloseTo(free, 6);
});

test('a carbon budget turns import into wind until it holds, and its dual is what a tonne is worth', () => {
  // 10 t in all, 6 allowed of which 2 are emitted already: 4 t = 8 MWh of import, 12 of wind at 10 yuan more.
  const capped = solve(region([rule('carbon', 6, { soFar: { part: 2, whole: 0 } })]));
  expect(capped.objective).toBeCloseTo(free + 12 * 10, 4);
  expect(capped.dual('budget[rule,0]')).toBeCloseTo(-20, 6);
  // Cheap excess is bought instead: 6 t at 15 yuan < 20.
  const bought = solve(region([rule('carbon', 6, { soFar: { part: 2, whole: 0 }, excessYuanPerUnit: 15 })]));
  expect(bought.values('budgetExcess', 'rule')).toEqual([expect.closeTo(6, 6)]);
  // Hard and overdrawn: nothing can hold it.
  expect(
    solve(region([rule('carbon', 1, { soFar: { part: 2, whole: 0 }, excessYuanPerUnit: null })])).kind,
  ).toBe('infeasible');
});

test('a green share counts wind and clean import against the load', () => {
  // 70 % of 20 MWh: 14 of wind at 10 more each. A grid that is 20 % clean itself gives 0.2 x (20 - w) of it: w = 12.5.
  expect(solve(region([rule('greenShare', 0.7)])).objective).toBeCloseTo(free + 140, 4);
  const cleaner = region([rule('greenShare', 0.7)]);
  const [grid] = cleaner.gridConnections;
  const solved = solve({ ...cleaner, gridConnections: [{ ...grid!, cleanShareRatio: 0.2 }] });
  expect(solved.objective).toBeCloseTo(free + 125, 4);
});

test('what was counted before the window is part of the share', () => {
  // 5 of 30 MWh were green: 70 % of 50 are 35, so 30 would be missing; all 18 of wind (4 + 14) and 4 sold leave 12 missing.
  const solved = solve(region([rule('greenShare', 0.7, { soFar: { part: 5, whole: 30 } })]));
  expect(solved.values('budgetExcess', 'rule')).toEqual([expect.closeTo(12, 6)]);
});

test('certificates stand in for green energy where they are cheaper', () => {
  const certificates = { yuanPerMwh: 8, mostMwh: 9 };
  const counted = solve(region([rule('greenShare', 0.7, { certificatesCount: true })], { certificates }));
  expect(counted.values('certificatesMwh', 'market')).toEqual([expect.closeTo(9, 6)]);
  expect(counted.objective).toBeCloseTo(free + 9 * 8 + 5 * 10, 4);
  const notCounted = solve(region([rule('greenShare', 0.7)], { certificates }));
  expect(notCounted.values('certificatesMwh', 'market')).toEqual([expect.closeTo(0, 6)]);
});

test('self-use is of what is available, self-supply of the load', () => {
  // Available 18: 60 % = 10.8 made and used. Load 20: 60 % = 12.
  expect(solve(region([rule('selfUse', 0.6)])).objective).toBeCloseTo(free + 108, 4);
  expect(solve(region([rule('selfSupply', 0.6)])).objective).toBeCloseTo(free + 120, 4);
});

test('self-use does not count what is fed in', () => {
  // All 18 at 95 % = 17.1: the second hour can use 10 only, 14 MWh are used at the most, so 3.1 are missing.
  const solved = solve(region([rule('selfUse', 0.95)]));
  expect(solved.values('budgetExcess', 'rule')).toEqual([expect.closeTo(3.1, 6)]);
});

test('what a DC link carries out of the region is not used at home', () => {
  // 3 MW leave in each hour: of 4 + 13 MWh of wind that are not sold 6 leave, and 95 % of 18 = 17.1 lack 6.1.
  const link: Problem['hvdcLinks'][number] = {
    id: 'dc',
    area: 0,
    ratedMw: 3,
    minimumRatio: 1,
    lossRatio: 0,
    holdPeriods: 2,
    deliveredYuanPerMwh: new Float64Array(2),
    contractedMw: new Float64Array(2),
    shortfallYuanPerMwh: 0,
  };
  const open = solve(region([rule('selfUse', 0.95)], { hvdcLinks: [link] }));
  expect(open.values('budgetExcess', 'rule')).toEqual([expect.closeTo(6.1, 6)]);
  // Between two areas of the region it stays at home.
  const areas = [
    { id: 'a', loadMw: Float64Array.of(7, 7) },
    { id: 'b', loadMw: Float64Array.of(3, 3) },
  ];
  const inside = solve(region([rule('selfUse', 0.95)], { areas, hvdcLinks: [{ ...link, toArea: 1 }] }));
  expect(inside.values('budgetExcess', 'rule')).toEqual([expect.closeTo(3.1, 6)]);
});

test('feed-in and curtailment stay below their share of what is available', () => {
  // Wind at 0 yuan: 4 MWh more than load in hour 2, sold at 20. At most 10 % of 18 = 1.8 are fed in.
  const cheap = (budgets: readonly BudgetInput[]): Problem => {
    const base = region(budgets);
    return { ...base, renewables: base.renewables.map((plant) => ({ ...plant, operatingYuanPerMwh: 0 })) };
  };
  const fed = solve(cheap([rule('feedIn', 0.1)]));
  expect(fed.values('exportMw', 'grid')[1]).toBeCloseTo(1.8, 6);
  // Without a grid to sell to 4 MWh are curtailed; 10 % are 1.8: 2.2 too much.
  const closed = cheap([rule('curtailment', 0.1)]);
  const solved = solve({ ...closed, gridConnections: [smallGrid(Float64Array.of(50, 50))] });
  expect(solved.values('budgetExcess', 'rule')).toEqual([expect.closeTo(2.2, 6)]);
});

test('a window with a part of a rule may fall short by it, borrows at its price, and goes beyond at the rule’s', () => {
  // 70 % of 20 MWh are 14 of wind at 10 yuan more. 3 may be missing: 11. Of these 5 may be borrowed at 6 yuan.
  const pace = (lendYuanPerUnit: number) => ({ slackUnits: 3, lendMostUnits: 5, lendYuanPerUnit });
  const cheap = solve(region([rule('greenShare', 0.7, { pace: pace(6) })]));
  expect(cheap.values('budgetLent', 'rule')).toEqual([expect.closeTo(5, 6)]);
  expect(cheap.objective).toBeCloseTo(free + 5 * 6 + 6 * 10, 4);
  const dear = solve(region([rule('greenShare', 0.7, { pace: pace(12) })]));
  expect(dear.objective).toBeCloseTo(free + 110, 4);
  expect(dear.dual('budget[rule,0]')).toBeCloseTo(10, 6);
  // What was counted before does not matter beside it: 100 MWh ahead are not this window's to spend.
  const ahead = { soFar: { part: 100, whole: 0 }, pace: pace(12) };
  expect(solve(region([rule('greenShare', 0.7, ahead)])).objective).toBeCloseTo(free + 110, 4);
  // Carbon: 4 t are the window's, 2 more at 15 yuan a tonne where a tonne is worth 20; 6 t = 12 MWh of import.
  const carbonPace = { slackUnits: 4, lendMostUnits: 2, lendYuanPerUnit: 15 };
  const carbon = solve(region([rule('carbon', 1000, { pace: carbonPace })]));
  expect(carbon.objective).toBeCloseTo(free + 2 * 15 + 8 * 10, 4);
});
