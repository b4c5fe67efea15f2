import fc from 'fast-check';
import { expect, test } from 'vitest';
import { weighingOf } from '../objective/objective.ts';
import { smallBid, smallPool, smallProblem, smallSite } from '../testing/small-problem.ts';
import { buildBidTable } from './build-table.ts';
import { cheapestStart, noStart, weightOfStart } from './rigid-answer.ts';
import { timeGridOf } from './time-grid.ts';
import { PriceSums } from './work-prices.ts';

const PERIODS = 12;

const job = fc.record({
  from: fc.integer({ min: 0, max: 40 }),
  slack: fc.integer({ min: 0, max: 24 }),
  duration: fc.integer({ min: 1, max: 20 }),
  units: fc.integer({ min: 1, max: 3 }),
  late: fc.constantFrom(0, 0, 50),
});
const prices = (count: number, min: number) =>
  fc.array(fc.double({ min, max: 100, noNaN: true }), { minLength: count, maxLength: count });

test('the cheapest start is as cheap as the best of all starts a minute apart, at any prices', () => {
  fc.assert(
    fc.property(
      job,
      prices(40, -20),
      prices(40, 0),
      ({ from, slack, duration, units, late }, energy, unit) => {
        const bid = smallBid('j', 'rigid', from / 16, PERIODS, 1, units);
        const lengthHours = duration / 10;
        const latestEndMs = bid.releaseMs + (lengthHours + slack / 8) * 3_600_000;
        const option = { ...bid.options[0]!, durationHours: lengthHours };
        const problem = smallProblem(PERIODS, {
          sites: [smallSite(PERIODS), smallSite(PERIODS, { id: 's2' })],
          pools: [smallPool(), smallPool({ id: 'q', site: 1 })],
          bids: [
            {
              ...bid,
              latestEndMs,
              dueMs: latestEndMs - 3_600_000,
              latenessYuanPerH: late,
              options: [option, { ...option, pool: 1, fixedYuan: 3, itMw: 0.7 * units }],
            },
          ],
        });
        const table = buildBidTable(problem, timeGridOf(problem), weighingOf(problem));
        if (table.bidCount === 0) return;
        const { totalCount } = table.grid;
        const sums = new PriceSums(table, {
          energy: Float64Array.from({ length: 2 * totalCount }, (_, i) => energy[i % 40]!),
          unit: Float64Array.from({ length: 2 * totalCount }, (_, i) => unit[(7 * i) % 40]!),
        });
        const answer = noStart();
        cheapestStart(table, sums, 0, null, answer);
        let best = Number.POSITIVE_INFINITY;
        for (const o of [0, 1]) {
          const last = table.latestEndMs[o]! - table.durationMs[o]!;
          for (let start = table.earliestMs[o]!; start <= last; start += 60_000)
            best = Math.min(best, weightOfStart(table, sums, 0, o, start));
        }
        expect(answer.weight).toBeLessThanOrEqual(best + 1e-9);
        expect(answer.weight).toBeCloseTo(weightOfStart(table, sums, 0, answer.option, answer.startMs), 8);
      },
    ),
    { numRuns: 300, seed: 3 },
  );
});
