import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MS_PER_HOUR } from '#units';
import { weighingOf } from '../objective/objective.ts';
import { smallBid, smallProblem, smallStartMs } from '../testing/small-problem.ts';
import { buildBidTable } from './build-table.ts';
import { leastJoinedWeight } from './joined-bound.ts';
import { joinedShares } from './joined-shares.ts';
import { CheapestShares, noShares } from './preemptible-answer.ts';
import { timeGridOf } from './time-grid.ts';
import { emptyPrices, PriceSums } from './work-prices.ts';

const PERIODS = 7;

/** The least weight by trying every set of whole periods, surplus time given back at any outer edge. */
const bestByTrial = (
  prices: readonly number[],
  durationHours: number,
  repeatHours: number,
  late: (runHours: readonly number[]) => number,
): number => {
  let best = Number.POSITIVE_INFINITY;
  for (let set = 1; set < 1 << PERIODS; set++) {
    const on = prices.map((_, t) => ((set >> t) & 1) === 1);
    const stretches = on.filter((runs, t) => runs && !on[t - 1]).length;
    let surplus = on.filter(Boolean).length - durationHours - (stretches - 1) * repeatHours;
    if (surplus < 0) continue;
    const run = on.map((runs) => (runs ? 1 : 0));
    while (surplus > 1e-9) {
      const edges = [...run.keys()].filter((t) => run[t]! > 0 && !(run[t - 1]! > 0 && run[t + 1]! > 0));
      const edge = edges.sort((a, b) => prices[b]! - prices[a]!)[0]!;
      const back = Math.min(run[edge]!, surplus);
      run[edge]! -= back;
      surplus -= back;
    }
    best = Math.min(best, late(run) + prices.reduce((sum, price, t) => sum + run[t]! * price, 0));
  }
  return best;
};

test('work repeated after interruptions is bounded from below, and its shares always hold enough run time', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -10, max: 50 }), { minLength: PERIODS, maxLength: PERIODS }),
      fc.integer({ min: 1, max: PERIODS }),
      fc.constantFrom(0.25, 0.5, 1),
      fc.constantFrom(0, 5, 40),
      fc.integer({ min: -32, max: PERIODS }),
      (prices, durationHours, repeatHours, latenessYuanPerH, dueHour) => {
        const bid = smallBid('j', 'preemptible', 0, PERIODS, durationHours, 1, {
          checkpointHours: repeatHours,
          latenessYuanPerH,
          dueMs: smallStartMs + dueHour * MS_PER_HOUR,
        });
        const problem = smallProblem(PERIODS, { bids: [bid] });
        const table = buildBidTable(problem, timeGridOf(problem), weighingOf(problem));
        const work = emptyPrices(1, 1, PERIODS);
        work.energy.set(prices);
        const sums = new PriceSums(table, work);
        const cheapest = new CheapestShares(table);
        const answer = noShares(PERIODS);
        cheapest.answer(sums, 0, null, answer);
        joinedShares(table, sums, 0, null, cheapest, answer);
        const best = bestByTrial(prices, durationHours, repeatHours, (run) => {
          const last = run.findLastIndex((hours) => hours > 0);
          return latenessYuanPerH * Math.max(0, last + run[last]! - dueHour);
        });
        expect(leastJoinedWeight(table, sums, 0, cheapest)).toBeLessThanOrEqual(best + 1e-6);
        // With lateness the trial, which gives time back by price alone, is no longer sure to be the best.
        if (latenessYuanPerH === 0) expect(answer.weight).toBeGreaterThanOrEqual(best - 1e-6);
        const breaks = [...answer.runMs].filter((ms, t) => ms > 0 && !(answer.runMs[t - 1]! > 0)).length - 1;
        const runHours = answer.runMs.reduce((sum, ms) => sum + ms, 0) / MS_PER_HOUR;
        expect(runHours).toBeGreaterThanOrEqual(durationHours + breaks * repeatHours - 1e-6);
      },
    ),
    { numRuns: 600, seed: 11 },
  );
});
