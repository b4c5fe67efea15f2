import { expect, test } from 'vitest';
import type { Explanation, ExplanationKind, Plan, Problem } from '#dispatch/domain';
import { MS_PER_HOUR } from '#units';
import { createHighsSolver, planProblem } from '../../index.ts';
import { compilePower } from '../../power-solver.ts';
import { everyBlock } from '../../testing/every-block.ts';
import {
  patient,
  smallBattery,
  smallBid,
  smallGrid,
  smallProblem,
  smallStartMs,
} from '../../testing/small-problem.ts';

const solver = await createHighsSolver();
const plan = (problem: Problem): Promise<Plan> => planProblem(problem, solver, patient);
const hour = (ms: number): number => (ms - smallStartMs) / MS_PER_HOUR;
const flat = (value: number, count = 4): Float64Array => new Float64Array(count).fill(value);
const one = (found: Plan, kind: ExplanationKind, element: string): Explanation => {
  const all = found.explanations.filter((row) => row.kind === kind && row.element === element);
  expect(all, `${kind} of ${element}`).toHaveLength(1);
  return all[0]!;
};
const noJobs = { sites: [], pools: [] };

/** The power side solved from the start with one decision held at a value in some hours: an independent second opinion. */
const costWith = (
  problem: Problem,
  name: string,
  element: string,
  from: number,
  to: number,
  value: number,
): number => {
  const { power, data, constant } = compilePower(problem);
  const decision = power.model.decisions.find((row) => row.name === name && row.element === element)!;
  const [columnLower, columnUpper] = [data.columnLower.slice(), data.columnUpper.slice()];
  columnLower.fill(value, decision.first + from, decision.first + to);
  columnUpper.fill(value, decision.first + from, decision.first + to);
  const lp = solver.load({ ...data, columnLower, columnUpper });
  expect(lp.run({ timeLimitS: 10, isCancelled: () => false, start: 'cold', isRelaxed: true }).kind).toBe(
    'optimal',
  );
  const cost = lp.objectiveValue() + constant;
  lp.dispose();
  return cost;
};

/** 10 MW of load at 100, 100, 700 and 700 yuan/MWh, with a store that charges at 5 MW. */
const withStore = (): Problem =>
  smallProblem(4, {
    ...noJobs,
    areas: [{ id: 'town', loadMw: flat(10) }],
    gridConnections: [smallGrid(Float64Array.of(100, 100, 700, 700))],
    batteries: [smallBattery({ wearYuanPerMwh: 20, dischargeMw: 10, maximumMwh: 20 })],
  });

test('a store tells what it gains: left idle, the plan costs as much more as a plan in which it may not charge', async () => {
  const problem = withStore();
  const found = await plan(problem);
  const charge = one(found, 'charge', 'b');
  expect([hour(charge.fromMs), hour(charge.toMs), charge.energyMwh]).toEqual([0, 2, 10]);
  expect(charge.alternative).toMatchObject({ basis: 'resolved' });
  // 10 MWh bought at 100 save as many at 700, less wear of 20 a MWh: 5,800 yuan.
  expect(charge.alternative!.extraYuan).toBeCloseTo(5800, 4);
  const other = costWith(problem, 'chargeMw', 'b', 0, 2, 0) - found.costYuan;
  expect(charge.alternative!.extraYuan).toBeCloseTo(other, 4);
  // Its charger binds: one MWh more would earn 700 - 20 - 100.
  expect(charge.binding[0]).toMatchObject({ block: 'storage_balance', element: 'b' });
  expect(charge.binding[0]!.pricePerUnit).toBeCloseTo(580, 4);
  expect(charge.sentence).toEqual({
    zh: expect.stringContaining('这段时间不充电，则多花 5,800 元'),
    en: expect.stringMatching(
      /^b charges 5 MW \(10 MWh\): power is at 100 CNY\/MWh there.*Not charging then would cost 5,800 CNY more\.$/,
    ),
  });
});

test('an import limit is worth what a plan with one MW more saves, in yuan and in tonnes', async () => {
  // 12 MW of load behind 10 MW of import; a unit makes up for it at 900 yuan and 0.9 t a MWh.
  const problem = smallProblem(4, {
    ...noJobs,
    areas: [{ id: 'town', loadMw: Float64Array.of(8, 12, 12, 8) }],
    gridConnections: [smallGrid(flat(400), { importLimitMw: 10 })],
    thermalUnits: [
      {
        ...{ id: 'diesel', area: 0, ratedMw: 5, minimumRatio: 0, availableRatio: flat(1) },
        ...{ operatingYuanPerMwh: flat(900), emissionTco2PerMwh: 0.9 },
      },
    ],
  });
  const found = await plan(problem);
  const limit = one(found, 'importLimit', 'grid');
  expect([hour(limit.fromMs), hour(limit.toMs)]).toEqual([1, 3]);
  expect(limit.binding[0]!.pricePerUnit).toBeCloseTo(500, 6);
  const more = await plan({ ...problem, gridConnections: [smallGrid(flat(400), { importLimitMw: 11 })] });
  expect(limit.alternative!.extraYuan).toBeCloseTo(more.costYuan - found.costYuan, 4);
  expect(limit.alternative!.extraYuan).toBeCloseTo(-1000, 4);
  expect(limit.alternative!.extraTco2).toBeCloseTo(more.co2Tonnes - found.co2Tonnes, 6);
  expect(limit.sentence.en).toContain(
    'An import limit 1 MW higher would save 1,000 CNY and emit 0.8 tCO₂ less.',
  );
  expect(found.priceSetters.map(({ kind, element, yuanPerMwh }) => [kind, element, yuanPerMwh])).toEqual([
    ['import', 'grid', expect.closeTo(400, 6)],
    ['thermal', 'diesel', expect.closeTo(900, 6)],
    ['import', 'grid', expect.closeTo(400, 6)],
  ]);
});

test('wind that is turned away names the limits in its way, and one MW of use there costs what a plan with it costs', async () => {
  const problem = (extraMw: number): Problem =>
    smallProblem(4, {
      ...noJobs,
      areas: [
        { id: 'steppe', loadMw: Float64Array.of(2, 2 + extraMw, 2 + extraMw, 2) },
        { id: 'town', loadMw: flat(20) },
      ],
      acLines: [{ id: 'line', fromArea: 0, toArea: 1, reactanceOhm: 1, limitMw: 6 }],
      renewables: [
        {
          id: 'wind',
          area: 0,
          kind: 'wind',
          availableMw: Float64Array.of(5, 15, 15, 5),
          operatingYuanPerMwh: 8,
        },
      ],
      gridConnections: [{ ...smallGrid(flat(400)), area: 1 }],
    });
  const found = await plan(problem(0));
  const curtail = one(found, 'curtail', 'wind');
  expect([hour(curtail.fromMs), hour(curtail.toMs), curtail.energyMwh]).toEqual([1, 3, 14]);
  expect(curtail.binding[0]).toMatchObject({ block: 'dc_power_flow', element: 'line' });
  const with1Mw = await plan(problem(1));
  expect(curtail.alternative!.extraYuan).toBeCloseTo(with1Mw.costYuan - found.costYuan, 4);
  const line = one(found, 'line', 'line');
  // What is 8 in the steppe is worth 400 in the town.
  expect(line.binding[0]!.pricePerUnit).toBeCloseTo(392, 6);
  expect(line.alternative!.extraYuan).toBeCloseTo(-2 * 392, 4);
  expect(found.prices['lineYuanPerMwh.line']).toEqual([0, expect.closeTo(392, 6), expect.closeTo(392, 6), 0]);
  expect(
    found.priceSetters.find(({ area, fromMs }) => area === 'steppe' && hour(fromMs) === 1),
  ).toMatchObject({
    kind: 'curtail',
    element: 'wind',
  });
});

test('a budget is worth what a plan with a budget one tonne wider saves', async () => {
  const problem = (limit: number): Problem =>
    smallProblem(4, {
      ...noJobs,
      areas: [{ id: 'town', loadMw: flat(10) }],
      gridConnections: [
        smallGrid(flat(400)),
        { ...smallGrid(flat(700)), id: 'clean', emissionTco2PerMwh: flat(0.1), importLimitMw: 8 },
      ],
      budgets: [{ id: 'cap', kind: 'carbon', limit, soFar: { part: 0, whole: 0 }, excessYuanPerUnit: 5000 }],
    });
  const found = await plan(problem(14));
  const budget = one(found, 'budget', 'cap');
  // A tonne less asks for 2.5 MWh from the clean grid, 300 yuan dearer each: 750 yuan a tonne.
  expect(budget.binding[0]).toMatchObject({ unit: 't', pricePerUnit: expect.closeTo(750, 4) });
  const wider = await plan(problem(15));
  expect(budget.alternative!.extraYuan).toBeCloseTo(wider.costYuan - found.costYuan, 3);
  expect(found.prices['budgetYuanPerUnit.cap']![0]).toBeCloseTo(750, 4);
});

test('a link, a turbine and a capacity that is bought tell what the plan would cost without', async () => {
  const problem = smallProblem(4, {
    ...noJobs,
    areas: [{ id: 'town', loadMw: flat(10) }],
    gridConnections: [smallGrid(flat(400))],
    hvdcLinks: [
      {
        ...{ id: 'export', area: 0, ratedMw: 8, minimumRatio: 0.25, lossRatio: 0.1, holdPeriods: 2 },
        ...{
          deliveredYuanPerMwh: Float64Array.of(200, 200, 900, 900),
          contractedMw: flat(0),
          shortfallYuanPerMwh: 0,
        },
      },
    ],
    reservoirs: [
      {
        ...{
          id: 'lake',
          area: 0,
          ratedMw: 4,
          mwPerM3PerS: 1,
          minimumMm3: 0,
          maximumMm3: 1,
          initialMm3: 0.05,
        },
        ...{ inflowM3PerS: flat(0), minimumReleaseM3PerS: 0, waterValueYuanPerMwh: 100 },
      },
    ],
    renewables: [
      {
        ...{ id: 'new-pv', area: 0, kind: 'pv', availableMw: flat(0), operatingYuanPerMwh: 0 },
        expansion: {
          minimum: 0,
          maximum: 6,
          paidFrom: 0,
          yuanPerUnit: 300,
          availableRatio: Float64Array.of(0, 1, 1, 0),
        },
      },
    ],
  });
  const found = await plan(problem);
  const second = found.explanations.find(({ kind, fromMs }) => kind === 'hvdc' && hour(fromMs) === 2)!;
  // 6 MW more than the minimum of 2 MW, 2 h: 6 x 2 x (900 x 0.9 - 400).
  expect(second.alternative!.extraYuan).toBeCloseTo(6 * 2 * (810 - 400), 3);
  expect(second.alternative!.extraYuan).toBeCloseTo(
    costWith(problem, 'hvdcSentMw', 'export', 1, 2, 2) - found.costYuan,
    3,
  );
  const first = found.explanations.find(({ kind, fromMs }) => kind === 'hvdc' && hour(fromMs) === 0)!;
  expect(first.alternative).toMatchObject({ what: { en: 'sending 0.8 MW more then' } });
  expect(first.alternative!.extraYuan).toBeCloseTo(0.8 * 2 * (400 - 180), 3);
  const lake = found.explanations.filter(({ kind }) => kind === 'hydro');
  const energyMwh = lake.reduce((sum, row) => sum + (row.energyMwh ?? 0), 0);
  // 0.05 Mm³ at 1 MW a m³/s are 13.9 MWh.
  expect(energyMwh).toBeCloseTo(0.05e6 / 3600, 3);
  const bought = one(found, 'capacity', 'new-pv');
  // 6 MW x (2 h x 400 - 300) yuan.
  expect(bought.alternative!.extraYuan).toBeCloseTo(6 * (2 * 400 - 300), 3);
});

test('a pool that is full is told at the margin, and more units save no more than that', async () => {
  const bids = [1, 2, 3].map((i) => smallBid(`j${i}`, 'preemptible', 0, 4, 2, 8));
  const problem = (unitCount: number): Problem =>
    smallProblem(4, {
      gridConnections: [smallGrid(Float64Array.of(100, 300, 500, 700))],
      pools: [
        {
          id: 'p',
          site: 0,
          kind: 'gpu',
          unitCount,
          idleKwPerUnit: 0,
          peakKwPerUnit: 1000,
          committedUnits: flat(0),
        },
      ],
      bids,
    });
  const [found, more] = [await plan(problem(14)), await plan(problem(15))];
  const told = found.explanations.filter(({ kind }) => kind === 'poolFull');
  expect(told.length).toBeGreaterThan(0);
  const promised = -told.reduce((sum, { alternative }) => sum + alternative!.extraYuan!, 0);
  expect(told.every(({ alternative }) => alternative!.basis === 'marginal')).toBe(true);
  expect(told[0]!.sentence.en).toContain('an estimate at the margin');
  const saved = found.costYuan - more.costYuan;
  expect(saved).toBeGreaterThan(0);
  expect(saved).toBeLessThanOrEqual(promised + 1e-3);
});

test('in another objective the figures are in its unit, with yuan and tonnes beside them', async () => {
  const found = await plan({
    ...withStore(),
    objective: 'carbon',
    gridConnections: [
      smallGrid(Float64Array.of(100, 100, 700, 700), {
        emissionTco2PerMwh: Float64Array.of(0.2, 0.2, 0.8, 0.8),
      }),
    ],
  });
  const charge = one(found, 'charge', 'b');
  // 10 MWh at 0.2 instead of 0.8 t/MWh.
  expect(charge.alternative!.extraTco2).toBeCloseTo(6, 6);
  expect(charge.alternative!.extraObjective).toBeCloseTo(6, 6);
  expect(charge.alternative!.extraYuan).toBeCloseTo(5800, 3);
  expect(charge.sentence.en).toContain('Not charging then would add 6,000 kgCO₂ and cost 5,800 CNY more.');
});

test('a region in which every block speaks is explained without a hole, the dearest first', async () => {
  for (const objective of ['cost', 'carbon', 'stability'] as const) {
    const found = await plan(everyBlock({ objective }));
    expect(found.explanations.length).toBeGreaterThan(3);
    const stakes = found.explanations.map(({ stake }) => stake);
    expect(stakes).toEqual([...stakes].sort((a, b) => b - a));
    for (const { sentence, alternative, fromMs, toMs, id } of found.explanations) {
      expect(`${sentence.zh} ${sentence.en}`, id).not.toMatch(/NaN|undefined|Infinity|null|\{/);
      expect(sentence.zh).toMatch(/[一-鿿]/);
      expect(toMs).toBeGreaterThan(fromMs);
      if (alternative?.basis !== 'impossible')
        expect(Number.isFinite(alternative!.extraObjective)).toBe(true);
    }
    expect(new Set(found.explanations.map(({ id }) => id)).size).toBe(found.explanations.length);
    // Every period of every area has what made its price.
    const hours = found.priceSetters.reduce(
      (sum, { fromMs, toMs }) => sum + (toMs - fromMs) / MS_PER_HOUR,
      0,
    );
    expect(hours).toBe(4 * 6);
  }
});
