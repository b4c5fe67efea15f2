import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BidColumns, BidTemplate, Problem } from '#dispatch/domain';
import { weighingOf } from '../objective/objective.ts';
import { smallPool, smallProblem, smallSite, smallStartMs } from '../testing/small-problem.ts';
import { bidAt } from './bid-source.ts';
import { buildBidTable } from './build-table.ts';
import { timeGridOf } from './time-grid.ts';

const PERIODS = 6;
const HOUR_MS = 3_600_000;

const templates: readonly BidTemplate[] = [
  {
    kind: 'rigid',
    checkpointHours: 0,
    options: [
      { pool: 0, powerRatio: 1, itKwPerUnit: 1000, fixedYuan: 0 },
      { pool: 1, powerRatio: 0.5, itKwPerUnit: 600, fixedYuan: 7 },
    ],
  },
  {
    kind: 'preemptible',
    checkpointHours: 0.25,
    minimumRunHours: 1.5,
    options: [{ pool: 1, powerRatio: 1, itKwPerUnit: 800, fixedYuan: 0 }],
  },
];

const row = fc.record({
  template: fc.nat({ max: 1 }),
  release: fc.double({ min: -2, max: 7, noNaN: true }),
  window: fc.double({ min: 0.1, max: 9, noNaN: true }),
  duration: fc.double({ min: 0.01, max: 5, noNaN: true }),
  units: fc.integer({ min: 1, max: 14 }),
});

test('bids in columns give the same table as the same bids in a list', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 12 }), (rows) => {
      const column = (value: (entry: (typeof rows)[number]) => number) => Float64Array.from(rows, value);
      const columns: BidColumns = {
        count: rows.length,
        templates,
        template: Uint16Array.from(rows, (entry) => entry.template),
        releaseMs: column(({ release }) => smallStartMs + release * HOUR_MS),
        latestEndMs: column(({ release, window }) => smallStartMs + (release + window) * HOUR_MS),
        durationHours: column(({ duration }) => duration),
        units: column(({ units }) => units),
      };
      const base: Problem = smallProblem(PERIODS, {
        sites: [smallSite(PERIODS), smallSite(PERIODS, { id: 's2' })],
        pools: [smallPool(), smallPool({ id: 'q', site: 1, unitCount: 6 })],
      });
      const inColumns = { ...base, bidColumns: columns };
      const listed = { ...base, bids: rows.map((_, index) => bidAt(inColumns, index)) };
      const table = (problem: Problem) => buildBidTable(problem, timeGridOf(problem), weighingOf(problem));
      const { template: _, ...fromColumns } = table(inColumns);
      const { template: __, ...fromList } = table(listed);
      expect(fromColumns).toEqual(fromList);
    }),
    { numRuns: 200, seed: 4 },
  );
});
