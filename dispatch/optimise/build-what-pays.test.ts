import { describe, expect, test } from 'vitest';
import type { Plan, Problem } from '#dispatch/domain';
import { createHighsSolver, planProblem } from './index.ts';
import {
  patient,
  smallBattery,
  smallBid,
  smallGrid,
  smallPool,
  smallProblem,
} from './testing/small-problem.ts';

const solver = await createHighsSolver();
const planned = (problem: Problem): Promise<Plan> => planProblem(problem, solver, patient);
const sizes = (plan: Plan) =>
  plan.capacities!.map(({ element, quantity, value }) => [element, quantity, value]);

describe('a battery', () => {
  /** 3 MW are needed in hour 1 at 500; in hour 0 a MWh costs 100: a MW that stores for an hour saves 400. */
  const evening = (yuanPerUnit: number): Problem =>
    smallProblem(2, {
      areas: [{ id: 'a', loadMw: Float64Array.of(0, 3) }],
      gridConnections: [smallGrid(Float64Array.of(100, 500))],
      batteries: [
        smallBattery({
          expansion: { power: { minimum: 0, maximum: 10, paidFrom: 0, yuanPerUnit }, hoursAtFullPower: 1 },
        }),
      ],
    });

  test('that pays for itself is built to the size of the load that it moves', async () => {
    const plan = await planned(evening(50));
    expect(sizes(plan)).toEqual([['b', 'capacityMw', expect.closeTo(3, 6)]]);
    // 3 MWh at 100 and 3 MW at 50, instead of 3 MWh at 500.
    expect(plan.costYuan).toBeCloseTo(3 * 100 + 3 * 50, 6);
    expect(plan.costParts).toContainEqual({ name: 'expansion', yuan: expect.closeTo(150, 6) });
    // 150 yuan for two hours of a year of 8,760.
    expect(plan.capacities![0]).toMatchObject({
      paidFrom: 0,
      windowYuan: expect.closeTo(150, 6),
      yuanPerYear: expect.closeTo((150 * 8760) / 2, 3),
      limit: null,
    });
    expect(plan.boundYuan).toBeCloseTo(plan.costYuan, 4);
  });

  test('that costs more than it saves is not built, and stands at its minimum', async () => {
    const plan = await planned(evening(450));
    expect(plan.capacities).toMatchObject([{ value: expect.closeTo(0, 6), limit: 'minimum' }]);
    expect(plan.costYuan).toBeCloseTo(3 * 500, 6);
  });
});

describe('a solar plant', () => {
  /** 4 MW of load at 400 for four hours. A MW gives 2 MWh, 800 yuan, up to 4 MW; beyond, noon is spilled and it gives 400 up to 8 MW. */
  const field = (yuanPerUnit: number, maximum = 20): Problem =>
    smallProblem(4, {
      areas: [{ id: 'a', loadMw: new Float64Array(4).fill(4) }],
      renewables: [
        {
          ...{ id: 'sun', area: 0, kind: 'pv', availableMw: new Float64Array(4), operatingYuanPerMwh: 0 },
          expansion: {
            ...{ minimum: 0, maximum, paidFrom: 0, yuanPerUnit },
            availableRatio: Float64Array.of(0, 0.5, 1, 0.5),
          },
        },
      ],
    });

  test.each([
    [900, 0, 'minimum'],
    [500, 4, null],
    [300, 8, null],
  ] as const)('at %d yuan a MW is built to %d MW', async (yuanPerUnit, mw, limit) => {
    const plan = await planned(field(yuanPerUnit));
    expect(plan.capacities).toMatchObject([{ element: 'sun', value: expect.closeTo(mw, 6), limit }]);
  });

  test('is built to its maximum where more would still pay, and says so', async () => {
    const plan = await planned(field(500, 3));
    expect(plan.capacities).toMatchObject([{ value: expect.closeTo(3, 6), limit: 'maximum' }]);
    const available = plan.series.find((row) => row.element === 'sun' && row.quantity === 'availableMw')!;
    expect(available.values).toEqual([0, 1.5, 3, 1.5].map((value) => expect.closeTo(value, 6)));
  });
});

describe('racks', () => {
  /**
   * Four jobs of an hour and one unit of 1 MW each, on one unit that stands. On 1 unit: 100 + 200 + 600 + 1500 = 2400;
   * on 2: 2 x 100 + 2 x 200 = 600; on 3: 3 x 100 + 200 = 500; on 4: 400.
   */
  const queue = (yuanPerUnit: number): Problem =>
    smallProblem(4, {
      gridConnections: [smallGrid(Float64Array.of(100, 200, 600, 1500))],
      pools: [smallPool({ unitCount: 1, expansion: { minimum: 1, maximum: 8, paidFrom: 1, yuanPerUnit } })],
      bids: ['j', 'k', 'l', 'm'].map((id) => smallBid(id, 'rigid', 0, 4, 1)),
    });

  test.each([
    [2000, 1, 2400],
    [500, 2, 600],
    [99, 4, 400],
  ])('at %d yuan a unit are added to %d', async (yuanPerUnit, units, powerYuan) => {
    const plan = await planned(queue(yuanPerUnit));
    expect(plan.placements).toHaveLength(4);
    expect(plan.capacities).toMatchObject([
      { element: 'p', quantity: 'capacityUnits', value: expect.closeTo(units, 6) },
    ]);
    expect(plan.costYuan).toBeCloseTo(powerYuan + (units - 1) * yuanPerUnit, 4);
    expect(plan.boundYuan!).toBeLessThanOrEqual(plan.costYuan + 1e-6);
  });
});
