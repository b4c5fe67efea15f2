import { expect, test } from 'vitest';
import { NO_PARTS, type Plan, type PlanSeries, type Problem } from '#dispatch/domain';
import { checkPlan } from './index.ts';

/** Shanghai midnight, so that a day of the schedule begins with the window. */
const startMs = Date.UTC(2025, 2, 10) - 8 * 3_600_000;
const flat = (count: number, value: number): Float64Array => new Float64Array(count).fill(value);

const problemOf = (periodCount: number, over: Partial<Problem>): Problem => ({
  ...NO_PARTS,
  regionId: 'r',
  horizon: { startMs, periodMinutes: 60, periodCount },
  objective: 'cost',
  areas: [{ id: 'a', loadMw: flat(periodCount, 0) }],
  unservedYuanPerMwh: 10_000,
  curtailedYuanPerMwh: 0,
  carbonYuanPerTco2: 0,
  ...over,
});
/** A plan that says nothing but these series. */
const planOf = (problem: Problem, series: readonly PlanSeries[]): Plan => ({
  regionId: 'r',
  horizon: problem.horizon,
  objective: 'cost',
  status: 'optimal',
  costYuan: 0,
  boundYuan: 0,
  objectiveValue: 0,
  objectiveBound: 0,
  gapRatio: 0,
  co2Tonnes: 0,
  matchedGreenShareRatio: 0,
  annualGreenShareRatio: 0,
  curtailmentRatio: 0,
  costParts: [],
  runAtOnce: null,
  placements: [],
  onlineServed: [],
  refused: [],
  series,
  prices: {},
  explanations: [],
  priceSetters: [],
  rounds: [],
  model: { columns: 0, rows: 0, nonZeros: 0 },
});
/** What of one law is broken, as `element,period: amount`. */
const broken = (law: string, problem: Problem, series: readonly PlanSeries[]): string[] =>
  checkPlan(problem, planOf(problem, series))
    .filter((violation) => violation.law === law)
    .map(({ element, period, amount }) => `${element},${period}: ${Math.round(1000 * amount) / 1000}`);

const unit = (
  over: Partial<Problem['thermalUnits'][number]>,
  before: { isOn: boolean; periods: number },
): Problem =>
  problemOf(4, {
    thermalUnits: [
      {
        id: 'coal',
        area: 0,
        ratedMw: 10,
        minimumRatio: 0.4,
        availableRatio: flat(4, 1),
        operatingYuanPerMwh: flat(4, 0),
        emissionTco2PerMwh: 0,
        commitment: {
          noLoadYuanPerH: 0,
          startYuan: 0,
          stopYuan: 0,
          minimumUpPeriods: 2,
          minimumDownPeriods: 3,
          startMw: 5,
          stopMw: 6,
          before,
        },
        ...over,
      },
    ],
  });
const running = (generationMw: number[], isOn: number[]): PlanSeries[] => [
  { element: 'coal', kind: 'thermal', quantity: 'generationMw', values: generationMw },
  { element: 'coal', kind: 'thermal', quantity: 'isOn', values: isOn },
];

test('runs and rests that are too short are told where they end, and those from before the window count', () => {
  const rested = unit({}, { isOn: false, periods: 2 });
  // Two of three hours of rest are over: the start in hour 0 is one hour early; the run of one hour is one too short.
  expect(broken('thermal_unit', rested, running([5, 0, 0, 0], [1, 0, 0, 0]))).toEqual([
    'coal.down,0: 1',
    'coal.up,1: 1',
  ]);
  expect(broken('thermal_unit', rested, running([0, 5, 6, 0], [0, 1, 1, 0]))).toEqual([]);
});

test('starts, stops, ramps, least outputs and half switches are told', () => {
  const ramped = unit({ rampUpMwPerH: 2, rampDownMwPerH: 9 }, { isOn: false, periods: 9 });
  // Starts at 7 (5 allowed), rises by 3 (2 allowed), stops from 10 (6 allowed).
  expect(broken('thermal_unit', ramped, running([7, 10, 10, 0], [1, 1, 1, 0]))).toEqual([
    'coal.start,0: 2',
    'coal.rise,1: 1',
    'coal.stop,3: 4',
  ]);
  expect(broken('thermal_unit', ramped, running([3, 5, 0, 1], [1, 1, 0, 0]))).toEqual([
    'coal,0: 1',
    'coal,3: 1',
  ]);
  expect(broken('thermal_unit', ramped, running([0, 0, 0, 0], [0.3, 0, 0, 0]))).toEqual(['coal.on,0: 0.3']);
});

test('a DC link that leaves its steps, its hold or its number of changes is told', () => {
  const problem = problemOf(4, {
    hvdcLinks: [
      {
        id: 'dc',
        area: 0,
        ratedMw: 10,
        minimumRatio: 0.1,
        lossRatio: 0,
        holdPeriods: 2,
        stepMw: 3,
        changes: { mostPerDay: 2, madeToday: 1 },
        beforeMw: 1,
        deliveredYuanPerMwh: flat(4, 0),
        contractedMw: flat(4, 0),
        shortfallYuanPerMwh: 0,
      },
    ],
  });
  const sending = (values: number[]): string[] =>
    broken(
      'hvdc_link',
      problem,
      ['sentMw', 'deliveredMw']
        .map((quantity) => ({ element: 'dc', kind: 'hvdc', quantity, values }) as const)
        .concat([{ element: 'dc', kind: 'hvdc', quantity: 'shortfallMw', values: [0, 0, 0, 0] } as never]),
    );
  expect(sending([4, 4, 4, 4])).toEqual([]);
  expect(sending([4, 4, 7, 7])).toEqual(['dc.changes,null: 1']);
  expect(sending([4, 1, 1, 1])).toEqual(['dc,1: 3', 'dc.changes,null: 1']);
  expect(sending([1, 1, 6, 6])).toEqual(['dc.steps,2: 0.333', 'dc.steps,3: 0.333']);
  expect(sending([1, 1, 13, 13])).toEqual(['dc,2: 3', 'dc,3: 3']);
});

test('flows that no voltage angles explain, or that an outage would overload, are told', () => {
  const line = (id: string, fromArea: number, toArea: number, over = {}) => ({
    id,
    fromArea,
    toArea,
    reactanceOhm: 1,
    limitMw: 100,
    ...over,
  });
  const problem = problemOf(1, {
    areas: ['x', 'y', 'z'].map((id) => ({ id, loadMw: flat(1, 0) })),
    acLines: [
      line('xy', 0, 1, { postContingencyMw: 50 }),
      line('yz', 1, 2),
      line('xz', 0, 2, { isOutage: true }),
    ],
  });
  const flows = (xy: number, yz: number, xz: number): PlanSeries[] =>
    [xy, yz, xz].map((mw, i) => ({
      element: ['xy', 'yz', 'xz'][i]!,
      kind: 'line',
      quantity: 'flowMw',
      values: [mw],
    }));
  // x -> z: 40 over xz (1 ohm), 20 over x-y-z (2 ohm); without xz all 60 go by y, 10 more than xy stands.
  expect(broken('dc_power_flow', problem, flows(20, 20, 40))).toEqual([]);
  expect(broken('post_contingency', problem, flows(20, 20, 40))).toEqual(['xy without xz,0: 10']);
  expect(broken('dc_power_flow', problem, flows(20, 20, 43))).toEqual(['yz,0: 3']);
});

test('units that are held twice at one instant are told, and taking turns is measured over the period', () => {
  const bid = (id: string) => ({
    id,
    kind: 'preemptible' as const,
    releaseMs: startMs,
    latestEndMs: startMs + 3_600_000,
    dueMs: startMs + 3_600_000,
    latenessYuanPerH: 0,
    checkpointHours: 0,
    options: [{ pool: 0, units: 3, powerRatio: 1, durationHours: 0.5, itMw: 0, fixedYuan: 0 }],
  });
  const problem = problemOf(1, {
    sites: [
      {
        id: 's',
        area: 0,
        facilityPerIt: flat(1, 1),
        fixedMw: flat(1, 0),
        facilityLimitMw: Number.POSITIVE_INFINITY,
        tailYuanPerMwh: 0,
        tailTco2PerMwh: 0,
      },
    ],
    pools: [
      {
        id: 'p',
        site: 0,
        kind: 'gpu',
        unitCount: 4,
        idleKwPerUnit: 0,
        peakKwPerUnit: 0,
        committedUnits: new Float64Array(0),
      },
    ],
    bids: [bid('j'), bid('k')],
  });
  const placed = (jobId: string, fromMin: number, takesTurns?: true): Plan['placements'][number] => ({
    jobId,
    option: 0,
    poolId: 'p',
    siteId: 's',
    units: 3,
    powerRatio: 1,
    segments: [{ startMs: startMs + fromMin * 60_000, endMs: startMs + (fromMin + 30) * 60_000 }],
    ...(takesTurns ? { takesTurns } : {}),
    energyMwh: 0,
    costYuan: 0,
    co2Tonnes: 0,
    runAtOnceYuan: 0,
    reason: { zh: '', en: '' },
  });
  const of = (placements: Plan['placements']): string[] =>
    checkPlan(problem, { ...planOf(problem, []), placements })
      .filter(({ law }) => law === 'pool_capacity' || law === 'work')
      .map(({ element, amount }) => `${element}: ${amount}`);
  expect(of([placed('j', 0), placed('k', 30)])).toEqual([]);
  expect(of([placed('j', 0), placed('k', 10)])).toEqual(['p: 2']);
  expect(of([placed('j', 0), placed('k', 10, true)])).toEqual([]);
  expect(of([placed('j', 0)])).toEqual(['k: 1']);
});

test('a figure that is missing or no number is told, never passed over', () => {
  const problem = problemOf(1, {});
  expect(checkPlan(problem, planOf(problem, []))).toContainEqual({
    law: 'plan',
    element: 'area.a.unservedMw',
    period: null,
    amount: Number.NaN,
    unit: 'series',
  });
  const unserved = { element: 'a', kind: 'area' as const, quantity: 'unservedMw', values: [0] };
  expect(checkPlan(problem, planOf(problem, [unserved]))).toEqual([]);
  expect(checkPlan(problem, { ...planOf(problem, [unserved]), costYuan: Number.NaN })).toHaveLength(1);
});
