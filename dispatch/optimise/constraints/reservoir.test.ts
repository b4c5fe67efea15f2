import { expect, test } from 'vitest';
import type { Problem, ReservoirInput } from '#dispatch/domain';
import { createHighsSolver } from '../index.ts';
import { smallGrid, smallProblem } from '../testing/small-problem.ts';
import { solveBlocks } from '../testing/solve-blocks.ts';

const solver = await createHighsSolver();
/** 1 m³/s for an hour, in Mm³. */
const HOUR_OF_FLOW = 0.0036;

/** One MW per m³/s, contents in multiples of an hour of 1 m³/s. */
const plant = (periods: number, over: Partial<ReservoirInput> = {}): ReservoirInput => ({
  id: 'upper',
  area: 0,
  ratedMw: 10,
  mwPerM3PerS: 1,
  minimumMm3: 0,
  maximumMm3: 100 * HOUR_OF_FLOW,
  initialMm3: 20 * HOUR_OF_FLOW,
  inflowM3PerS: new Float64Array(periods),
  minimumReleaseM3PerS: 0,
  waterValueYuanPerMwh: 0,
  ...over,
});
const beside = (
  plants: readonly ReservoirInput[],
  loadMw: readonly number[],
  gridYuan: readonly number[],
): Problem =>
  smallProblem(loadMw.length, {
    areas: [{ id: 'a', loadMw: Float64Array.from(loadMw) }],
    gridConnections: [smallGrid(Float64Array.from(gridYuan))],
    reservoirs: plants,
    sites: [],
    pools: [],
  });
const solve = (problem: Problem) => solveBlocks(problem, solver);

test('water runs where it saves most, and only above what it is worth later', () => {
  // 12 MWh in store, worth 150 each later: 10 at 600, 2 at 300, none at 100.
  const solved = solve(
    beside(
      [plant(3, { initialMm3: 12 * HOUR_OF_FLOW, waterValueYuanPerMwh: 150 })],
      [10, 10, 10],
      [300, 600, 100],
    ),
  );
  expect(solved.values('hydroMw', 'upper')).toEqual([
    expect.closeTo(2, 6),
    expect.closeTo(10, 6),
    expect.closeTo(0, 6),
  ]);
  expect(solved.objective).toBeCloseTo(8 * 300 + 10 * 100 + 12 * 150, 4);
});

test('what does not fit is spilled', () => {
  // 99 of 100 in store, 5 come in, no turbine runs at a price of -10: 4 are spilled.
  const solved = solve(
    beside(
      [
        plant(1, {
          initialMm3: 99 * HOUR_OF_FLOW,
          inflowM3PerS: Float64Array.of(5),
          waterValueYuanPerMwh: 1,
        }),
      ],
      [10],
      [-10],
    ),
  );
  expect(solved.values('spillM3PerS', 'upper')[0]).toBeCloseTo(4, 6);
  expect(solved.values('storedMm3', 'upper')[0]).toBeCloseTo(100 * HOUR_OF_FLOW, 9);
});

test('the river gets its minimum, or what is missing is priced as energy that is not served', () => {
  // 3 m³/s owed, 2 in store: 1 missing x 1 MW per m³/s x 10,000 yuan.
  const solved = solve(
    beside([plant(1, { initialMm3: 2 * HOUR_OF_FLOW, minimumReleaseM3PerS: 3 })], [10], [100]),
  );
  expect(solved.values('releaseShortfallM3PerS', 'upper')[0]).toBeCloseTo(1, 6);
  expect(solved.objective).toBeCloseTo(8 * 100 + 10_000, 4);
});

test('output changes within its ramp from the output before the window on', () => {
  const ramped = plant(3, { rampMwPerH: 3, beforeMw: 2 });
  const solved = solve(beside([ramped], [10, 10, 10], [500, 500, -5]));
  expect(solved.values('hydroMw', 'upper')).toEqual([
    expect.closeTo(5, 6),
    expect.closeTo(8, 6),
    expect.closeTo(5, 6),
  ]);
});

test('a reservoir below its minimum sinks by what its ramp still lets go, and no further', () => {
  // 8 in store of 10 that should be. From 5 MW the ramp leads over 3 and 1 to 0: at a price of -10 no more is let go.
  const low = { minimumMm3: 10 * HOUR_OF_FLOW, initialMm3: 8 * HOUR_OF_FLOW, rampMwPerH: 2, beforeMw: 5 };
  const solved = solve(beside([plant(4, low)], [10, 10, 10, 10], [-10, -10, -10, -10]));
  expect(solved.values('hydroMw', 'upper').map((mw) => Math.round(1e6 * mw) / 1e6)).toEqual([3, 1, 0, 0]);
  expect(solved.values('storedMm3', 'upper')[3]! / HOUR_OF_FLOW).toBeCloseTo(4, 6);
  // However dear power is, what is below the minimum stays.
  const dear = solve(beside([plant(4, low)], [10, 10, 10, 10], [900, 900, 900, 900]));
  expect(dear.values('storedMm3', 'upper')[3]! / HOUR_OF_FLOW).toBeCloseTo(4, 6);
});

test('what the upper plant lets go, turbined or spilled, arrives below a delay later', () => {
  // The lower plant is empty and makes 2 MW per m³/s. Water under way: 3 and 4 m³/s left two and one hours ago; with a
  // delay of two hours they arrive in hours 0 and 1, and what leaves above in hour 0 arrives in hour 2.
  const upper = plant(4, {
    initialMm3: 5 * HOUR_OF_FLOW,
    ratedMw: 2,
    downstream: { reservoir: 1, delayPeriods: 2, underwayM3PerS: Float64Array.of(3, 4) },
  });
  const lower = plant(4, { id: 'lower', initialMm3: 0, maximumMm3: 0, mwPerM3PerS: 2, ratedMw: 10 });
  const solved = solve(beside([upper, lower], [50, 50, 50, 50], [500, 500, 500, 500]));
  // Above 5 m³/s·h are let go in the first two hours, so that all of it can work below: 2 by turbine each, 1 spilled.
  const released = [0, 1].map(
    (t) => solved.values('hydroMw', 'upper')[t]! + solved.values('spillM3PerS', 'upper')[t]!,
  );
  expect(released[0]! + released[1]!).toBeCloseTo(5, 6);
  const below = solved.values('hydroMw', 'lower');
  expect(below[0]).toBeCloseTo(6, 6);
  expect(below[1]).toBeCloseTo(8, 6);
  expect(below[2]! + below[3]!).toBeCloseTo(2 * 5, 6);
  expect(below[2]).toBeCloseTo(2 * released[0]!, 6);
});

test('water that left longer ago than is known does not arrive', () => {
  const upper = plant(2, {
    initialMm3: 0,
    downstream: { reservoir: 1, delayPeriods: 3, underwayM3PerS: Float64Array.of(7) },
  });
  // Left one hour ago with three hours to go: it arrives in hour 2, behind this window.
  const lower = plant(2, { id: 'lower', initialMm3: 0 });
  const solved = solve(beside([upper, lower], [50, 50], [500, 500]));
  expect(solved.values('hydroMw', 'lower')).toEqual([expect.closeTo(0, 6), expect.closeTo(0, 6)]);
});

test('a content below its minimum keeps all that comes in until it is back', () => {
  // 4 below the minimum of 10, 3 an hour come in: nothing is let go in the first hour, 2 in the second.
  const low = plant(2, {
    minimumMm3: 10 * HOUR_OF_FLOW,
    initialMm3: 6 * HOUR_OF_FLOW,
    inflowM3PerS: Float64Array.of(3, 3),
  });
  const solved = solve(beside([low], [10, 10], [500, 500]));
  expect(solved.values('hydroMw', 'upper')).toEqual([expect.closeTo(0, 6), expect.closeTo(2, 6)]);
});

test('a content above its maximum may stay, and only falls', () => {
  const high = plant(2, {
    maximumMm3: 10 * HOUR_OF_FLOW,
    initialMm3: 15 * HOUR_OF_FLOW,
    waterValueYuanPerMwh: 1,
  });
  const solved = solve(beside([high], [10, 10], [-5, -5]));
  expect(solved.kind).toBe('optimal');
  expect(solved.values('storedMm3', 'upper')).toEqual([
    expect.closeTo(15 * HOUR_OF_FLOW, 9),
    expect.closeTo(15 * HOUR_OF_FLOW, 9),
  ]);
});
