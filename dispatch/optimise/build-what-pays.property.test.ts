import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Expansion, Problem } from '#dispatch/domain';
import { createHighsSolver, planProblem } from './index.ts';
import { bruteForceWeight } from './testing/brute-force.ts';
import {
  patient,
  smallBattery,
  smallBid,
  smallGrid,
  smallPool,
  smallProblem,
} from './testing/small-problem.ts';

const solver = await createHighsSolver();
const HOURS = 3;
const MOST = 4;

/** Two or three jobs on one unit that stands and up to three more, a battery of up to 3 MW, prices of three hours. */
const tinyCase = fc.record({
  prices: fc.array(fc.integer({ min: 0, max: 900 }), { minLength: HOURS, maxLength: HOURS }),
  loads: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: HOURS, maxLength: HOURS }),
  unitYuan: fc.integer({ min: 0, max: 900 }),
  batteryYuan: fc.integer({ min: 0, max: 500 }),
  jobs: fc.array(
    fc.record({
      from: fc.integer({ min: 0, max: 1 }),
      hours: fc.integer({ min: 1, max: 2 }),
      units: fc.integer({ min: 1, max: 2 }),
    }),
    { minLength: 2, maxLength: 3 },
  ),
});
type TinyCase = typeof tinyCase extends fc.Arbitrary<infer T> ? T : never;

const problemOf = (
  { prices, loads, jobs }: TinyCase,
  units: { readonly unitCount: number; readonly expansion?: Expansion },
  battery: { readonly power: Expansion },
): Problem =>
  smallProblem(HOURS, {
    areas: [{ id: 'a', loadMw: Float64Array.from(loads) }],
    gridConnections: [smallGrid(Float64Array.from(prices))],
    batteries: [smallBattery({ expansion: { ...battery, hoursAtFullPower: 1 } })],
    pools: [smallPool(units)],
    bids: jobs.map(({ from, hours, units: width }, i) =>
      smallBid(`j${i}`, 'rigid', from, HOURS, hours, width),
    ),
  });

/** The best over every whole number of units and of megawatts; each paid beyond what stands. */
function bruteForceOverCapacities(tiny: TinyCase): number {
  let best = Number.POSITIVE_INFINITY;
  // A job wider than the pool would be refused, not placed: such a choice leaves work out.
  const widest = Math.max(...tiny.jobs.map(({ units }) => units));
  for (let units = widest; units <= MOST; units += 1)
    for (let mw = 0; mw <= 3; mw += 1) {
      const fixed = { minimum: mw, maximum: mw, paidFrom: 0, yuanPerUnit: tiny.batteryYuan };
      const weight = bruteForceWeight(problemOf(tiny, { unitCount: units }, { power: fixed }), solver);
      best = Math.min(best, weight + (units - 1) * tiny.unitYuan);
    }
  return best;
}

test('no whole choice of capacities and starts costs less than the bound, and the plan keeps its own word', async () => {
  let gaps = 0;
  let cases = 0;
  await fc.assert(
    fc.asyncProperty(tinyCase, async (tiny) => {
      const best = bruteForceOverCapacities(tiny);
      fc.pre(Number.isFinite(best));
      const chosen = { minimum: 1, maximum: MOST, paidFrom: 1, yuanPerUnit: tiny.unitYuan };
      const power = { minimum: 0, maximum: 3, paidFrom: 0, yuanPerUnit: tiny.batteryYuan };
      const plan = await planProblem(
        problemOf(tiny, { unitCount: 1, expansion: chosen }, { power }),
        solver,
        patient,
      );
      fc.pre(plan.refused.length === 0);
      expect(plan.boundYuan!).toBeLessThanOrEqual(best + 1e-4);
      expect(plan.boundYuan!).toBeLessThanOrEqual(plan.costYuan + 1e-6);
      const paid = plan.capacities!.reduce((sum, { windowYuan }) => sum + windowYuan, 0);
      expect(plan.costParts.find(({ name }) => name === 'expansion')?.yuan ?? 0).toBeCloseTo(paid, 4);
      cases += 1;
      gaps += (plan.costYuan - best) / Math.max(1, Math.abs(best));
    }),
    { numRuns: 25, seed: 20250310 },
  );
  // Measured: 0.23 % above the best whole choice in the mean.
  expect(gaps / cases).toBeLessThan(0.01);
}, 120_000);
