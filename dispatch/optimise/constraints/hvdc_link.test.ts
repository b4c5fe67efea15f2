import { expect, test } from 'vitest';
import type { HvdcInput, Problem } from '#dispatch/domain';
import { createHighsSolver } from '../index.ts';
import { smallGrid, smallProblem } from '../testing/small-problem.ts';
import { solveBlocks } from '../testing/solve-blocks.ts';

const solver = await createHighsSolver();
const flat = (count: number, value: number): Float64Array => new Float64Array(count).fill(value);

const link = (periods: number, over: Partial<HvdcInput> = {}): HvdcInput => ({
  id: 'dc',
  area: 0,
  ratedMw: 10,
  minimumRatio: 0.1,
  lossRatio: 0.1,
  holdPeriods: 1,
  deliveredYuanPerMwh: flat(periods, 0),
  contractedMw: flat(periods, 0),
  shortfallYuanPerMwh: 600,
  ...over,
});
/** The link beside a grid that sells at the given prices. */
const sending = (hvdc: HvdcInput, gridYuan: readonly number[], over: Partial<Problem> = {}): Problem =>
  smallProblem(gridYuan.length, {
    gridConnections: [smallGrid(Float64Array.from(gridYuan))],
    hvdcLinks: [hvdc],
    sites: [],
    pools: [],
    ...over,
  });
const sent = (problem: Problem): number[] => {
  const solved = solveBlocks(problem, solver);
  expect(solved.kind).toBe('optimal');
  return solved.values('hvdcSentMw', 'dc').map((mw) => Math.round(1e6 * mw) / 1e6);
};

test('a link sends its minimum, and all it can where what arrives earns more than it costs', () => {
  // 0.9 x 300 = 270 earned per MWh sent: at 280 yuan the minimum, at 260 the rating.
  const earning = link(2, { deliveredYuanPerMwh: flat(2, 300) });
  const solved = solveBlocks(sending(earning, [280, 260]), solver);
  expect(solved.values('hvdcSentMw', 'dc')).toEqual([1, 10]);
  expect(solved.objective).toBeCloseTo(1 * (280 - 270) + 10 * (260 - 270), 6);
});

test('less than the contract is delivered only where the shortfall is cheaper', () => {
  // A MWh that arrives costs the price / 0.9: 500 / 0.9 = 555 < 600 yuan, 560 / 0.9 = 622 > 600.
  const contracted = link(2, { contractedMw: flat(2, 4.5) });
  const solved = solveBlocks(sending(contracted, [500, 560]), solver);
  expect(solved.values('hvdcSentMw', 'dc')).toEqual([expect.closeTo(5, 6), 1]);
  expect(solved.values('hvdcShortfallMw', 'dc')[1]).toBeCloseTo(4.5 - 0.9, 6);
});

test('one value is sent for a whole block of the clock, also where the window starts inside it', () => {
  // Blocks of two hours from even hours on; the window starts at 01:00: blocks of 1, 2 and 1 periods.
  const held = link(4, { holdPeriods: 2, deliveredYuanPerMwh: flat(4, 300) });
  const problem = sending(held, [100, 100, 400, 100]);
  const late = { ...problem, horizon: { ...problem.horizon, startMs: problem.horizon.startMs + 3_600_000 } };
  // The middle block costs (100 + 400) / 2 = 250 < 270 on average.
  expect(sent(late)).toEqual([10, 10, 10]);
  expect(sent({ ...late, gridConnections: [smallGrid(Float64Array.of(100, 100, 500, 100))] })).toEqual([
    10, 1, 10,
  ]);
});

test('the schedule moves in whole steps above the minimum', () => {
  // 1 + 2 x 4 = 9 is the last step below the rating of 10; at a contract of 4.5 = 0.9 x 5 the step of 5 is met exactly.
  const stepped = link(2, {
    stepMw: 4,
    deliveredYuanPerMwh: Float64Array.of(300, 0),
    contractedMw: Float64Array.of(0, 4.5),
  });
  expect(sent(sending(stepped, [100, 100]))).toEqual([9, 5]);
});

test('only so many changes a day are made, and those made before count', () => {
  // Prices ask for 10, 1, 10, 1. From 10 before: with two changes the best is one dip, with one none of the dips pays
  // for staying low, with none the schedule stays where it was.
  const prices = [100, 400, 100, 300];
  const changing = (mostPerDay: number, madeToday: number): HvdcInput =>
    link(4, {
      deliveredYuanPerMwh: flat(4, 300),
      beforeMw: 10,
      changes: { mostPerDay, madeToday },
    });
  expect(sent(sending(changing(3, 0), prices))).toEqual([10, 1, 10, 1]);
  expect(sent(sending(changing(2, 0), prices))).toEqual([10, 1, 10, 10]);
  expect(sent(sending(changing(2, 1), prices))).toEqual([10, 10, 10, 1]);
  expect(sent(sending(changing(2, 2), prices))).toEqual([10, 10, 10, 10]);
});

test('a new Shanghai day brings new changes', () => {
  // Midnight in Shanghai is 16:00 UTC: the window from 14:00 UTC has two hours of the old day, whose changes are made.
  const hvdc = link(4, {
    deliveredYuanPerMwh: flat(4, 300),
    beforeMw: 10,
    changes: { mostPerDay: 1, madeToday: 1 },
  });
  const problem = sending(hvdc, [400, 400, 400, 400]);
  const horizon = { ...problem.horizon, startMs: problem.horizon.startMs + 14 * 3_600_000 };
  expect(sent({ ...problem, horizon })).toEqual([10, 10, 1, 1]);
});

test('a first step from outside the range of the link is one change like any other', () => {
  // Before the window the link was off (0 MW), below its minimum of 1.
  const hvdc = link(2, {
    deliveredYuanPerMwh: flat(2, 300),
    beforeMw: 0,
    changes: { mostPerDay: 1, madeToday: 0 },
  });
  expect(sent(sending(hvdc, [100, 100]))).toEqual([10, 10]);
});

test('a step that is held already is no change of this window', () => {
  const hvdc = link(4, {
    holdPeriods: 2,
    deliveredYuanPerMwh: flat(4, 300),
    beforeMw: 1,
    heldMw: 7,
    changes: { mostPerDay: 1, madeToday: 1 },
  });
  const problem = sending(hvdc, [100, 100, 100, 100]);
  const late = { ...problem, horizon: { ...problem.horizon, startMs: problem.horizon.startMs + 3_600_000 } };
  expect(sent(late)).toEqual([7, 7, 7]);
});

test('a block that began yesterday leaves today its own changes', () => {
  // At 17:00 UTC it is 01:00 in Shanghai. Blocks of 12 h: the first began at 12:00 UTC, which was yesterday there; the
  // others begin at 0:00 and 12:00 UTC, today. Today's only change is made already.
  const hvdc = link(20, {
    holdPeriods: 12,
    deliveredYuanPerMwh: flat(20, 300),
    beforeMw: 10,
    changes: { mostPerDay: 1, madeToday: 1 },
  });
  const problem = sending(hvdc, [...flat(20, 400)]);
  const horizon = { ...problem.horizon, startMs: problem.horizon.startMs + 17 * 3_600_000 };
  expect(sent({ ...problem, horizon })).toEqual([10, 10, 10]);
});

test('a link inside the region feeds the area at its other end', () => {
  // 9 MW of load at the far end need 10 MW sent: 10 x 100 yuan.
  const inner = link(1, { toArea: 1, minimumRatio: 0 });
  const solved = solveBlocks(
    sending(inner, [100], {
      areas: [
        { id: 'a', loadMw: Float64Array.of(0) },
        { id: 'b', loadMw: Float64Array.of(9) },
      ],
    }),
    solver,
  );
  expect(solved.values('hvdcSentMw', 'dc')[0]).toBeCloseTo(10, 6);
  expect(solved.objective).toBeCloseTo(1000, 5);
});

test('a link is built as far as it earns more than it costs, and its minimum grows with it', () => {
  // Each MW earns 2 x (270 - 100) = 340 in two hours and loses 0.1 x (400 - 270) = 13 in the third: worth 327 a MW.
  const at = (yuanPerUnit: number): number[] => {
    const expansion = { minimum: 0, maximum: 40, paidFrom: 0, yuanPerUnit };
    const built = link(3, { expansion, deliveredYuanPerMwh: flat(3, 300) });
    return solveBlocks(sending(built, [100, 100, 400]), solver).values('capacityMw', 'dc');
  };
  expect(at(320)).toEqual([40]);
  expect(at(330)).toEqual([0]);
});
