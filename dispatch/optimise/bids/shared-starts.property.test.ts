import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BidColumns } from '#dispatch/domain';
import { weighingOf } from '../objective/objective.ts';
import { smallPool, smallProblem, smallSite, smallStartMs } from '../testing/small-problem.ts';
import { buildBidTable } from './build-table.ts';
import { RangeMinimum } from './range-minimum.ts';
import { cheapestStart, noStart } from './rigid-answer.ts';
import { SharedStarts } from './shared-starts.ts';
import { timeGridOf } from './time-grid.ts';
import { PriceSums } from './work-prices.ts';

const PERIODS = 30;
const HOUR_MS = 3_600_000;

const option = (pool: number, itKwPerUnit: number, fixedYuan = 0) => ({
  pool,
  powerRatio: 1,
  itKwPerUnit,
  fixedYuan,
});
/** Two templates that use the same pools in another order, and one whose options cost different sums. */
const templates = [
  { kind: 'rigid' as const, checkpointHours: 0, options: [option(0, 900), option(1, 500)] },
  { kind: 'rigid' as const, checkpointHours: 0, options: [option(1, 500), option(0, 900)] },
  { kind: 'rigid' as const, checkpointHours: 0, options: [option(0, 900, 40), option(1, 500)] },
];
const job = fc.record({
  template: fc.nat({ max: 2 }),
  release: fc.double({ min: 0, max: 20, noNaN: true }),
  slack: fc.double({ min: 0, max: 9, noNaN: true }),
  // Few lengths, so that many share one: whole hours, parts of one, longer than a period and shorter.
  length: fc.constantFrom(0.1, 1, 1.5, 3.25),
  units: fc.integer({ min: 1, max: 12 }),
});
const prices = (min: number) =>
  fc.array(fc.double({ min, max: 100, noNaN: true }), { minLength: 40, maxLength: 40 });

test('answers that share the starts of a length equal those of every job alone', () => {
  fc.assert(
    fc.property(
      fc.array(job, { minLength: 1, maxLength: 60 }),
      prices(-20),
      prices(0),
      (jobs, energy, unit) => {
        const column = (value: (entry: (typeof jobs)[number]) => number) => Float64Array.from(jobs, value);
        const bidColumns: BidColumns = {
          count: jobs.length,
          templates,
          template: Uint16Array.from(jobs, (entry) => entry.template),
          releaseMs: column(({ release }) => smallStartMs + release * HOUR_MS),
          latestEndMs: column(
            ({ release, slack, length }) => smallStartMs + (release + slack + length) * HOUR_MS,
          ),
          durationHours: column(({ length }) => length),
          units: column(({ units }) => units),
        };
        const problem = smallProblem(PERIODS, {
          sites: [smallSite(PERIODS), smallSite(PERIODS, { id: 's2' })],
          pools: [smallPool(), smallPool({ id: 'q', site: 1, unitCount: 8 })],
          bidColumns,
        });
        const table = buildBidTable(problem, timeGridOf(problem), weighingOf(problem));
        const { totalCount } = table.grid;
        const sums = new PriceSums(table, {
          energy: Float64Array.from({ length: 2 * totalCount }, (_, i) => energy[i % 40]!),
          unit: Float64Array.from({ length: 2 * totalCount }, (_, i) => unit[(7 * i) % 40]!),
        });
        const weights = new Float64Array(table.bidCount);
        new SharedStarts(table).weigh(sums, weights);
        const answer = noStart();
        weights.forEach((weight, bid) => {
          cheapestStart(table, sums, bid, null, answer);
          expect(Math.abs(weight - answer.weight)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(answer.weight)));
        });
      },
    ),
    { numRuns: 200, seed: 5 },
  );
});

test('the least of any range of a row is found, row after row', () => {
  const range = new RangeMinimum(4);
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 40 }),
      fc.nat({ max: 10 }),
      fc.nat({ max: 60 }),
      fc.nat({ max: 60 }),
      (values, first, from, to) => {
        range.begin(first, first + values.length).set(values);
        range.finish();
        const inside = values.filter((_, i) => first + i >= from && first + i < to);
        expect(range.least(from, to)).toBe(Math.min(Number.POSITIVE_INFINITY, ...inside));
      },
    ),
    { seed: 6 },
  );
});
