import { expect, test } from 'vitest';
import type { CspInput, Problem } from '#dispatch/domain';
import { createHighsSolver } from '../index.ts';
import { smallGrid, smallProblem } from '../testing/small-problem.ts';
import { solveBlocks } from '../testing/solve-blocks.ts';

const solver = await createHighsSolver();

const tower = (fieldMw: readonly number[], over: Partial<CspInput> = {}): CspInput => ({
  id: 'tower',
  area: 0,
  ratedMw: 4,
  minimumRatio: 0,
  efficiencyRatio: 0.5,
  fieldMw: Float64Array.from(fieldMw),
  minimumMwh: 0,
  maximumMwh: 40,
  initialMwh: 0,
  finalMwh: 0,
  lossRatioPerH: 0,
  operatingYuanPerMwh: 0,
  startYuan: 0,
  ...over,
});
const beside = (plant: CspInput, gridYuan: readonly number[], over: Partial<Problem> = {}): Problem =>
  smallProblem(gridYuan.length, {
    areas: [{ id: 'a', loadMw: new Float64Array(gridYuan.length).fill(10) }],
    gridConnections: [smallGrid(Float64Array.from(gridYuan))],
    cspPlants: [plant],
    sites: [],
    pools: [],
    ...over,
  });
const solve = (problem: Problem) => solveBlocks(problem, solver);
const near = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 6));

test('heat of the day makes power when it is dear', () => {
  // 10 MW of heat for one hour are 5 MWh of power; the turbine gives 4 of them at 600, 1 at 300.
  const solved = solve(beside(tower([10, 0, 0]), [100, 600, 300]));
  expect(solved.values('cspMw', 'tower')).toEqual(near([0, 4, 1]));
  expect(solved.objective).toBeCloseTo(1000 + 6 * 600 + 9 * 300, 4);
});

test('stored heat cools, and more of it the longer it waits', () => {
  // 10 MWh of heat, 10 % an hour: 9 after an hour without use, 8.1 before the second is used: 4 MW take 8, 0.1 stay.
  const solved = solve(beside(tower([0, 0], { initialMwh: 10, lossRatioPerH: 0.1 }), [-5, 600]));
  expect(solved.values('cspMw', 'tower')).toEqual(near([0, 4]));
  expect(solved.values('heatMwh', 'tower')).toEqual(near([9, 0.1]));
});

test('a full store turns the mirrors away, at the price of curtailment for the power it would give', () => {
  // 38 of 40 MWh in store, 10 MW from the field, power is worth nothing: 8 MW are turned away: 8 x 0.5 x 20.
  const solved = solve(
    beside(tower([10], { initialMwh: 38, operatingYuanPerMwh: 50 }), [0], { curtailedYuanPerMwh: 20 }),
  );
  expect(solved.values('defocusedMw', 'tower')).toEqual(near([8]));
  expect(solved.objective).toBeCloseTo(80, 4);
});

test('heat that is short at the end is priced as the power it would give', () => {
  // 10 wanted, 6 there: 4 x 0.5 x 10,000.
  const solved = solve(beside(tower([0], { initialMwh: 6, finalMwh: 10 }), [100]));
  expect(solved.values('heatShortfallMwh', 'tower')).toEqual(near([4]));
  expect(solved.objective).toBeCloseTo(1000 + 20_000, 4);
});

test('a turbine with a least output is on or off, and each start costs', () => {
  // 8 MWh of heat are 4 of power. Least output 3: spread over two hours it cannot run, so one start and one hour.
  const plant = tower([0, 0, 0], { initialMwh: 8, minimumRatio: 0.75, startYuan: 50 });
  const solved = solve(beside(plant, [600, 100, 610]));
  expect(solved.values('cspOn', 'tower')).toEqual(near([0, 0, 1]));
  expect(solved.objective).toBeCloseTo(6000 + 1000 + 6 * 610 + 50, 4);
  // A start dearer than what it saves is not made.
  expect(solve(beside({ ...plant, startYuan: 2500 }, [600, 100, 610])).values('cspOn', 'tower')).toEqual(
    near([0, 0, 0]),
  );
});

test('heat below its minimum at the start cools on, and no more than that', () => {
  const solved = solve(
    beside(tower([0, 0], { initialMwh: 4, minimumMwh: 6, lossRatioPerH: 0.1 }), [600, 600]),
  );
  expect(solved.values('cspMw', 'tower')).toEqual(near([0, 0]));
  expect(solved.values('heatMwh', 'tower')).toEqual(near([3.6, 3.24]));
});
