import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MS_PER_HOUR } from '#units';
import { weighingOf } from '../objective/objective.ts';
import { smallBid, smallProblem } from '../testing/small-problem.ts';
import { buildBidTable } from './build-table.ts';
import { leastJoinedWeight } from './joined-bound.ts';
import { joinedShares } from './joined-shares.ts';
import { CheapestShares, noShares } from './preemptible-answer.ts';
import { RoomFinder } from './room.ts';
import { stretchesOfRun } from './run-window.ts';
import { timeGridOf } from './time-grid.ts';
import { emptyPrices, PriceSums } from './work-prices.ts';

const PERIODS = 7;
const HOUR = MS_PER_HOUR;
const open = { openMs: new Float64Array(PERIODS).fill(HOUR) };

/** Every way to run a half, a whole or nothing of each hour. */
const runs: Float64Array[] = Array.from({ length: 3 ** PERIODS }, (_, code) =>
  Float64Array.from({ length: PERIODS }, (_, t) => ((Math.floor(code / 3 ** t) % 3) * HOUR) / 2),
);

interface Wanted {
  readonly durationHours: number;
  readonly repeatHours: number;
  readonly minimumRunHours: number;
}
const keepsPromises = (run: Float64Array, { durationHours, repeatHours, minimumRunHours }: Wanted) => {
  const stretches = stretchesOfRun(open, run);
  const net = run.reduce((sum, ms) => sum + ms, 0) - (stretches.length - 1) * repeatHours * HOUR;
  return (
    Math.abs(net - durationHours * HOUR) <= 1 &&
    stretches.slice(0, -1).every(({ runMs }) => runMs >= minimumRunHours * HOUR - 1)
  );
};

/** One job of one unit and 1 MW that may run in any hour, at a price by hour. */
const pricedJob = (energy: readonly number[], want: Wanted) => {
  const { durationHours, repeatHours: checkpointHours, minimumRunHours } = want;
  const bid = smallBid('j', 'preemptible', 0, energy.length, durationHours, 1, {
    checkpointHours,
    minimumRunHours,
  });
  const problem = smallProblem(energy.length, { bids: [bid] });
  const table = buildBidTable(problem, timeGridOf(problem), weighingOf(problem));
  const work = emptyPrices(1, 1, energy.length);
  work.energy.set(energy);
  return { table, sums: new PriceSums(table, work), cheapest: new CheapestShares(table) };
};

const half = (least: number, most: number) =>
  fc.integer({ min: 2 * least, max: 2 * most }).map((halves) => halves / 2);
const wanted = fc.record({
  durationHours: half(0.5, 5),
  repeatHours: fc.constantFrom(0, 0, 0.5, 1),
  minimumRunHours: half(0.5, 3.5),
});
const prices = fc.array(fc.double({ min: -10, max: 100, noNaN: true }), {
  minLength: PERIODS,
  maxLength: PERIODS,
});

test('no pause comes before the least run, the bound lies below every schedule, and most answers are the best there is', () => {
  let [asked, best] = [0, 0];
  fc.assert(
    fc.property(prices, wanted, half(0, 1), (energy, want, free) => {
      const { table, sums, cheapest } = pricedJob(energy, want);
      const answer = noShares(PERIODS);
      // One hour in the middle is free only in part.
      const freeItMw = new Float64Array(PERIODS).fill(1);
      freeItMw[3] = free;
      const room = new RoomFinder(table, { freeUnits: new Float64Array(PERIODS).fill(1), freeItMw });
      cheapest.answer(sums, 0, room, answer);
      joinedShares(table, sums, 0, room, cheapest, answer);
      const weightOf = (run: Float64Array) => run.reduce((sum, ms, t) => sum + (ms / HOUR) * energy[t]!, 0);
      const allowed = runs.filter((run) => keepsPromises(run, want));
      const fitting = allowed.filter((run) => run[3]! <= free * HOUR);
      const bound = leastJoinedWeight(table, sums, 0, cheapest);
      expect(bound).toBeLessThanOrEqual(Math.min(...allowed.map(weightOf)) + 1e-6);
      const least = Math.min(...fitting.map(weightOf));
      expect(answer.option >= 0).toBe(fitting.length > 0);
      if (answer.option < 0) return;
      expect(keepsPromises(answer.runMs, want)).toBe(true);
      expect(answer.weight).toBeGreaterThanOrEqual(least - 1e-6);
      asked++;
      if (answer.weight <= least + 1e-6) best++;
    }),
    { numRuns: 800, seed: 5 },
  );
  expect(best).toBeGreaterThan(0.95 * asked);
});

test('the bound allows stretches that end inside an hour', () => {
  // Three pairs of a free hour and one at 10: 1.5 hours in each keep the least run and cost 3 x 0.5 x 10 = 15. In whole hours
  // a stretch that pauses takes both hours of its pair; a value of 5 an hour would then prove 4.5 x 5 - (5 x 5 - 20) = 17.5.
  const want = { durationHours: 4.5, repeatHours: 0, minimumRunHours: 1.5 };
  const { table, sums, cheapest } = pricedJob([0, 10, 99, 0, 10, 99, 0, 10], want);
  const answer = noShares(8);
  cheapest.answer(sums, 0, null, answer);
  joinedShares(table, sums, 0, null, cheapest, answer);
  expect(answer.weight).toBeCloseTo(15);
  expect(leastJoinedWeight(table, sums, 0, cheapest)).toBeLessThanOrEqual(15);
  expect(leastJoinedWeight(table, sums, 0, cheapest)).toBeGreaterThan(10);
});
