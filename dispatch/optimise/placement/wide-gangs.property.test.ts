import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildBidTable } from '../bids/build-table.ts';
import { timeGridOf } from '../bids/time-grid.ts';
import { emptyPrices } from '../bids/work-prices.ts';
import { createHighsSolver } from '../index.ts';
import { weighingOf } from '../objective/objective.ts';
import { smallBid, smallPool, smallProblem } from '../testing/small-problem.ts';
import { wideGangs } from './order.ts';
import { placeWideGangs } from './wide-gangs.ts';
import { WorkState } from './work-state.ts';

const solver = await createHighsSolver();
const patient = { secondsLeft: () => 60, isCancelled: () => false };

interface Gang {
  readonly from: number;
  readonly until: number;
  readonly hours: number;
  readonly units: number;
}
/** A pool of 10 units that nobody uses yet, and gangs of 1 MW a unit with an hourly price of energy. */
const stateOf = (prices: readonly number[], gangs: readonly Gang[]) => {
  const problem = smallProblem(prices.length, {
    pools: [smallPool({ unitCount: 10 })],
    bids: gangs.map(({ from, until, hours, units }, i) =>
      smallBid(`gang${i}`, 'rigid', from, until, hours, units),
    ),
  });
  const table = buildBidTable(problem, timeGridOf(problem), weighingOf(problem));
  const room = {
    freeUnits: new Float64Array(table.grid.totalCount).fill(10),
    freeItMw: new Float64Array(table.grid.totalCount).fill(Number.POSITIVE_INFINITY),
  };
  const work = emptyPrices(1, 1, table.grid.totalCount);
  work.energy.set(prices);
  return { state: new WorkState(problem, table, room), gangs: wideGangs(problem, table), work };
};
const weightOf = (state: WorkState, prices: readonly number[]): number =>
  prices.reduce((sum, price, t) => sum + price * state.loadItMw[t]!, 0);
const startHours = (state: WorkState): (number | null)[] =>
  Array.from(state.option, (option, bid) => (option < 0 ? null : state.startMs[bid]! / 3_600_000));

test('the cheap hour goes to the gang that has no other', () => {
  // The wider gang is placed first and takes the hour at 10: 70, and leaves the other 6 x 900. Together 7 x 20 + 6 x 10.
  const prices = [10, 900, 20];
  const wide = { from: 0, until: 3, hours: 1, units: 7 };
  const narrow = { from: 0, until: 2, hours: 1, units: 6 };
  const { state, gangs, work } = stateOf(prices, [wide, narrow]);
  expect(placeWideGangs(state, gangs, work, solver, patient)).toBe(true);
  expect(startHours(state)).toEqual([2, 0]);
  expect(weightOf(state, prices)).toBe(200);
});

test('gangs that fit beside each other where they are cheapest, and jobs that are not wide, are left to the order', () => {
  const apart = [
    { from: 0, until: 1, hours: 1, units: 7 },
    { from: 1, until: 3, hours: 1, units: 6 },
    { from: 0, until: 1, hours: 1, units: 2 },
  ];
  const { state, gangs, work } = stateOf([10, 900, 20], apart);
  expect(gangs).toEqual([0, 1]);
  expect(placeWideGangs(state, gangs, work, solver, patient)).toBe(false);
  expect(startHours(state)).toEqual([null, null, null]);
});

test('without time, or when cancelled, the order decides', () => {
  const both = { from: 0, until: 2, hours: 1, units: 6 };
  const { state, gangs, work } = stateOf([10, 20], [both, both]);
  const late = { ...patient, secondsLeft: () => 0 };
  expect(placeWideGangs(state, gangs, work, solver, late)).toBe(false);
  const stopped = { ...patient, isCancelled: () => true };
  expect(placeWideGangs(state, gangs, work, solver, stopped)).toBe(false);
  expect(startHours(state)).toEqual([null, null]);
});

const PERIODS = 5;
const gang: fc.Arbitrary<Gang> = fc
  .record({
    from: fc.integer({ min: 0, max: PERIODS - 2 }),
    length: fc.integer({ min: 2, max: PERIODS }),
    hours: fc.constantFrom(0.5, 1, 1.5, 2),
    units: fc.integer({ min: 3, max: 9 }),
  })
  .map(({ length, ...rest }) => ({ ...rest, until: Math.min(PERIODS, rest.from + length) }));

/** Every start of a gang on half hours that fits. */
const tryStarts = (state: WorkState, bid: number, visit: () => void): void => {
  const { table } = state;
  const option = table.firstOption[bid]!;
  const last = table.latestEndMs[option]! - table.durationMs[option]!;
  for (let start = table.earliestMs[option]!; start <= last; start += table.grid.periodMs / 2) {
    if (!state.fits(option, start)) continue;
    state.placeRigid(bid, option, start);
    visit();
    state.remove(bid);
  }
};

/** What a gang would cost if it were alone. */
const leastOf = (state: WorkState, bid: number, prices: readonly number[]): number => {
  let least = Number.POSITIVE_INFINITY;
  tryStarts(state, bid, () => {
    least = Math.min(least, weightOf(state, prices));
  });
  return least;
};

/** The fewest gangs left out, then the least that the others pay more than alone, of all starts on half hours. */
const bestByTrial = (state: WorkState, gangs: readonly number[], weight: () => number) => {
  let best = { left: gangs.length + 1, weight: Number.POSITIVE_INFINITY };
  const place = (next: number, left: number): void => {
    if (next < gangs.length) {
      place(next + 1, left + 1);
      tryStarts(state, gangs[next]!, () => place(next + 1, left));
    } else if (left < best.left || (left === best.left && weight() < best.weight))
      best = { left, weight: weight() };
  };
  place(0, 0);
  return best;
};

test('as few gangs as may be are left out, and the others pay as little more than alone as by trying every start', () => {
  let solved = 0;
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -20, max: 100 }), { minLength: PERIODS, maxLength: PERIODS }),
      fc.array(gang, { minLength: 2, maxLength: 4 }),
      (prices, wanted) => {
        const { state, gangs, work } = stateOf(prices, wanted);
        const least = gangs.map((bid) => leastOf(state, bid, prices));
        const more = () =>
          weightOf(state, prices) -
          least.reduce((sum, own, i) => sum + (state.isPlaced(gangs[i]!) ? own : 0), 0);
        const best = bestByTrial(state, gangs, more);
        if (!placeWideGangs(state, gangs, work, solver, patient)) return;
        solved++;
        expect(gangs.filter((bid) => !state.isPlaced(bid))).toHaveLength(best.left);
        expect(more()).toBeCloseTo(best.weight, 1);
        expect(Math.min(...state.room.freeUnits)).toBeGreaterThan(-1e-6);
      },
    ),
    { numRuns: 60, seed: 3 },
  );
  expect(solved).toBeGreaterThan(25);
});
