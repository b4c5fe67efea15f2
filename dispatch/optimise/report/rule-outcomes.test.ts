import { expect, test } from 'vitest';
import type { BudgetInput } from '#dispatch/domain';
import { createHighsSolver, planProblem } from '../index.ts';
import { patient, smallGrid, smallProblem } from '../testing/small-problem.ts';

const solver = await createHighsSolver();
const flat = (value: number): Float64Array => new Float64Array(4).fill(value);
const rule = (over: Partial<BudgetInput>): BudgetInput => ({
  ...{ id: 'rule', kind: 'greenShare', limit: 0, soFar: { part: 0, whole: 0 }, excessYuanPerUnit: 100 },
  ...over,
});

test('a plan tells what each of its rules has counted by its end, and what goes beyond', async () => {
  // Four hours of 10 MW load: 6 MW of wind and 4 MW of import, a fifth of it clean, 0.5 t a MWh.
  const plan = await planProblem(
    smallProblem(4, {
      areas: [{ id: 'town', loadMw: flat(10) }],
      renewables: [{ id: 'w', area: 0, kind: 'wind', availableMw: flat(6), operatingYuanPerMwh: 0 }],
      gridConnections: [smallGrid(flat(300), { cleanShareRatio: 0.2 })],
      budgets: [
        rule({ id: 'green', limit: 0.7, soFar: { part: 100, whole: 120 }, certificatesCount: true }),
        rule({ id: 'self', kind: 'selfSupply', limit: 0.9 }),
        rule({ id: 'use', kind: 'selfUse', limit: 0.6 }),
        rule({ id: 'feed', kind: 'feedIn', limit: 0.2 }),
        rule({ id: 'lost', kind: 'curtailment', limit: 0.05 }),
        rule({ id: 'carbon', kind: 'carbon', limit: 10, soFar: { part: 5, whole: 0 } }),
      ],
      sites: [],
      pools: [],
    }),
    solver,
    patient,
  );
  const of = (id: string) => plan.rules!.find((one) => one.id === id)!;
  // Wind 24 MWh, import 16 MWh of which 3.2 are clean, load 40 MWh.
  expect(of('green')).toMatchObject({ part: expect.closeTo(127.2, 6), whole: 160, excess: 0 });
  expect(of('self')).toMatchObject({ part: expect.closeTo(24, 6), whole: 40, excess: expect.closeTo(12, 6) });
  expect(of('use')).toMatchObject({ part: expect.closeTo(24, 6), whole: expect.closeTo(24, 6), excess: 0 });
  expect(of('feed')).toMatchObject({ part: 0, whole: expect.closeTo(24, 6) });
  expect(of('lost')).toMatchObject({ part: expect.closeTo(0, 6), whole: expect.closeTo(24, 6) });
  // 16 MWh at 0.5 t.
  expect(of('carbon')).toMatchObject({ part: expect.closeTo(13, 6), whole: 0, excess: expect.closeTo(3, 6) });
});
