import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Bid, Problem } from '#dispatch/domain';
import { createHighsSolver, planProblem } from '../index.ts';
import { bruteForceWeight } from '../testing/brute-force.ts';
import {
  patient,
  smallBattery,
  smallBid,
  smallGrid,
  smallPool,
  smallProblem,
  smallSite,
  smallStartMs,
} from '../testing/small-problem.ts';

const solver = await createHighsSolver();
const PERIODS = 4;

const series = (min: number, max: number) =>
  fc
    .array(fc.integer({ min, max }), { minLength: PERIODS, maxLength: PERIODS })
    .map((values) => Float64Array.from(values));

const job = (j: number): fc.Arbitrary<Bid> =>
  fc
    .tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 6 }))
    .map(([from, duration, units]) => smallBid(`j${j}`, 'rigid', from, PERIODS, duration, units));

/** Up to four jobs, some wind, dear or cheap hours, a tight import limit and perhaps a battery. */
const tinyProblem: fc.Arbitrary<Problem> = fc
  .record({
    prices: series(-50, 900),
    wind: series(0, 8),
    importLimitMw: fc.integer({ min: 3, max: 12 }),
    battery: fc.boolean(),
    jobs: fc
      .integer({ min: 1, max: 4 })
      .chain((count) => fc.tuple(...Array.from({ length: count }, (_, j) => job(j)))),
  })
  .map(({ prices, wind, importLimitMw, battery, jobs }) =>
    smallProblem(PERIODS, {
      gridConnections: [smallGrid(prices, { importLimitMw })],
      renewables: [{ id: 'w', area: 0, kind: 'wind', availableMw: wind, operatingYuanPerMwh: 1 }],
      batteries: battery ? [smallBattery()] : [],
      pools: [smallPool({ unitCount: 8 })],
      bids: jobs,
    }),
  );

test('the bound is never above the best schedule, and the plan never below it', async () => {
  await fc.assert(
    fc.asyncProperty(tinyProblem, async (problem) => {
      const plan = await planProblem(problem, solver, patient);
      const tolerance = 1e-5 * (1 + Math.abs(plan.objectiveValue));
      expect(plan.objectiveBound).toBeLessThanOrEqual(plan.objectiveValue + tolerance);
      if (plan.refused.length > 0) return;
      const best = bruteForceWeight(problem, solver);
      expect(plan.objectiveBound).toBeLessThanOrEqual(best + tolerance);
      expect(plan.objectiveValue).toBeGreaterThanOrEqual(best - tolerance);
    }),
    { numRuns: 40, seed: 7 },
  );
});

/** A job of one or two options, in hours of a window that may reach into the tail, late perhaps before it begins. */
const mixedJob = (j: number): fc.Arbitrary<Bid> =>
  fc
    .record({
      rigid: fc.boolean(),
      from: fc.integer({ min: 0, max: 2 }),
      length: fc.integer({ min: 2, max: 3 }),
      duration: fc.constantFrom(0.5, 1, 1.5, 2),
      units: fc.integer({ min: 1, max: 4 }),
      checkpoint: fc.constantFrom(0, 0.5),
      minimumRunHours: fc.constantFrom(0, 0, 1, 1.5),
      dueHour: fc.constantFrom(-30, 1, 9),
      lateness: fc.constantFrom(0, 30, 400),
      second: fc.option(fc.record({ fixedYuan: fc.integer({ min: 0, max: 300 }), slower: fc.boolean() })),
    })
    .map(
      ({ rigid, from, length, duration, units, checkpoint, minimumRunHours, dueHour, lateness, second }) => {
        const bid = smallBid(`j${j}`, rigid ? 'rigid' : 'preemptible', from, from + length, duration, units, {
          checkpointHours: rigid ? 0 : checkpoint,
          minimumRunHours,
          dueMs: smallStartMs + dueHour * 3_600_000,
          latenessYuanPerH: lateness,
        });
        if (second === null) return bid;
        const [first] = bid.options;
        const slow = second.slower
          ? { durationHours: duration + 0.5, itMw: 0.5 * units, powerRatio: 0.5 }
          : {};
        return { ...bid, options: [first!, { ...first!, ...slow, pool: 1, fixedYuan: second.fixedYuan }] };
      },
    );

const mixedProblem: fc.Arbitrary<Problem> = fc
  .record({
    prices: series(-200, 900),
    wind: series(0, 6),
    tailYuanPerMwh: fc.integer({ min: 0, max: 900 }),
    carbon: fc.boolean(),
    facilityLimitMw: fc.constantFrom(4, Number.POSITIVE_INFINITY),
    jobs: fc.integer({ min: 1, max: 2 }).chain((n) => fc.tuple(...[0, 1].slice(0, n).map(mixedJob))),
  })
  .map(({ prices, wind, tailYuanPerMwh, carbon, facilityLimitMw, jobs }) => {
    const site = smallSite(PERIODS, { tailYuanPerMwh, facilityLimitMw });
    return smallProblem(PERIODS, {
      objective: carbon ? 'carbon' : 'cost',
      gridConnections: [smallGrid(prices, { importLimitMw: 12 })],
      renewables: [{ id: 'w', area: 0, kind: 'wind', availableMw: wind, operatingYuanPerMwh: 1 }],
      batteries: [smallBattery({ chargeMw: 2, dischargeMw: 2, chargeEfficiencyRatio: 0.9 })],
      sites: [site, { ...site, id: 's2', facilityLimitMw: Number.POSITIVE_INFINITY }],
      pools: [smallPool({ unitCount: 5 }), smallPool({ id: 'q', site: 1, unitCount: 4 })],
      bids: jobs,
    });
  });

test('the bound holds for paused, repeated and late work, several options and pools, the tail and odd lengths', async () => {
  await fc.assert(
    fc.asyncProperty(mixedProblem, async (problem) => {
      const plan = await planProblem(problem, solver, patient);
      if (plan.refused.length > 0) return;
      const best = bruteForceWeight(problem, solver);
      const tolerance = 1e-5 * (1 + Math.abs(best));
      expect(plan.objectiveBound).toBeLessThanOrEqual(best + tolerance);
    }),
    { numRuns: 60, seed: 10 },
  );
});

test('every job is placed within its window and its pool, or refused', async () => {
  await fc.assert(
    fc.asyncProperty(tinyProblem, async (problem) => {
      const plan = await planProblem(problem, solver, patient);
      expect(plan.placements.length + plan.refused.length).toBe(problem.bids.length);
      const used = new Float64Array(PERIODS);
      for (const placed of plan.placements) {
        const bid = problem.bids.find((candidate) => candidate.id === placed.jobId)!;
        const [segment] = placed.segments;
        expect(segment!.startMs).toBeGreaterThanOrEqual(bid.releaseMs);
        expect(segment!.endMs).toBeLessThanOrEqual(bid.latestEndMs);
        for (let t = 0; t < PERIODS; t++) {
          const from = problem.horizon.startMs + t * 3_600_000;
          if (segment!.startMs < from + 3_600_000 && segment!.endMs > from) used[t]! += placed.units;
        }
      }
      expect(Math.max(...used)).toBeLessThanOrEqual(8);
    }),
    { numRuns: 40, seed: 8 },
  );
});

test('more wind never makes the proven bound dearer', async () => {
  await fc.assert(
    fc.asyncProperty(tinyProblem, async (problem) => {
      const windier = {
        ...problem,
        renewables: problem.renewables.map((plant) => ({
          ...plant,
          operatingYuanPerMwh: 0,
          availableMw: plant.availableMw.map((mw) => mw + 2),
        })),
      };
      const calm = await planProblem({ ...problem, bids: [] }, solver, patient);
      const windy = await planProblem({ ...windier, bids: [] }, solver, patient);
      expect(windy.costYuan).toBeLessThanOrEqual(calm.costYuan + 1e-6);
    }),
    { numRuns: 20, seed: 9 },
  );
});
