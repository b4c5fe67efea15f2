import { expect, test } from 'vitest';
import type { Problem, ReserveInput } from '#dispatch/domain';
import { createHighsSolver } from '../index.ts';
import { smallBattery, smallGrid, smallProblem } from '../testing/small-problem.ts';
import { solveBlocks } from '../testing/solve-blocks.ts';

const solver = await createHighsSolver();

const asking = (upMw: number, downMw = 0, over: Partial<ReserveInput> = {}): ReserveInput => ({
  id: 'spin',
  areas: [0],
  upMw: Float64Array.of(upMw),
  downMw: Float64Array.of(downMw),
  sustainHours: 0.5,
  shortfallYuanPerMwh: 800,
  ...over,
});
/** One hour with 10 MW of load, a grid at 100 yuan and a reserve that is asked for. */
const hour = (reserve: ReserveInput, over: Partial<Problem>): Problem =>
  smallProblem(1, {
    areas: [{ id: 'a', loadMw: Float64Array.of(10) }],
    gridConnections: [smallGrid(Float64Array.of(100))],
    reserves: [reserve],
    sites: [],
    pools: [],
    ...over,
  });
const missing = (problem: Problem, direction: 'up' | 'down' = 'up'): number => {
  const solved = solveBlocks(problem, solver);
  expect(solved.kind).toBe('optimal');
  return solved.values('reserveShortfallMw', `spin.${direction}`)[0]!;
};
const coal = (over: Partial<Problem['thermalUnits'][number]> = {}): Problem['thermalUnits'][number] => ({
  id: 'coal',
  area: 0,
  ratedMw: 10,
  minimumRatio: 0.4,
  availableRatio: Float64Array.of(1),
  operatingYuanPerMwh: Float64Array.of(50),
  emissionTco2PerMwh: 0.8,
  ...over,
});
const commitment = {
  noLoadYuanPerH: 0,
  startYuan: 10,
  stopYuan: 0,
  minimumUpPeriods: 1,
  minimumDownPeriods: 1,
  before: { isOn: false, periods: 9 },
};

test('a unit that could give more is held back where that is cheaper than the shortfall', () => {
  // 3 MW of headroom: 7 x 50 + 3 x 100.
  const solved = solveBlocks(hour(asking(3), { thermalUnits: [coal()] }), solver);
  expect(solved.values('thermalMw', 'coal')[0]).toBeCloseTo(7, 6);
  expect(solved.objective).toBeCloseTo(650, 4);
  // At a shortfall of 40 yuan it runs full and the reserve is missing.
  const cheap = asking(3, 0, { shortfallYuanPerMwh: 40 });
  expect(missing(hour(cheap, { thermalUnits: [coal()] }))).toBeCloseTo(3, 6);
});

test('a unit that stands still holds nothing ready; started for it, it runs at its least', () => {
  // Running costs 4 x 200 instead of 4 x 100 and a start of 10: 410 < 6 x 800 of shortfall.
  const dear = coal({ operatingYuanPerMwh: Float64Array.of(200), commitment });
  const solved = solveBlocks(hour(asking(6), { thermalUnits: [dear] }), solver);
  expect(solved.values('on', 'coal')[0]).toBeCloseTo(1, 6);
  expect(solved.values('thermalMw', 'coal')[0]).toBeCloseTo(4, 6);
  expect(solved.objective).toBeCloseTo(4 * 200 + 10 + 600, 4);
});

test('down, a unit gives what it makes above its least', () => {
  expect(missing(hour(asking(0, 8), { thermalUnits: [coal()] }), 'down')).toBeCloseTo(2, 6);
});

test('a unit that is built counts with what is built', () => {
  // Up to 20 MW may be built at 1,000 a MW; 8 are there. Full at 8 nothing is left, so 3 are missing at 40 yuan.
  const built = coal({ expansion: { minimum: 8, maximum: 20, paidFrom: 8, yuanPerUnit: 1000 } });
  const cheap = asking(3, 0, { shortfallYuanPerMwh: 40 });
  expect(missing(hour(cheap, { thermalUnits: [built] }))).toBeCloseTo(3, 6);
  const switched = { ...built, commitment };
  expect(missing(hour(cheap, { thermalUnits: [switched] }))).toBeCloseTo(3, 6);
  expect(missing(hour(asking(0, 8), { thermalUnits: [switched] }), 'down')).toBeCloseTo(8 - (8 - 3.2), 6);
});

test('a store holds what its converter has left and its content sustains', () => {
  // 1.5 MWh above the minimum of 1 at an efficiency of 0.8: 1.2 MWh delivered last half an hour at 2.4 MW.
  const store = smallBattery({
    initialMwh: 2.5,
    minimumMwh: 1,
    dischargeEfficiencyRatio: 0.8,
    chargeMw: 0,
    finalMwh: 2.5,
  });
  expect(missing(hour(asking(4), { batteries: [store] }))).toBeCloseTo(4 - 2.4, 6);
  // With enough content the converter is the limit: 5 MW.
  expect(missing(hour(asking(7), { batteries: [{ ...store, initialMwh: 10, finalMwh: 10 }] }))).toBeCloseTo(
    2,
    6,
  );
});

test('a store that charges could stop: what it takes counts twice', () => {
  // Charging 5 at a final level of 5: it could give 5 and stop taking 5, as far as 5 MWh sustain for half an hour.
  const store = smallBattery({ finalMwh: 5 });
  expect(missing(hour(asking(12), { batteries: [store] }))).toBeCloseTo(2, 6);
});

test('a store outside its band holds nothing ready, and leaves a plan', () => {
  const empty = smallBattery({ initialMwh: 1, minimumMwh: 4, chargeMw: 2 });
  // 3 MWh at the end of the hour, below the minimum of 4.
  expect(missing(hour(asking(3), { batteries: [empty] }))).toBeCloseTo(3, 6);
  const full = smallBattery({ initialMwh: 12, dischargeMw: 1 });
  expect(missing(hour(asking(0, 3), { batteries: [full] }), 'down')).toBeCloseTo(3, 6);
});

test('a store that is built holds what its chosen power and content allow', () => {
  const power = { minimum: 2, maximum: 50, paidFrom: 2, yuanPerUnit: 5000 };
  const built = smallBattery({ expansion: { power, hoursAtFullPower: 1 } });
  // At most 2 MW charging and 2 MWh in store; stopping and giving: 2 + 2 MW, which 2 MWh sustain for half an hour.
  expect(missing(hour(asking(6), { batteries: [built] }))).toBeCloseTo(2, 6);
  // Down: nothing charged yet, room of 2 MWh takes 4 MW for half an hour, the converter 2.
  expect(missing(hour(asking(0, 6), { batteries: [built] }), 'down')).toBeCloseTo(4, 6);
});

test('curtailed wind is reserve, and running wind can be turned down', () => {
  const wind = {
    id: 'w',
    area: 0,
    kind: 'wind' as const,
    availableMw: Float64Array.of(14),
    operatingYuanPerMwh: 0,
  };
  expect(missing(hour(asking(6), { renewables: [wind] }))).toBeCloseTo(0, 6);
  const solved = solveBlocks(hour(asking(6), { renewables: [wind] }), solver);
  expect(solved.values('curtailedMw', 'w')[0]).toBeCloseTo(6, 6);
  expect(missing(hour(asking(0, 12), { renewables: [wind] }), 'down')).toBeCloseTo(2, 6);
  const built = {
    ...wind,
    expansion: {
      minimum: 20,
      maximum: 20,
      paidFrom: 20,
      yuanPerUnit: 0,
      availableRatio: Float64Array.of(0.5),
    },
  };
  expect(missing(hour(asking(0, 12), { renewables: [built] }), 'down')).toBeCloseTo(2, 6);
});

test('water counts up to its rating, sun heat as far as the heat above its minimum lasts', () => {
  const water = {
    id: 'h',
    area: 0,
    ratedMw: 8,
    mwPerM3PerS: 1,
    minimumMm3: 0,
    maximumMm3: 1,
    initialMm3: 1,
    inflowM3PerS: Float64Array.of(0),
    minimumReleaseM3PerS: 0,
    waterValueYuanPerMwh: 500,
  };
  expect(missing(hour(asking(9), { reservoirs: [water] }))).toBeCloseTo(1, 6);
  const tower = {
    id: 'tower',
    area: 0,
    ratedMw: 10,
    minimumRatio: 0,
    efficiencyRatio: 0.5,
    fieldMw: Float64Array.of(0),
    minimumMwh: 2,
    maximumMwh: 40,
    initialMwh: 6,
    finalMwh: 6,
    lossRatioPerH: 0,
    operatingYuanPerMwh: 0,
    startYuan: 0,
  };
  // 4 MWh of heat above the minimum are 2 MWh of power: 4 MW for half an hour.
  expect(missing(hour(asking(5), { cspPlants: [tower] }))).toBeCloseTo(1, 6);
  // A turbine with a least output that stands still gives nothing; running, 2 MWh of heat and 1 MW are used.
  const switched = { ...tower, minimumRatio: 0.3, startYuan: 1e6 };
  expect(missing(hour(asking(5), { cspPlants: [switched] }))).toBeCloseTo(5, 6);
});

test('a link that sends out can send less, or more', () => {
  const link = {
    id: 'dc',
    area: 0,
    ratedMw: 10,
    minimumRatio: 0.1,
    lossRatio: 0,
    holdPeriods: 1,
    deliveredYuanPerMwh: Float64Array.of(150),
    contractedMw: Float64Array.of(0),
    shortfallYuanPerMwh: 0,
  };
  // At 150 it pays to send 10: 9 MW of reserve up, none down; one MW of down costs 50.
  expect(missing(hour(asking(10), { hvdcLinks: [link] }))).toBeCloseTo(1, 6);
  const solved = solveBlocks(hour(asking(0, 1), { hvdcLinks: [link] }), solver);
  expect(solved.values('hvdcSentMw', 'dc')[0]).toBeCloseTo(9, 6);
});

test('what lies in another area or behind a meter is no help', () => {
  const away = smallBattery({ area: 1, initialMwh: 10, finalMwh: 10 });
  const problem = hour(asking(3), { batteries: [away] });
  expect(
    missing({ ...problem, areas: [...problem.areas, { id: 'b', loadMw: Float64Array.of(0) }] }),
  ).toBeCloseTo(3, 6);
});
