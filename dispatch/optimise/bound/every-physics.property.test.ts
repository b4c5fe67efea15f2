import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkPlan } from '#dispatch/check';
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
} from '../testing/small-problem.ts';

const solver = await createHighsSolver();
const PERIODS = 4;
const flat = (value: number): Float64Array => new Float64Array(PERIODS).fill(value);
const whole = (min: number, max: number) => fc.integer({ min, max });
const series = (min: number, max: number) =>
  fc
    .array(whole(min, max), { minLength: PERIODS, maxLength: PERIODS })
    .map((values) => Float64Array.from(values));

const job = (j: number): fc.Arbitrary<Bid> =>
  fc
    .record({ rigid: fc.boolean(), from: whole(0, 2), duration: whole(1, 2), units: whole(1, 4) })
    .map(({ rigid, from, duration, units }) =>
      smallBid(`j${j}`, rigid ? 'rigid' : 'preemptible', from, PERIODS, duration, units),
    );

/** A unit that is switched, a UPS, and what may be charged or asked for. */
const parts = fc.record({
  prices: series(50, 900),
  wind: series(0, 6),
  loadMw: series(0, 4),
  jobs: whole(1, 2).chain((n) => fc.tuple(...[0, 1].slice(0, n).map(job))),
  unit: fc.option(
    fc.record({ yuan: whole(50, 500), start: whole(0, 800), least: fc.constantFrom(0.3, 0.6) }),
  ),
  ups: fc.option(whole(1, 6)),
  demand: fc.option(fc.record({ yuanPerMw: whole(0, 900), soFarMw: whole(0, 6) })),
  tier: fc.option(fc.record({ soFarMwh: whole(0, 10), added: whole(0, 200) })),
  carbon: fc.option(fc.record({ limit: whole(0, 8), yuan: whole(0, 900) })),
  feedIn: fc.option(fc.constantFrom(0.1, 0.4)),
  reserve: fc.option(whole(0, 4)),
  square: fc.constantFrom(0, 0.05),
  objective: fc.constantFrom('cost' as const, 'carbon' as const),
});
type Parts = typeof parts extends fc.Arbitrary<infer Drawn> ? Drawn : never;

const problemOf = (drawn: Parts): Problem =>
  smallProblem(PERIODS, {
    objective: drawn.objective,
    areas: [{ id: 'a', loadMw: drawn.loadMw }],
    gridConnections: [
      smallGrid(drawn.prices, {
        importLimitMw: 12,
        exportLimitMw: drawn.feedIn === null ? 0 : 5,
        exportYuanPerMwh: flat(60),
        ...(drawn.demand === null
          ? {}
          : { demandCharges: [{ fromPeriod: 0, toPeriod: PERIODS, ...drawn.demand }] }),
        ...(drawn.tier === null
          ? {}
          : {
              tiers: [
                {
                  fromPeriod: 0,
                  toPeriod: PERIODS,
                  soFarMwh: drawn.tier.soFarMwh,
                  steps: [{ fromMwh: 9, addedYuanPerMwh: drawn.tier.added }],
                },
              ],
            }),
      }),
    ],
    renewables: [{ id: 'w', area: 0, kind: 'wind', availableMw: drawn.wind, operatingYuanPerMwh: 0 }],
    thermalUnits: drawn.unit === null ? [] : [unitOf(drawn.unit)],
    batteries: drawn.ups === null ? [] : [smallBattery({ site: 0, chargeMw: 2, initialMwh: drawn.ups })],
    budgets: [
      ...(drawn.carbon === null
        ? []
        : [
            {
              id: 'tonnes',
              kind: 'carbon' as const,
              limit: drawn.carbon.limit,
              soFar: { part: 0, whole: 0 },
              excessYuanPerUnit: drawn.carbon.yuan,
            },
          ]),
      ...(drawn.feedIn === null
        ? []
        : [
            {
              id: 'fed',
              kind: 'feedIn' as const,
              limit: drawn.feedIn,
              soFar: { part: 0, whole: 0 },
              excessYuanPerUnit: null,
            },
          ]),
    ],
    reserves:
      drawn.reserve === null
        ? []
        : [
            {
              id: 'spin',
              areas: [0],
              upMw: flat(drawn.reserve),
              downMw: flat(0),
              sustainHours: 0.5,
              shortfallYuanPerMwh: 300,
            },
          ],
    sites: [smallSite(PERIODS, { facilityPerItSquared: drawn.square })],
    pools: [smallPool({ unitCount: 6 })],
    bids: drawn.jobs,
  });

const unitOf = ({ yuan, start, least }: NonNullable<Parts['unit']>): Problem['thermalUnits'][number] => ({
  id: 'u',
  area: 0,
  ratedMw: 5,
  minimumRatio: least,
  availableRatio: flat(1),
  operatingYuanPerMwh: flat(yuan),
  emissionTco2PerMwh: 0.8,
  commitment: {
    noLoadYuanPerH: 20,
    startYuan: start,
    stopYuan: 0,
    minimumUpPeriods: 2,
    minimumDownPeriods: 2,
    before: { isOn: false, periods: 3 },
  },
});

test('the bound holds with commitment, UPS, demand charge, tiers, rules, reserve and squared losses', async () => {
  await fc.assert(
    fc.asyncProperty(parts, async (drawn) => {
      const problem = problemOf(drawn);
      const plan = await planProblem(problem, solver, patient);
      if (plan.refused.length > 0) return;
      // Whole numbers let go: no dearer than with them, so a bound below this is below the best of all.
      const best = bruteForceWeight(problem, solver);
      const tolerance = 1e-5 * (1 + Math.abs(best));
      expect(plan.objectiveBound).toBeLessThanOrEqual(best + tolerance);
      expect(plan.objectiveValue).toBeGreaterThanOrEqual(plan.objectiveBound - tolerance);
    }),
    { numRuns: 25, seed: 12 },
  );
}, 300_000);

test('every such plan passes the check from its own record', async () => {
  await fc.assert(
    fc.asyncProperty(parts, async (drawn) => {
      const problem = problemOf(drawn);
      expect(checkPlan(problem, await planProblem(problem, solver, patient))).toEqual([]);
    }),
    { numRuns: 40, seed: 13 },
  );
}, 300_000);

test('more wind never costs more, and its bound never lies above the best plan without it', async () => {
  await fc.assert(
    fc.asyncProperty(parts, series(0, 4), async (drawn, more) => {
      // A rule of a share of what is available may ask for more where more is available.
      const calm = problemOf({ ...drawn, feedIn: null });
      const windy = problemOf({
        ...drawn,
        feedIn: null,
        wind: drawn.wind.map((mw, t) => mw + more[t]!),
      });
      const best = bruteForceWeight(calm, solver);
      const tolerance = 1e-5 * (1 + Math.abs(best));
      expect(bruteForceWeight(windy, solver)).toBeLessThanOrEqual(best + tolerance);
      const plan = await planProblem(windy, solver, patient);
      if (plan.refused.length > 0) return;
      expect(plan.objectiveBound).toBeLessThanOrEqual(best + tolerance);
    }),
    { numRuns: 20, seed: 14 },
  );
}, 300_000);
