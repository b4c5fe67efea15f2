import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MS_PER_HOUR } from '#units';
import { weighingOf } from '../objective/objective.ts';
import { smallBid, smallProblem } from '../testing/small-problem.ts';
import { buildBidTable } from './bid-table.ts';
import { joinedShares, leastJoinedWeight } from './joined-shares.ts';
import { CheapestShares, noShares } from './preemptible-answer.ts';
import { timeGridOf } from './time-grid.ts';
import { emptyPrices, PriceSums } from './work-prices.ts';

const PERIODS = 7;

/** The least weight by trying every set of whole periods, surplus time given back at any outer edge. */
const bestByTrial = (prices: readonly number[], durationHours: number, repeatHours: number): number => {
  let best = Number.POSITIVE_INFINITY;
  for (let set = 1; set < 1 << PERIODS; set++) {
    const on = prices.map((_, t) => ((set >> t) & 1) === 1);
    const stretches = on.filter((runs, t) => runs && !on[t - 1]).length;
    let surplus = on.filter(Boolean).length - durationHours - (stretches - 1) * repeatHours;
    if (surplus < 0) continue;
    let weight = prices.reduce((sum, price, t) => sum + (on[t] ? price : 0), 0);
    const edges = prices.filter((_, t) => on[t] && !(on[t - 1] && on[t + 1])).sort((a, b) => b - a);
    for (const price of edges) {
      const back = Math.min(1, surplus);
      weight -= back * price;
      surplus -= back;
    }
    if (surplus <= 1e-9) best = Math.min(best, weight);
  }
  return best;
};

test('work repeated after interruptions is bounded from below, and its shares always hold enough run time', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 50 }), { minLength: PERIODS, maxLength: PERIODS }),
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom(0.25, 0.5, 1),
      (prices, durationHours, repeatHours) => {
        const bid = smallBid('j', 'preemptible', 0, PERIODS, durationHours, 1, {
          checkpointHours: repeatHours,
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
        const best = bestByTrial(prices, durationHours, repeatHours);
        expect(leastJoinedWeight(table, sums, 0, cheapest)).toBeLessThanOrEqual(best + 1e-6);
        expect(answer.weight).toBeGreaterThanOrEqual(best - 1e-6);
        const breaks = [...answer.runMs].filter((ms, t) => ms > 0 && !(answer.runMs[t - 1]! > 0)).length - 1;
        const runHours = answer.runMs.reduce((sum, ms) => sum + ms, 0) / MS_PER_HOUR;
        expect(runHours).toBeGreaterThanOrEqual(durationHours + breaks * repeatHours - 1e-6);
      },
    ),
    { numRuns: 300, seed: 11 },
  );
});
