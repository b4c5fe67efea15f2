import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Bid } from '#dispatch/domain';
import { buildBidTable } from '../bids/build-table.ts';
import { timeGridOf } from '../bids/time-grid.ts';
import { emptyPrices } from '../bids/work-prices.ts';
import { costWeighing } from '../objective/objective.ts';
import { smallBid, smallPool, smallProblem } from '../testing/small-problem.ts';
import { makeRoom } from './make-room.ts';
import { Placer, placeMissing } from './placer.ts';
import { WorkState } from './work-state.ts';

const HOURS = 8;

/** Bids placed in the order given, as early as they fit, in a pool of so many units; those left out last. */
const placed = (unitCount: number, bids: Bid[]) => {
  const problem = smallProblem(HOURS, { pools: [smallPool({ unitCount })], bids });
  const table = buildBidTable(problem, timeGridOf(problem), costWeighing(problem));
  const { totalCount } = table.grid;
  const state = new WorkState(problem, table, {
    freeUnits: new Float64Array(totalCount).fill(unitCount),
    freeItMw: new Float64Array(totalCount).fill(Number.POSITIVE_INFINITY),
  });
  const prices = emptyPrices(1, 1, totalCount);
  for (let t = 0; t < totalCount; t++) prices.energy[t] = 1 + t;
  const placer = new Placer(problem, state, prices, {
    loadItMw: state.loadItMw,
    stiffness: new Float64Array(1),
  });
  const order = Int32Array.from({ length: table.bidCount }, (_, bid) => bid);
  return { state, placer, left: placeMissing(placer, state, order) };
};

test('a patient job gives way to one that can run at one time only', () => {
  const { state, placer, left } = placed(1, [
    smallBid('patient', 'rigid', 0, 8, 2),
    smallBid('only now', 'rigid', 0, 2, 2),
  ]);
  expect(left).toEqual([1]);
  expect(makeRoom(state, placer, left)).toEqual([]);
  expect(state.startMs[1]).toBe(0);
  expect(state.startMs[0]).toBe(2 * state.table.grid.periodMs);
});

test('when those that would give way fit nowhere else, all stay where they are', () => {
  const { state, placer, left } = placed(1, [
    smallBid('first', 'preemptible', 0, 3, 2),
    smallBid('second', 'rigid', 0, 3, 2),
  ]);
  const before = state.snapshot();
  expect(makeRoom(state, placer, left)).toEqual([1]);
  expect(state.snapshot()).toEqual(before);
});

const anyBid = fc.record({
  kind: fc.constantFrom<Bid['kind']>('rigid', 'preemptible'),
  from: fc.integer({ min: 0, max: 4 }),
  length: fc.integer({ min: 1, max: 3 }),
  wait: fc.integer({ min: 0, max: 3 }),
  units: fc.integer({ min: 1, max: 3 }),
});

test('room is made without putting anyone out and without going beyond the room there is', () => {
  fc.assert(
    fc.property(fc.array(anyBid, { minLength: 2, maxLength: 12 }), (many) => {
      const bids = many.map(({ kind, from, length, wait, units }, j) =>
        smallBid(`j${j}`, kind, from, Math.min(HOURS, from + length + wait), length, units),
      );
      const { state, placer, left } = placed(4, bids);
      const still = makeRoom(state, placer, left);
      for (let bid = 0; bid < state.table.bidCount; bid++)
        expect(state.isPlaced(bid)).toBe(!still.includes(bid));
      expect(still.every((bid) => left.includes(bid))).toBe(true);
      expect(Math.max(...state.used)).toBeLessThanOrEqual(4 + 1e-6);
      const used = state.used.slice();
      state.restore(state.snapshot());
      used.forEach((units, i) => {
        expect(state.used[i]).toBeCloseTo(units, 6);
      });
    }),
    { numRuns: 300, seed: 7 },
  );
});
