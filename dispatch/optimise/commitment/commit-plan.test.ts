import { expect, test } from 'vitest';
import type { Plan, Problem } from '#dispatch/domain';
import { createHighsSolver, type LpSolver, type PlanningStopped, planProblem, repairPlan } from '../index.ts';
import { patient, smallBid, smallGrid, smallProblem } from '../testing/small-problem.ts';

const solver = await createHighsSolver();
const flat = (value: number): Float64Array => new Float64Array(4).fill(value);

/** 10 MW of load; a unit of 10 MW at 100 that stands by for 300 an hour, beside a grid at 500 in one hour, 110 in three. */
const oneUnit = (over: Partial<Problem> = {}): Problem =>
  smallProblem(4, {
    areas: [{ id: 'a', loadMw: flat(10) }],
    gridConnections: [smallGrid(Float64Array.of(110, 500, 110, 110))],
    thermalUnits: [
      {
        id: 'coal',
        area: 0,
        ratedMw: 10,
        minimumRatio: 0.5,
        availableRatio: flat(1),
        operatingYuanPerMwh: flat(100),
        emissionTco2PerMwh: 0,
        commitment: {
          noLoadYuanPerH: 300,
          startYuan: 1000,
          stopYuan: 0,
          minimumUpPeriods: 1,
          minimumDownPeriods: 1,
          before: { isOn: false, periods: 9 },
        },
      },
    ],
    ...over,
  });

/** Searches over whole numbers end without anything, so many times. */
const timingOut = (times: number): LpSolver => {
  let left = times;
  return {
    name: 'timing-out',
    load: (data) => {
      const lp = solver.load(data);
      const run = lp.run.bind(lp);
      lp.run = (limits) => (limits.isRelaxed !== true && left-- > 0 ? { kind: 'timeLimit' } : run(limits));
      return lp;
    },
  };
};
const isOn = (plan: Plan): readonly number[] =>
  plan.series.find(({ element, quantity }) => element === 'coal' && quantity === 'isOn')!.values;

test('a unit runs in the hour that pays for its start, and the price of the hour is that of the grid it spares', async () => {
  const plan = await planProblem(oneUnit(), solver, patient);
  // Hour 1: 1,000 + 300 + 1,000 against 5,000 from the grid; the others 1,100 against 1,300.
  expect(isOn(plan).map(Math.round)).toEqual([0, 1, 0, 0]);
  expect(plan.costYuan).toBeCloseTo(3 * 1100 + 2300, 4);
  expect(plan.boundYuan).toBeCloseTo(3 * 1100 + 2300, 0);
  expect(plan.prices['areaYuanPerMwh.a']![0]).toBeCloseTo(110, 6);
  expect(plan.degraded).toBeUndefined();
});

test('fuel that rises with the square is told as it is, not as its tangents have it', async () => {
  const problem = oneUnit();
  const [unit] = problem.thermalUnits;
  // 100 + 2 x 10 p = 500 at p = 20: full in hour 1, 10 x 100 + 10 x 100 = 2,000. A limit of 8.2 MW lies between tangents.
  const curved = { ...unit!, quadraticYuanPerMw2H: 10, availableRatio: flat(0.82), minimumRatio: 0.4 };
  const grid = [smallGrid(Float64Array.of(110, 240, 110, 110), { importLimitMw: 10 })];
  const plan = await planProblem(
    { ...problem, gridConnections: grid, areas: [{ id: 'a', loadMw: flat(12.7) }], thermalUnits: [curved] },
    solver,
    patient,
  );
  const mw = plan.series.find((row) => row.element === 'coal' && row.quantity === 'generationMw')!.values;
  const fuel = mw.reduce((sum, value) => sum + 100 * value + 10 * value * value, 0);
  expect(plan.costParts.find(({ name }) => name === 'fuel')!.yuan).toBeCloseTo(fuel, 4);
  expect(plan.objectiveValue).toBeCloseTo(plan.costYuan, 4);
});

test('run-at-once is made whole as well, so that the two are compared alike', async () => {
  // One job of 10 MWh that may wait: at once it needs the grid in hour 1, which costs 5,000 beside the unit.
  const bids = [smallBid('j', 'rigid', 1, 4, 1, 10)];
  const plan = await planProblem(oneUnit({ bids }), solver, patient);
  expect(plan.runAtOnce!.costYuan).toBeCloseTo(3 * 1100 + 2300 + 5000, 4);
  expect(plan.costYuan).toBeCloseTo(3 * 1100 + 2300 + 1100, 4);
});

test('where the search finds nothing in time all units are on, and the plan says that time ended it', async () => {
  const plan = await planProblem(oneUnit(), timingOut(1), patient);
  expect(isOn(plan).map(Math.round)).toEqual([1, 1, 1, 1]);
  expect(plan.degraded!.en).toContain('ended by time');
});

test('where nothing whole is found at all the plan says that it cannot be carried out as it is', async () => {
  const plan = await planProblem(oneUnit(), timingOut(Number.POSITIVE_INFINITY), patient);
  expect(plan.degraded!.en).toContain('cannot be carried out');
  expect(plan.objectiveBound).toBeLessThanOrEqual(plan.objectiveValue);
});

test('decisions that fit in shares but not whole are told as what cannot hold together', async () => {
  // The link sends 1 MW or, in one step, 101 (of 10); the only unit makes 5 to 10 MW: a fifth of it would do.
  const problem = oneUnit({
    areas: [{ id: 'a', loadMw: flat(0) }],
    gridConnections: [],
    hvdcLinks: [
      {
        ...{ id: 'export', area: 0, ratedMw: 10, minimumRatio: 0.1, lossRatio: 0, holdPeriods: 1 },
        ...{ stepMw: 100, deliveredYuanPerMwh: flat(0), contractedMw: flat(0), shortfallYuanPerMwh: 0 },
      },
    ],
  });
  const failure = await planProblem(problem, solver, patient).catch((error: unknown) => error);
  expect((failure as PlanningStopped).ending).toMatchObject({
    kind: 'infeasible',
    blocks: expect.arrayContaining(['thermal_unit']),
  });
});

test('a repaired plan is whole too', async () => {
  const plan = await planProblem(oneUnit(), solver, patient);
  const repaired = await repairPlan(oneUnit(), plan.placements, solver, patient);
  expect(isOn(repaired).map(Math.round)).toEqual([0, 1, 0, 0]);
  expect(repaired.costYuan).toBeCloseTo(3 * 1100 + 2300, 4);
});
