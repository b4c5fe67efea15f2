import { expect, test } from 'vitest';
import type { Plan } from '#dispatch/domain';
import { planKpis } from './plan-kpis.ts';

const plan: Plan = {
  regionId: 'r',
  horizon: { startMs: 0, periodMinutes: 30, periodCount: 2 },
  objective: 'cost',
  status: 'optimal',
  costYuan: 90,
  boundYuan: 80,
  objectiveValue: 90,
  objectiveBound: 80,
  gapRatio: 0.1111,
  co2Tonnes: 2,
  matchedGreenShareRatio: 0.5,
  annualGreenShareRatio: 0.6,
  curtailmentRatio: 0,
  costParts: [
    { name: 'gridImport', yuan: 100 },
    { name: 'gridExport', yuan: -10 },
  ],
  runAtOnce: { costYuan: 120, co2Tonnes: 3 },
  placements: [],
  onlineServed: [],
  refused: [],
  series: [{ element: 'site', kind: 'site', quantity: 'facilityMw', values: [4, 6] }],
  prices: {},
  explanations: [],
  priceSetters: [],
  rounds: [],
  model: { columns: 0, rows: 0, nonZeros: 0 },
};
const kpi = (given: Plan, id: string) =>
  planKpis({ id: 'p', plan: given, createdAtMs: 7 }).find((figure) => figure.id === id)!;

test('the cost opens to parts that add up to it', () => {
  const { value, inputs } = kpi(plan, 'costYuan');
  expect(inputs.reduce((sum, input) => sum + Number(input.value), 0)).toBe(value);
});

test('what is saved is what running at once would have cost more', () => {
  expect(kpi(plan, 'savedYuan').value).toBe(30);
  expect(kpi({ ...plan, runAtOnce: null }, 'savedYuan').value).toBeNull();
});

test('energy of compute is its mean power times the length of the periods', () => {
  // (4 + 6) MW x 0.5 h
  expect(kpi(plan, 'computeMwh').value).toBe(5);
});

test('every figure of a plan says that it is planned, when, and by which plan', () => {
  for (const figure of planKpis({ id: 'p', plan, createdAtMs: 7 })) {
    expect(figure).toMatchObject({ quality: 'planned', atMs: 7, source: { zh: '计划 p', en: 'plan p' } });
    expect(figure.formula.en.length).toBeGreaterThan(5);
  }
});
