import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AcLineInput, NO_PARTS, type Problem, type ThermalInput } from '#dispatch/domain';
import { type PowerSolution, PowerSolver } from '../power-solver.ts';
import { createHighsSolver } from '../solvers/highs-wasm.ts';
import { smallBattery, smallGrid } from '../testing/small-problem.ts';

let solver: PowerSolver;
beforeAll(async () => {
  solver = new PowerSolver(await createHighsSolver());
});
afterAll(() => solver.dispose());

const limits = { timeLimitS: 60, isCancelled: (): boolean => false };
const hourly = (...values: number[]): Float64Array => Float64Array.from(values);
const solve = (over: Partial<Problem>): PowerSolution => {
  const periodCount = over.areas![0]!.loadMw.length;
  return solver.solve(
    {
      ...NO_PARTS,
      regionId: 'case',
      horizon: { startMs: 0, periodMinutes: 60, periodCount },
      objective: 'cost',
      areas: [],
      unservedYuanPerMwh: Number.POSITIVE_INFINITY,
      curtailedYuanPerMwh: 0,
      carbonYuanPerTco2: 0,
      ...over,
    },
    limits,
  );
};
const unit = (over: Partial<ThermalInput>): ThermalInput => ({
  id: 'unit',
  area: 0,
  ratedMw: 100,
  minimumRatio: 0,
  availableRatio: hourly(1),
  operatingYuanPerMwh: hourly(10),
  emissionTco2PerMwh: 0,
  ...over,
});
const line = (
  id: string,
  fromArea: number,
  toArea: number,
  over: Partial<AcLineInput> = {},
): AcLineInput => ({
  id,
  fromArea,
  toArea,
  reactanceOhm: 1,
  limitMw: 100,
  ...over,
});
const valuesOf = (solution: PowerSolution, element: string, quantity: string): readonly number[] =>
  solution.series.find((each) => each.element === element && each.quantity === quantity)!.values;

test('a phase shifter drives a flow around a cycle that has no load', () => {
  // Three lines of reactance 1 in a ring, 30 MW·ohm of shift on the first: 3 flow + 30 = 0.
  const solution = solve({
    areas: ['a', 'b', 'c'].map((id) => ({ id, loadMw: hourly(0) })),
    acLines: [line('ab', 0, 1, { phaseShiftMwOhm: 30 }), line('bc', 1, 2), line('ca', 2, 0)],
  });
  expect(valuesOf(solution, 'ab', 'flowMw')[0]).toBeCloseTo(-10, 6);
});

test('flows around a ring keep to reactances that are next to nothing', () => {
  // Per unit of a high voltage: 1, 1 and 2 times 1e-10. 40 MW from a to b: over ab and over ca, bc as 3 to 1.
  const solution = solve({
    areas: [0, 40, 0].map((loadMw, a) => ({ id: 'abc'[a]!, loadMw: hourly(loadMw) })),
    acLines: [
      line('ab', 0, 1, { reactanceOhm: 1e-10 }),
      line('bc', 1, 2, { reactanceOhm: 1e-10 }),
      line('ca', 2, 0, { reactanceOhm: 2e-10 }),
    ],
    thermalUnits: [unit({})],
  });
  expect(valuesOf(solution, 'ab', 'flowMw')[0]).toBeCloseTo(30, 6);
  expect(valuesOf(solution, 'ca', 'flowMw')[0]).toBeCloseTo(-10, 6);
});

test('a line carries less backwards, and less in a period of a lower share, than forwards', () => {
  // Cheap power in b, dear in a. Backwards from b to a: 20 MW, then half of that.
  const solution = solve({
    areas: [
      { id: 'a', loadMw: hourly(50, 50) },
      { id: 'b', loadMw: hourly(0, 0) },
    ],
    acLines: [line('ab', 0, 1, { backLimitMw: 20, availableRatio: hourly(1, 0.5) })],
    thermalUnits: [
      unit({ id: 'dear', availableRatio: hourly(1, 1), operatingYuanPerMwh: hourly(90, 90) }),
      unit({ id: 'cheap', area: 1, availableRatio: hourly(1, 1), operatingYuanPerMwh: hourly(10, 10) }),
    ],
  });
  expect(valuesOf(solution, 'ab', 'flowMw')).toEqual([-20, -10]);
  // 30 x 90 + 20 x 10 + 40 x 90 + 10 x 10
  expect(solution.objectiveValue).toBeCloseTo(6600, 6);
});

test('fuel steps add up to a convex piecewise linear cost, with what is paid at no load', () => {
  // 70 MW: 10 yuan for all, 5 more above 30, 20 more above 60, and 100 yuan/h whatever happens.
  const solution = solve({
    areas: [{ id: 'a', loadMw: hourly(70) }],
    thermalUnits: [
      unit({
        fixedYuanPerH: 100,
        fuelSteps: [
          { fromMw: 30, addedYuanPerMwh: 5 },
          { fromMw: 60, addedYuanPerMwh: 20 },
        ],
      }),
    ],
  });
  // 100 + 700 + 40 x 5 + 10 x 20
  expect(solution.objectiveValue).toBeCloseTo(1200, 6);
});

test('a load with a price takes power while it is cheap, and output below a floor of the period is not had', () => {
  const solution = solve({
    areas: [{ id: 'a', loadMw: hourly(10, 10) }],
    thermalUnits: [
      unit({
        availableRatio: hourly(1, 1),
        operatingYuanPerMwh: hourly(10, 40),
        minimumRatios: hourly(0.2, 0),
      }),
      unit({
        id: 'buyer',
        ratedMw: 30,
        minimumRatio: -1,
        availableRatio: hourly(0, 0),
        operatingYuanPerMwh: hourly(25, 25),
      }),
    ],
  });
  // First hour: 30 MW taken at 25, made at 10: 40 x 10 - 30 x 25. Second: 10 MW at 40, the buyer stays away.
  expect(solution.objectiveValue).toBeCloseTo(-350 + 400, 6);
});

test('at an infinite price no load is shed: without a source there is no dispatch', () => {
  const solution = solve({ areas: [{ id: 'a', loadMw: hourly(1) }] });
  expect(solution.outcome).toEqual({ kind: 'infeasible', blocks: ['area_balance'] });
});

test('sun that may not be curtailed is sold even at a loss', () => {
  const solution = solve({
    areas: [{ id: 'a', loadMw: hourly(0) }],
    renewables: [{ id: 'pv', area: 0, kind: 'pv', availableMw: hourly(5), operatingYuanPerMwh: 0 }],
    gridConnections: [smallGrid(hourly(50), { exportLimitMw: 10, exportYuanPerMwh: hourly(-3) })],
    curtailedYuanPerMwh: Number.POSITIVE_INFINITY,
  });
  expect(solution.objectiveValue).toBeCloseTo(15, 6);
});

test('a store reaches its goal as far as it can, and pays for the rest; what it holds at the end is worth something', () => {
  const solution = solve({
    areas: [{ id: 'a', loadMw: hourly(0, 0) }],
    gridConnections: [smallGrid(hourly(100, 100))],
    batteries: [
      smallBattery({
        endYuanPerMwh: 30,
        goals: [{ period: 1, mwh: 12, shortfallYuanPerMwh: 1000 }],
        flowYuanPerMwh: { charge: hourly(1, 1), discharge: hourly(0, 0) },
      }),
    ],
  });
  // 5 MW twice: 10 of 12 MWh. 10 x (100 + 1) + 2 x 1000 - 10 x 30.
  expect(valuesOf(solution, 'b', 'storedMwh')).toEqual([5, 10]);
  expect(solution.objectiveValue).toBeCloseTo(2710, 6);
});

test('demanded charging ends when the store is full, and the last step may be smaller than the least charge', () => {
  const solution = solve({
    areas: [{ id: 'a', loadMw: hourly(0, 0, 0) }],
    gridConnections: [smallGrid(hourly(100, 100, 100))],
    batteries: [
      smallBattery({
        initialMwh: 3,
        minimumChargeMw: 4,
        isOneWay: true,
        dischargeMw: 0,
        chargeDemand: { leastMw: hourly(5, 5, 5), shortfallYuanPerMwh: hourly(3000, 2000, 1000) },
      }),
    ],
  });
  // Room for 7: 5, then 2 (below the least charge of 4), then full. The 3 MW that do not fit are not owed once it is full.
  expect(valuesOf(solution, 'b', 'chargeMw')).toEqual([5, 2, 0]);
  expect(solution.objectiveValue).toBeCloseTo(700, 4);
});

test('a store beside a connection charges from its own sun only, and does not sell what it holds', () => {
  const parts: Partial<Problem> = {
    areas: [{ id: 'a', loadMw: hourly(1, 1) }],
    renewables: [{ id: 'pv', area: 0, kind: 'pv', availableMw: hourly(4, 0), operatingYuanPerMwh: 0 }],
    gridConnections: [
      smallGrid(hourly(10, 100), { exportLimitMw: 10, exportYuanPerMwh: hourly(5, 90), isOneWay: true }),
    ],
  };
  const own = solve({
    ...parts,
    batteries: [smallBattery({ isOneWay: true, notChargedFrom: 0, notSoldInto: 0 })],
  });
  // 3 MW of sun are left: 1 is kept for the next hour, 2 are sold at 5.
  expect(own.objectiveValue).toBeCloseTo(-10, 6);
  const free = solve({ ...parts, batteries: [smallBattery({ isOneWay: true })] });
  // All 3 and 2 bought at 10 are charged; 4 are sold at 90.
  expect(free.objectiveValue).toBeCloseTo(20 - 360, 6);
});

test('a store with two converters charges and discharges at full power in one period, where a shared one cannot', () => {
  const parts: Partial<Problem> = {
    areas: [{ id: 'a', loadMw: hourly(0) }],
    gridConnections: [smallGrid(hourly(-10))],
  };
  const lossy = { chargeEfficiencyRatio: 0.5, dischargeEfficiencyRatio: 1, maximumMwh: 0 };
  // Paid to buy: 5 in, 2.5 out, against 5 in and 2.5 out sharing 5 MW: at most 10/3 in.
  const two = solve({ ...parts, batteries: [smallBattery({ ...lossy, hasTwoConverters: true })] });
  expect(two.objectiveValue).toBeCloseTo(-25, 6);
  const shared = solve({ ...parts, batteries: [smallBattery(lossy)] });
  // charge + discharge = 5, discharge = charge / 2: 10/3 in, 5/3 out.
  expect(shared.objectiveValue).toBeCloseTo(-10 * (5 / 3), 6);
});

test('a levelled connection spreads what it buys', () => {
  const solution = solve({
    areas: [{ id: 'a', loadMw: hourly(0, 0, 0, 0) }],
    gridConnections: [
      smallGrid(hourly(10, 10, 10, 10), {
        levelling: { sides: ['import'], peakYuanPerMw: 1, changeYuanPerMw: 0.1 },
      }),
    ],
    batteries: [smallBattery({ goals: [{ period: 3, mwh: 8, shortfallYuanPerMwh: 1000 }] })],
  });
  const bought = valuesOf(solution, 'grid', 'importMw');
  for (const power of bought) expect(power).toBeCloseTo(2, 6);
  expect(solution.objectiveValue).toBeCloseTo(80 + 2, 6);
});

test('prices are per MWh in periods of any length', () => {
  const solution = solve({
    areas: [{ id: 'a', loadMw: hourly(5, 5) }],
    periodHours: hourly(0.5, 3),
    gridConnections: [smallGrid(hourly(40, 70))],
  });
  expect(solution.prices['areaYuanPerMwh.a']).toEqual([40, 70]);
  // 5 x 0.5 x 40 + 5 x 3 x 70
  expect(solution.objectiveValue).toBeCloseTo(1150, 6);
});
