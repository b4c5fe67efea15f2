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
        : [{ id: 'l', fromArea: 0, toArea: 1, reactancePu: 0.1, limitMw: lineLimitMw }],
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
