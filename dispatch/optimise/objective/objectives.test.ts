import { expect, test } from 'vitest';
import type { BatteryInput, Plan, Problem } from '#dispatch/domain';
import { MS_PER_HOUR } from '#units';
import { createHighsSolver, planProblem } from '../index.ts';
import {
  patient,
  smallBattery,
  smallBid,
  smallGrid,
  smallProblem,
  smallSite,
  smallStartMs,
} from '../testing/small-problem.ts';
import { weighingOf } from './objective.ts';

const solver = await createHighsSolver();
const plan = (problem: Problem): Promise<Plan> => planProblem(problem, solver, patient);
const startHour = (result: Plan): number =>
  (result.placements[0]!.segments[0]!.startMs - smallStartMs) / MS_PER_HOUR;
const series = (result: Plan, quantity: string): readonly number[] =>
  result.series.find((row) => row.quantity === quantity)!.values;

/** Cheap and dirty in hour 0, clean wind in hour 2 that is dear to run, dear and less dirty in hour 3. */
const choices = (objective: Problem['objective'], over: Partial<Problem> = {}): Problem =>
  smallProblem(4, {
    objective,
    gridConnections: [
      smallGrid(Float64Array.of(100, 500, 500, 600), {
        emissionTco2PerMwh: Float64Array.of(0.9, 0.9, 0.9, 0.1),
      }),
    ],
    renewables: [
      {
        id: 'w',
        area: 0,
        kind: 'wind',
        availableMw: Float64Array.of(0, 0, 1, 0),
        operatingYuanPerMwh: 550,
      },
    ],
    bids: [smallBid('j', 'rigid', 0, 4, 1)],
    ...over,
  });

test('cost takes the cheap hour, green and carbon the windy one', async () => {
  expect(startHour(await plan(choices('cost')))).toBe(0);
  expect(startHour(await plan(choices('green')))).toBe(2);
  expect(startHour(await plan(choices('carbon')))).toBe(2);
});

test('without wind carbon takes the hour of the least factor, while to green all import is alike and the cheapest wins', async () => {
  expect(startHour(await plan(choices('carbon', { renewables: [] })))).toBe(3);
  const green = await plan(choices('green', { renewables: [] }));
  expect(startHour(green)).toBe(0);
  // 1 MWh of import, and a millionth for each of its 100 yuan.
  expect(green.objectiveValue).toBeCloseTo(1 + 100e-6, 9);
});

test('green work does not flee behind the horizon, where energy is as little clean', async () => {
  // Behind the horizon a MWh costs 90 yuan and counts 0.9 as not clean: less than the 1 of today, so it waits;
  // with the same share as today it stays where the wind blows.
  const late = { bids: [smallBid('j', 'rigid', 0, 8, 1)] };
  const tail = (tailDirtyRatio: number) => ({
    sites: [smallSite(4, { tailYuanPerMwh: 90, tailDirtyRatio })],
  });
  expect(startHour(await plan(choices('green', { ...late, ...tail(1) })))).toBe(2);
  const waiting = await plan(choices('green', { ...late, ...tail(0.9), renewables: [] }));
  expect(startHour(waiting)).toBeGreaterThanOrEqual(4);
  const staying = await plan(choices('green', { ...late, ...tail(1.1), renewables: [] }));
  expect(startHour(staying)).toBe(0);
});

test('stability lets a battery level the exchange that cost would let jump', async () => {
  const day = (objective: Problem['objective']): Problem =>
    smallProblem(4, {
      objective,
      areas: [{ id: 'a', loadMw: Float64Array.of(2, 6, 2, 6) }],
      gridConnections: [smallGrid(Float64Array.of(400, 400, 400, 400))],
      batteries: [smallBattery({ initialMwh: 4, finalMwh: 4, wearYuanPerMwh: 10 })],
    });
  const changes = (result: Plan): number => {
    const values = series(result, 'importMw');
    return values.slice(1).reduce((sum, mw, t) => sum + Math.abs(mw - values[t]!), 0);
  };
  // Left alone import jumps 4 MW three times; levelled it is 4 MW throughout: 16 MWh of load in four hours.
  expect(changes(await plan(day('cost')))).toBeCloseTo(12, 6);
  const steady = await plan(day('stability'));
  expect(changes(steady)).toBeCloseTo(0, 6);
  expect(series(steady, 'importMw')[0]).toBeCloseTo(4, 6);
});

test('no promise is broken for the objective, however little it is worth beside unserved load', async () => {
  // A service of 1 MW a unit at 40 yuan a unit-hour, where a MWh of load is worth 20,000: all import emits 0.9 t.
  const served = await plan(
    smallProblem(2, {
      objective: 'carbon',
      unservedYuanPerMwh: 20_000,
      gridConnections: [
        smallGrid(Float64Array.of(100, 100), { emissionTco2PerMwh: Float64Array.of(0.9, 0.9) }),
      ],
      online: [
        {
          id: 'chat',
          streams: [{ userRegion: 'users', demandUnits: Float64Array.of(2, 2), pools: [0] }],
          unservedYuanPerUnitHour: 40,
        },
      ],
    }),
  );
  expect(served.onlineServed).toEqual([{ jobId: 'chat', servedRatio: expect.closeTo(1, 9) }]);
  // An hour of autonomy is worth a twentieth of load: 5 MWh are bought in the first hour, a change of the exchange of 5 MW.
  const alone = await plan(
    smallProblem(2, {
      objective: 'stability',
      areas: [{ id: 'a', loadMw: Float64Array.of(5, 5), island: { autonomyHours: 1, formingRatio: 0 } }],
      unservedYuanPerMwh: 20_000,
      gridConnections: [smallGrid(Float64Array.of(100, 100))],
      batteries: [smallBattery({ chargeMw: 8, dischargeMw: 8, initialMwh: 0 })],
    }),
  );
  expect(series(alone, 'storedMwh')[0]).toBeCloseTo(5, 6);
});

test('contents that are owed and charging that is demanded are kept at a low price, too', async () => {
  const owing = (owed: Partial<BatteryInput>): Problem =>
    smallProblem(1, {
      objective: 'carbon',
      unservedYuanPerMwh: 20_000,
      gridConnections: [smallGrid(Float64Array.of(100), { emissionTco2PerMwh: Float64Array.of(0.9) })],
      batteries: [smallBattery(owed)],
    });
  const goal = owing({ goals: [{ period: 0, mwh: 3, shortfallYuanPerMwh: 40 }] });
  const [leastMw, shortfallYuanPerMwh] = [Float64Array.of(2), Float64Array.of(40)];
  const demand = owing({ isOneWay: true, chargeDemand: { leastMw, shortfallYuanPerMwh } });
  expect(series(await plan(goal), 'storedMwh')[0]).toBeCloseTo(3, 6);
  expect(series(await plan(demand), 'storedMwh')[0]).toBeCloseTo(2, 6);
});

test('the cheapest promise by the MWh weighs ten, whoever makes it', () => {
  const weightOf = (yuanPerMwh: number, over: Partial<Problem>): number =>
    yuanPerMwh * weighingOf(smallProblem(1, { objective: 'green', ...over })).yuan('storageShortfall');
  const goals = [
    { period: 0, mwh: 3, shortfallYuanPerMwh: 40 },
    { period: 0, mwh: 0, shortfallYuanPerMwh: 5 },
  ];
  expect(weightOf(40, { batteries: [smallBattery({ goals })] })).toBeCloseTo(10, 9);
  const [leastMw, shortfallYuanPerMwh] = [Float64Array.of(2, 0), Float64Array.of(30, 5)];
  const chargeDemand = { leastMw, shortfallYuanPerMwh };
  expect(weightOf(30, { batteries: [smallBattery({ chargeDemand })] })).toBeCloseTo(10, 9);
  // 10,000 for a MWh of load, of which a MWh of heat gives 0.4.
  const tower = {
    ...{
      id: 'tower',
      area: 0,
      ratedMw: 4,
      minimumRatio: 0,
      efficiencyRatio: 0.4,
      fieldMw: Float64Array.of(1),
    },
    ...{ minimumMwh: 0, maximumMwh: 40, initialMwh: 0, finalMwh: 1, lossRatioPerH: 0 },
    ...{ operatingYuanPerMwh: 0, startYuan: 0 },
  };
  expect(weightOf(4000, { cspPlants: [tower] })).toBeCloseTo(10, 9);
});
