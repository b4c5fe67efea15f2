import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Plan, Problem } from '#dispatch/domain';
import { createHighsSolver, planProblem } from '../index.ts';
import { bruteForceWeight } from '../testing/brute-force.ts';
import {
  patient,
  smallBattery,
  smallBid,
  smallGrid,
  smallPool,
  smallProblem,
} from '../testing/small-problem.ts';

const solver = await createHighsSolver();
const PERIODS = 4;
const flat = (value: number): Float64Array => new Float64Array(PERIODS).fill(value);
const series = (min: number, max: number) =>
  fc
    .array(fc.integer({ min, max }), { minLength: PERIODS, maxLength: PERIODS })
    .map((values) => Float64Array.from(values));

/** A unit that starts and stops beside a dear grid, a DC link in steps, a store that goes one way at a time, and jobs. */
const wholeProblem: fc.Arbitrary<Problem> = fc
  .record({
    prices: series(100, 900),
    loads: series(0, 8),
    fuel: fc.integer({ min: 50, max: 600 }),
    quadratic: fc.constantFrom(0, 10),
    start: fc.integer({ min: 0, max: 3000 }),
    minimumRatio: fc.constantFrom(0.4, 0.7, 1),
    up: fc.integer({ min: 1, max: 3 }),
    isOn: fc.boolean(),
    hasLink: fc.boolean(),
    hasStore: fc.boolean(),
    jobs: fc.array(
      fc.tuple(
        fc.integer({ min: 0, max: 2 }),
        fc.integer({ min: 1, max: 2 }),
        fc.integer({ min: 1, max: 5 }),
      ),
      { minLength: 0, maxLength: 2 },
    ),
  })
  .map((drawn) =>
    smallProblem(PERIODS, {
      areas: [{ id: 'a', loadMw: drawn.loads }],
      gridConnections: [smallGrid(drawn.prices, { importLimitMw: 20, exportLimitMw: 5 })],
      thermalUnits: [
        {
          id: 'coal',
          area: 0,
          ratedMw: 10,
          minimumRatio: drawn.minimumRatio,
          availableRatio: flat(1),
          operatingYuanPerMwh: flat(drawn.fuel),
          quadraticYuanPerMw2H: drawn.quadratic,
          emissionTco2PerMwh: 0.8,
          commitment: {
            noLoadYuanPerH: 200,
            startYuan: drawn.start,
            stopYuan: 0,
            minimumUpPeriods: drawn.up,
            minimumDownPeriods: 1,
            before: { isOn: drawn.isOn, periods: 3 },
          },
        },
      ],
      hvdcLinks: drawn.hasLink
        ? [
            {
              id: 'export',
              area: 0,
              ratedMw: 6,
              minimumRatio: 0,
              lossRatio: 0.05,
              holdPeriods: 2,
              stepMw: 2,
              changes: { mostPerDay: 1, madeToday: 0 },
              deliveredYuanPerMwh: flat(450),
              contractedMw: flat(1),
              shortfallYuanPerMwh: 500,
            },
          ]
        : [],
      batteries: drawn.hasStore ? [smallBattery({ isOneWay: true, initialMwh: 5 })] : [],
      pools: [smallPool({ unitCount: 6 })],
      bids: drawn.jobs.map(([from, duration, units], j) =>
        smallBid(`j${j}`, 'rigid', from, PERIODS, duration, units),
      ),
    }),
  );

const valuesOf = (plan: Plan, element: string, quantity: string): readonly number[] =>
  plan.series.find((row) => row.element === element && row.quantity === quantity)?.values ?? [];
const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) < 1e-6;

test('a plan with whole numbers is whole, never below the best one, and its bound never above it', async () => {
  await fc.assert(
    fc.asyncProperty(wholeProblem, async (problem) => {
      const plan = await planProblem(problem, solver, patient);
      if (plan.refused.length > 0) return;
      const best = bruteForceWeight(problem, solver);
      const tolerance = 1e-5 * (1 + Math.abs(best));
      expect(plan.objectiveBound).toBeLessThanOrEqual(best + tolerance);
      expect(plan.objectiveValue).toBeGreaterThanOrEqual(best - tolerance);
      expect(valuesOf(plan, 'coal', 'isOn').every(isWhole)).toBe(true);
      expect(valuesOf(plan, 'export', 'sentMw').every((mw) => isWhole(mw / 2))).toBe(true);
      valuesOf(plan, 'b', 'chargeMw').forEach((mw, t) => {
        expect(Math.min(mw, valuesOf(plan, 'b', 'dischargeMw')[t]!)).toBeLessThan(1e-6);
      });
      expect(plan.runAtOnce!.costYuan).toBeGreaterThanOrEqual(best - tolerance);
    }),
    { numRuns: 40, seed: 11 },
  );
}, 180_000);
