import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Placement } from '#dispatch/domain';
import { createHighsSolver, planProblem } from '../index.ts';
import { patient, smallBid, smallGrid, smallPool, smallProblem } from '../testing/small-problem.ts';

const solver = await createHighsSolver();

/** The most units in segments at one instant. */
const peakUnits = (placements: readonly Placement[]): number => {
  const starts = placements.flatMap(({ segments }) => segments.map(({ startMs }) => startMs));
  const heldAt = (instant: number): number =>
    placements
      .filter(({ segments }) => segments.some((s) => s.startMs <= instant && instant < s.endMs))
      .reduce((sum, { units }) => sum + units, 0);
  return Math.max(0, ...starts.map(heldAt));
};

const planOf = (unitCount: number, bids: ReturnType<typeof smallBid>[], prices: readonly number[]) =>
  planProblem(
    smallProblem(prices.length, {
      gridConnections: [smallGrid(Float64Array.from(prices))],
      pools: [smallPool({ unitCount })],
      bids,
    }),
    solver,
    patient,
  );

test('parts of one period lie one after the other where the pool is too small for both', async () => {
  const bids = ['j', 'k'].map((id) => smallBid(id, 'preemptible', 0, 1, 0.5, 2));
  const plan = await planOf(3, bids, [400]);
  expect(peakUnits(plan.placements)).toBe(2);
  expect(plan.placements.some(({ reason }) => /takes turns/.test(reason.en))).toBe(false);
});

test('parts that fit only as a mean say that they take turns', async () => {
  const bids = ['j', 'k', 'l'].map((id) => smallBid(id, 'preemptible', 0, 1, 0.5, 2));
  const plan = await planOf(3, bids, [400]);
  expect(plan.placements).toHaveLength(3);
  expect(plan.placements.filter(({ reason }) => /takes turns/.test(reason.en))).not.toHaveLength(0);
});

test('at no instant are more units in segments than the pool has, unless a job says that it takes turns', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 3 }),
      fc.array(
        fc.record({
          units: fc.integer({ min: 1, max: 4 }),
          hours: fc.constantFrom(0.25, 0.4, 0.5, 1, 1.3),
          checkpointHours: fc.constantFrom(0, 0.25),
        }),
        { minLength: 2, maxLength: 5 },
      ),
      async (prices, jobs) => {
        const bids = jobs.map(({ units, hours, checkpointHours }, j) =>
          smallBid(`j${j}`, 'preemptible', 0, 3, hours, units, { checkpointHours }),
        );
        const plan = await planOf(5, bids, prices);
        if (plan.placements.some(({ reason }) => /takes turns/.test(reason.en))) return;
        expect(peakUnits(plan.placements)).toBeLessThanOrEqual(5);
        for (const { segments, jobId } of plan.placements) {
          const run = segments.reduce((sum, s) => sum + s.endMs - s.startMs, 0);
          const { options, checkpointHours } = bids.find(({ id }) => id === jobId)!;
          const asked = options[0]!.durationHours + (segments.length - 1) * checkpointHours;
          if (checkpointHours > 0) expect(run / 3_600_000).toBeGreaterThanOrEqual(asked - 1e-6);
          else expect(run / 3_600_000).toBeCloseTo(options[0]!.durationHours, 5);
        }
      },
    ),
    { numRuns: 60, seed: 12 },
  );
});
