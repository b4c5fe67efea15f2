import { expect, test } from 'vitest';
import { createHighsSolver, planProblem } from '../index.ts';
import { patient, smallGrid, smallProblem } from '../testing/small-problem.ts';

const solver = await createHighsSolver();
const flat = (value: number): Float64Array => new Float64Array(4).fill(value);

/** 10 MW of load in the first area, 10 MW of wind and 10 MW of export in the second. */
const twoAreas = (lineLimitMw: number | null) =>
  smallProblem(4, {
    areas: [
      { id: 'town', loadMw: flat(10) },
      { id: 'steppe', loadMw: flat(0) },
    ],
    acLines:
      lineLimitMw === null
        ? []
        : [{ id: 'l', fromArea: 0, toArea: 1, reactanceOhm: 0.1, limitMw: lineLimitMw }],
    renewables: [{ id: 'w', area: 1, kind: 'wind', availableMw: flat(10), operatingYuanPerMwh: 0 }],
    gridConnections: [
      smallGrid(flat(300)),
      {
        ...smallGrid(flat(300)),
        id: 'far',
        area: 1,
        importLimitMw: 0,
        exportLimitMw: 50,
        exportYuanPerMwh: flat(100),
      },
    ],
  });

test('clean power of an island without a line counts for no load elsewhere', async () => {
  const plan = await planProblem(twoAreas(null), solver, patient);
  expect(plan.matchedGreenShareRatio).toBeCloseTo(0, 9);
  expect(plan.annualGreenShareRatio).toBeCloseTo(1, 9);
});

test('areas joined by a line are one zone', async () => {
  const plan = await planProblem(twoAreas(50), solver, patient);
  expect(plan.matchedGreenShareRatio).toBeCloseTo(1, 9);
});

test('a battery carries clean power into the night, less its losses', async () => {
  // Two hours of 20 MW wind for 10 MW of load, then two without: 20 MWh spare are charged at 0.9 and given back at
  // 0.9, 16.2 MWh of 20. The starting content (0) adds nothing. Matched: (20 + 16.2) / 40.
  const plan = await planProblem(
    smallProblem(4, {
      areas: [{ id: 'town', loadMw: flat(10) }],
      renewables: [
        {
          id: 'w',
          area: 0,
          kind: 'wind',
          availableMw: Float64Array.from([20, 20, 0, 0]),
          operatingYuanPerMwh: 0,
        },
      ],
      batteries: [
        {
          id: 'b',
          area: 0,
          chargeMw: 10,
          dischargeMw: 10,
          minimumMwh: 0,
          maximumMwh: 100,
          initialMwh: 0,
          finalMwh: 0,
          chargeEfficiencyRatio: 0.9,
          dischargeEfficiencyRatio: 0.9,
          wearYuanPerMwh: 1,
        },
      ],
      gridConnections: [smallGrid(flat(300))],
    }),
    solver,
    patient,
  );
  expect(plan.matchedGreenShareRatio).toBeCloseTo(36.2 / 40, 6);
  expect(plan.annualGreenShareRatio).toBeCloseTo(1, 9);
});
