import { expect, test } from 'vitest';
import type { Problem } from '#dispatch/domain';
import { createHighsSolver } from '../index.ts';
import { beside, commitment, flat, unit } from '../testing/small-unit.ts';
import { solveBlocks } from '../testing/solve-blocks.ts';

const solver = await createHighsSolver();
const solve = (problem: Problem, isRelaxed = false) => solveBlocks(problem, solver, isRelaxed);

test('a unit that is always on runs at its least even where the grid is cheaper', () => {
  // Least 4 MW; hour 0 grid 50: 4 x 100 + 2 x 50 = 500. Hour 1 grid 400: 6 x 100 = 600.
  const solved = solve(beside(unit(2), [6, 6], [50, 400]));
  expect(solved.values('thermalMw', 'coal')).toEqual([4, 6]);
  expect(solved.objective).toBeCloseTo(1100, 6);
});

test('an outage takes the least output of a unit that is always on with it', () => {
  const solved = solve(beside(unit(2, { availableRatio: Float64Array.of(0.2, 0) }), [6, 6], [50, 50]));
  expect(solved.values('thermalMw', 'coal')).toEqual([2, 0]);
});

test('output changes within the ramps, from the output before the window on', () => {
  // Up 2 MW/h from 4: 6, 8; down 3 MW/h: the last hour needs 5 at the most, so 8 - 3 = 5 is allowed.
  const ramped = unit(3, { rampUpMwPerH: 2, rampDownMwPerH: 3, beforeMw: 4 });
  const solved = solve(beside(ramped, [10, 10, 5], [300, 300, 300]));
  expect(solved.values('thermalMw', 'coal')).toEqual([6, 8, 5]);
});

test('ramps are per hour: a period of 15 minutes moves a quarter of it', () => {
  const ramped = unit(2, { rampUpMwPerH: 4, beforeMw: 4 });
  const solved = solve({
    ...beside(ramped, [10, 10], [300, 300]),
    horizon: { startMs: 0, periodMinutes: 15, periodCount: 2 },
  });
  expect(solved.values('thermalMw', 'coal')).toEqual([5, 6]);
});

test('beside on-off decisions the square is cut by tangents, at most a 256th of its height too low', () => {
  // As below, but the unit may be off: on at 8 MW it costs 1,440 + 520 = 1,960 against 2,600 from the grid alone.
  const squared = unit(1, { quadraticYuanPerMw2H: 10, commitment: commitment() });
  const solved = solve(beside(squared, [10], [260]));
  expect(solved.values('on', 'coal')).toEqual([1]);
  expect(solved.objective).toBeLessThanOrEqual(1960 + 1e-6);
  // Points from 4 to 10 MW lie 0.75 MW apart: 10 x (0.75 / 2)² = 1.41 yuan too low at the most.
  expect(solved.objective).toBeGreaterThan(1960 - 1.41);
  expect(solve(beside({ ...squared, quadraticYuanPerMw2H: 40 }, [10], [260])).values('on', 'coal')).toEqual([
    0,
  ]);
});

test('the relaxation of the square knows that half a unit makes half the output', () => {
  // 4 MW from a unit of which 0.4 runs at 10 MW: 0.4 x 10 x 100 fuel = 400 for the square; unswitched it would be 160.
  const squared = unit(1, {
    operatingYuanPerMwh: flat(1, 0),
    minimumRatio: 1,
    quadraticYuanPerMw2H: 10,
    commitment: commitment(),
  });
  expect(solve(beside(squared, [4], [1000]), true).objective).toBeCloseTo(400, 4);
});

test('fuel that rises with the square of output stops where its slope meets the price of the grid', () => {
  // 100 + 2 x 10 p = 260 at p = 8: 8 x 100 + 10 x 64 = 1,440, and 2 x 260 from the grid.
  const solved = solve(beside(unit(1, { quadraticYuanPerMw2H: 10 }), [10], [260]));
  expect(solved.values('thermalMw', 'coal')[0]).toBeCloseTo(8, 4);
  expect(solved.objective).toBeCloseTo(1960, 4);
});

test('heat comes with the power, into its own area', () => {
  // 10 MW of heat at 2 MW per MW of power hold the unit at 5 MW; the sixth MW is bought at 50.
  const solved = solve(
    beside(unit(1, { heat: { area: 1, mwPerMw: 2 } }), [6], [50], {
      areas: [
        { id: 'a', loadMw: Float64Array.of(6) },
        { id: 'heat', loadMw: Float64Array.of(10) },
      ],
    }),
  );
  expect(solved.values('thermalMw', 'coal')).toEqual([5]);
  expect(solved.objective).toBeCloseTo(5 * 100 + 50, 6);
});

test('a start is worth its price, or the unit stays off', () => {
  // Running two hours saves 2 x 5 x (150 - 100) = 500 against no load 2 x 40 and a start of 400, or of 450.
  const at = (startYuan: number) =>
    solve(
      beside(
        unit(2, { commitment: commitment({ noLoadYuanPerH: 40, startYuan }), ratedMw: 5 }),
        [5, 5],
        [150, 150],
      ),
    );
  expect(at(400).values('on', 'coal')).toEqual([1, 1]);
  expect(at(400).objective).toBeCloseTo(1000 + 80 + 400, 6);
  expect(at(450).values('on', 'coal')).toEqual([0, 0]);
  expect(at(450).objective).toBeCloseTo(1500, 6);
});

test('minimum times that began before the window go on in it', () => {
  // Two of three hours of running are over: one more is owed. Two of three hours of rest: the dear first hour is missed.
  const up = commitment({ minimumUpPeriods: 3, before: { isOn: true, periods: 2 } });
  const cheap = [10, 10, 10];
  expect(solve(beside(unit(3, { commitment: up }), [6, 6, 6], cheap)).values('on', 'coal')).toEqual([
    1, 0, 0,
  ]);
  const down = commitment({ minimumDownPeriods: 3, before: { isOn: false, periods: 2 } });
  const dear = [900, 900, 900];
  expect(solve(beside(unit(3, { commitment: down }), [6, 6, 6], dear)).values('on', 'coal')).toEqual([
    0, 1, 1,
  ]);
});

test('a start is warm until the standstill is as long as it takes to go cold', () => {
  // Stopped two hours ago. Cold from three hours on: a start in hour 0 stands still 2 h (warm), in hour 1 for 3 h (cold).
  const start = commitment({
    startYuan: 100,
    coldStart: { afterPeriods: 3, yuan: 300 },
    before: { isOn: false, periods: 2 },
  });
  const first = solve(beside(unit(2, { commitment: start }), [6, 0], [900, 900]));
  expect(first.objective).toBeCloseTo(600 + 100, 6);
  const second = solve(beside(unit(2, { commitment: start }), [0, 6], [900, 900]));
  expect(second.objective).toBeCloseTo(600 + 300, 6);
});

test('a cold start that is not dearer changes nothing: every start costs the price of a start', () => {
  const start = commitment({ startYuan: 100, coldStart: { afterPeriods: 1, yuan: 40 } });
  expect(solve(beside(unit(1, { commitment: start }), [6], [900])).objective).toBeCloseTo(700, 6);
});

test('the first and the last hour of a run stay under the start and stop limits', () => {
  // Start at 5 at the most, then 5 + 3; the hour before the stop at 6 at the most. Free: 10 all along.
  const limited = unit(4, {
    rampUpMwPerH: 3,
    rampDownMwPerH: 9,
    commitment: commitment({ startMw: 5, stopMw: 6, minimumUpPeriods: 2 }),
  });
  const solved = solve(beside(limited, [10, 10, 10, 0], [900, 900, 900, 900]));
  expect(solved.values('thermalMw', 'coal')).toEqual([5, 8, 6, 0]);
});

test('a unit above its stop limit cannot stop in the first period', () => {
  const limited = unit(2, {
    beforeMw: 9,
    rampDownMwPerH: 4,
    commitment: commitment({ stopMw: 5, before: { isOn: true, periods: 9 } }),
  });
  // 9 - 4 = 5 in the first hour, then it may stop.
  expect(solve(beside(limited, [6, 0], [10, 10])).values('thermalMw', 'coal')).toEqual([5, 0]);
});

test('a committed unit whose capacity is chosen stands still where it is not needed', () => {
  // 8 MW at 50 yuan a MW; the dear first hour needs all, the cheap second none: least output binds only while it is on.
  const built = unit(2, {
    commitment: commitment(),
    expansion: { minimum: 0, maximum: 20, paidFrom: 0, yuanPerUnit: 50 },
  });
  const solved = solve(beside(built, [8, 8], [900, 20]));
  expect(solved.values('capacityMw', 'coal')).toEqual([8]);
  expect(solved.values('thermalMw', 'coal')).toEqual([8, 0]);
  expect(solved.objective).toBeCloseTo(8 * 50 + 8 * 100 + 8 * 20, 6);
});
