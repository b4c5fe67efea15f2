import { expect, test } from 'vitest';
import type { BudgetInput, HvdcInput, Problem, RelaxationStep, ThermalInput } from '#dispatch/domain';
import { MS_PER_HOUR } from '#units';
import { createHighsSolver, type PlanFailure, PlanningStopped, planProblem } from '../index.ts';
import { compilePower } from '../power-solver.ts';
import { patient, smallBattery, smallGrid, smallProblem, smallStartMs } from '../testing/small-problem.ts';
import { explainInfeasible } from './explain-infeasible.ts';
import { roundedUp } from './relaxation-steps.ts';

const solver = await createHighsSolver();
const HOURS = 4;
const flat = (value: number): Float64Array => new Float64Array(HOURS).fill(value);
const hour = (h: number): number => smallStartMs + h * MS_PER_HOUR;

type Infeasible = Extract<PlanFailure, { kind: 'infeasible' }>;
const infeasibility = async (problem: Problem): Promise<Infeasible> => {
  const failure = await planProblem(problem, solver, patient).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(PlanningStopped);
  const { ending } = failure as PlanningStopped;
  expect(ending.kind).toBe('infeasible');
  return ending as Infeasible;
};
const named = ({ conflicts }: Infeasible): string[] =>
  conflicts.map(({ name, side }) => `${name} ${side}`).sort();
const onlyStep = ({ relaxation }: Infeasible): RelaxationStep => {
  expect(relaxation!.steps).toHaveLength(1);
  return relaxation!.steps[0]!;
};
const isFeasible = async (problem: Problem): Promise<boolean> =>
  (await planProblem(problem, solver, patient)).costYuan > Number.NEGATIVE_INFINITY;

const mustRun = (ratedMw: number, over: Partial<ThermalInput> = {}): ThermalInput => ({
  id: 'must-run',
  area: 0,
  ratedMw,
  minimumRatio: 1,
  availableRatio: flat(1),
  operatingYuanPerMwh: flat(300),
  emissionTco2PerMwh: 0.8,
  ...over,
});
const noSites = { sites: [], pools: [] };
const town = (loadMw: Float64Array) => [{ id: 'town', loadMw }];

test('generation that must run above load and export names both limits and the balance, in the hours where it is', async () => {
  // 10 MW must run; load 5, 2, 2, 5 and 4 MW of export: 1, 4, 4, 1 MW too much.
  const grid = smallGrid(flat(400), { exportLimitMw: 4 });
  const problem = smallProblem(HOURS, {
    ...noSites,
    areas: town(Float64Array.of(7, 2, 2, 7)),
    gridConnections: [grid],
    thermalUnits: [mustRun(10)],
  });
  const why = await infeasibility(problem);
  expect(why.conflicts.map(({ block, element }) => `${block} ${element}`).sort()).toEqual([
    'area_balance town',
    'grid_connection grid',
    'thermal_unit must-run',
  ]);
  for (const { spans } of why.conflicts) {
    // One period is enough for a conflict.
    expect(spans[0]!.toMs - spans[0]!.fromMs).toBe(MS_PER_HOUR);
    expect(spans[0]!.fromMs).toBeGreaterThanOrEqual(hour(1));
  }
  const step = onlyStep(why);
  expect(step).toMatchObject({ name: 'thermalMw[must-run]', change: 'lower', amount: 4, unit: 'MW' });
  expect([step.fromMs, step.toMs]).toEqual([hour(1), hour(3)]);
  expect(step.text.en).toBe('lower the minimum output of must-run by 4 MW between 03-10 09:00 and 11:00');
  const lowered = { ...mustRun(10), minimumRatio: 0.6 };
  expect(await isFeasible({ ...problem, thermalUnits: [lowered] })).toBe(true);
});

test('a hard carbon budget below what must run emits is the budget and the units, and says how many tonnes', async () => {
  // 3 MW x 4 h x 0.8 t/MWh = 9.6 t against 1 t.
  const cap: BudgetInput = {
    id: 'cap',
    kind: 'carbon',
    limit: 1,
    soFar: { part: 0, whole: 0 },
    excessYuanPerUnit: null,
  };
  const problem = smallProblem(HOURS, {
    ...noSites,
    areas: town(flat(5)),
    thermalUnits: [mustRun(3)],
    budgets: [cap],
  });
  const why = await infeasibility(problem);
  expect(why.blocks).toEqual(['budget', 'thermal_unit']);
  expect(named(why)).toContain('budget[cap] row');
  const step = onlyStep(why);
  expect(step).toMatchObject({ name: 'budget[cap]', change: 'raise', amount: 8.6, unit: 't' });
  expect(step.text).toEqual({
    zh: '将硬性碳预算“cap”的上限上调 8.6 t',
    en: 'raise the hard carbon budget “cap” by 8.6 t',
  });
  expect(await isFeasible({ ...problem, budgets: [{ ...cap, limit: 1 + step.amount }] })).toBe(true);
});

test('a content that the charger cannot reach in time is its balance, its charger and the content', async () => {
  // 2 MW for two hours is 4 MWh; 7 are asked for at the end of the second hour.
  const store = smallBattery({ chargeMw: 2, contents: [{ period: 1, mwh: 7 }] });
  const problem = smallProblem(HOURS, { ...noSites, areas: town(flat(1)), batteries: [store] });
  const why = await infeasibility(problem);
  expect(why.blocks).toEqual(['storage_balance']);
  expect(named(why)).toContain('storedMwh[b] lower');
  expect(named(why)).toContain('storage_balance[b] row');
  const step = onlyStep(why);
  expect(step).toMatchObject({ name: 'storedMwh[b]', change: 'lower', amount: 3, unit: 'MWh' });
  const reachable = { ...store, contents: [{ period: 1, mwh: 4 }] };
  expect(await isFeasible({ ...problem, batteries: [reachable] })).toBe(true);
});

const link = (over: Partial<HvdcInput> = {}): HvdcInput => ({
  id: 'export',
  area: 0,
  ratedMw: 100,
  minimumRatio: 0.1,
  lossRatio: 0.05,
  holdPeriods: 2,
  deliveredYuanPerMwh: flat(350),
  contractedMw: flat(0),
  shortfallYuanPerMwh: 600,
  ...over,
});

test('a DC link with a minimum on an island without supply is not fed by load that is shed', async () => {
  const problem = smallProblem(HOURS, {
    ...noSites,
    areas: town(flat(3)),
    gridConnections: [],
    renewables: [
      {
        id: 'wind',
        area: 0,
        kind: 'wind',
        availableMw: Float64Array.of(20, 20, 6, 20),
        operatingYuanPerMwh: 0,
      },
    ],
    hvdcLinks: [link()],
  });
  const why = await infeasibility(problem);
  expect(why.blocks).toEqual(
    ['area_balance', 'hvdc_link', 'renewable', 'unserved'].filter((b) => why.blocks.includes(b)),
  );
  expect(why.blocks).toEqual(expect.arrayContaining(['area_balance', 'hvdc_link']));
  const step = onlyStep(why);
  // 10 MW against 6: 4 MW less in the hold block of hours 2 and 3.
  expect(step).toMatchObject({ name: 'hvdcSentMw[export]', change: 'lower', amount: 4, unit: 'MW' });
  expect([step.fromMs, step.toMs]).toEqual([hour(2), hour(4)]);
  expect(await isFeasible({ ...problem, hvdcLinks: [link({ minimumRatio: 0.06 })] })).toBe(true);
});

test('two fixed contents further apart than the discharger can go name both contents', async () => {
  const store = smallBattery({
    initialMwh: 9,
    dischargeMw: 1,
    contents: [
      { period: 0, mwh: 9 },
      { period: 1, mwh: 3 },
    ],
  });
  const problem = smallProblem(HOURS, { ...noSites, areas: town(flat(5)), batteries: [store] });
  const why = await infeasibility(problem);
  expect(why.blocks).toEqual(['storage_balance']);
  const contents = why.conflicts.filter(({ name }) => name === 'storedMwh[b]');
  expect(contents.length).toBeGreaterThan(0);
  const { steps } = why.relaxation!;
  // From 9 to 3 in an hour at 1 MW: 5 MWh have to give, by a lower first content or a higher second one.
  expect(steps.reduce((sum, { amount }) => sum + amount, 0)).toBeCloseTo(5, 6);
});

test('the set is smallest: without any one member the rest holds', async () => {
  const grid = smallGrid(flat(400), { exportLimitMw: 4 });
  const base = smallProblem(HOURS, {
    ...noSites,
    areas: town(flat(2)),
    gridConnections: [grid],
    thermalUnits: [mustRun(10)],
  });
  const why = await infeasibility(base);
  expect(why.conflicts).toHaveLength(3);
  expect(await isFeasible({ ...base, gridConnections: [{ ...grid, exportLimitMw: 20 }] })).toBe(true);
  expect(await isFeasible({ ...base, thermalUnits: [mustRun(10, { minimumRatio: 0 })] })).toBe(true);
});

test('whole numbers that do not fit are named with the limits they meet, and told what to loosen', async () => {
  // 20 MW must run for an hour, 5 MWh must lie in store at its end: 15 MW are to be sent, and the link sends 10 or 30.
  const store = smallBattery({
    chargeMw: 30,
    dischargeMw: 0,
    maximumMwh: 50,
    contents: [{ period: 0, mwh: 5 }],
  });
  const problem = smallProblem(1, {
    ...noSites,
    areas: [{ id: 'town', loadMw: Float64Array.of(0) }],
    gridConnections: [],
    renewables: [],
    thermalUnits: [
      { ...mustRun(20), availableRatio: Float64Array.of(1), operatingYuanPerMwh: Float64Array.of(1) },
    ],
    batteries: [store],
    hvdcLinks: [
      link({
        stepMw: 20,
        holdPeriods: 1,
        deliveredYuanPerMwh: Float64Array.of(1),
        contractedMw: Float64Array.of(0),
      }),
    ],
  });
  const { power, data } = compilePower(problem);
  const why = explainInfeasible(power, data, solver, { secondsLeft: () => 20, isCancelled: () => false });
  expect([...new Set(why.conflicts.map(({ name }) => name))].sort()).toEqual([
    'area_balance[town]',
    'hvdc_link[export.steps]',
    'storage_balance[b]',
    'storedMwh[b]',
    'thermalMw[must-run]',
  ]);
  // 5 MW less generation, or 5 MWh more in store.
  const [step] = why.relaxation!.steps;
  expect([why.relaxation!.steps.length, step!.amount]).toEqual([1, 5]);
});

test('an amount is rounded up, so that the step as written is enough', () => {
  expect([8.6000000001, 8.601, 1234.1, 0.0123449, 4].map(roundedUp)).toEqual([8.6, 8.61, 1240, 0.0124, 4]);
});
