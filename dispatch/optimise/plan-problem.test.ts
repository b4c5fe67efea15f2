import { expect, test } from 'vitest';
import type { Plan, Problem } from '#dispatch/domain';
import { MS_PER_HOUR } from '#units';
import { createHighsSolver, planProblem } from './index.ts';
import {
  patient,
  smallBattery,
  smallBid,
  smallGrid,
  smallPool,
  smallProblem,
  smallSite,
  smallStartMs,
} from './testing/small-problem.ts';

const solver = await createHighsSolver();
const plan = (problem: Problem): Promise<Plan> => planProblem(problem, solver, patient);
const hour = (h: number): number => smallStartMs + h * MS_PER_HOUR;
const series = (result: Plan, element: string, quantity: string): readonly number[] =>
  result.series.find((entry) => entry.element === element && entry.quantity === quantity)!.values;
const prices = Float64Array.of(600, 500, 100, 300, 400, 700);

test('a rigid job starts inside a period when that is cheapest, and pays to the second', async () => {
  // 1.5 h at 1 MW: all of hour 2 (100) and the half after it (300) = 100 + 150 = 250; from 1:30 on it were 250 + 100.
  const result = await plan(
    smallProblem(6, { gridConnections: [smallGrid(prices)], bids: [smallBid('j', 'rigid', 0, 6, 1.5)] }),
  );
  expect(result.placements[0]!.segments).toEqual([{ startMs: hour(2), endMs: hour(3.5) }]);
  expect(result.costYuan).toBeCloseTo(250, 6);
  expect(result.placements[0]!.energyMwh).toBeCloseTo(1.5, 9);
  expect(result.boundYuan).toBeCloseTo(250, 6);
  expect(result.status).toBe('optimal');
});

test('a preemptible job pauses over dear hours', async () => {
  // Released at hour 1: the two cheapest of its hours are 2 (100) and 3 (300); with hour 3 dear it takes 2 and 4.
  const dear = Float64Array.of(600, 500, 100, 900, 400, 700);
  const result = await plan(
    smallProblem(6, { gridConnections: [smallGrid(dear)], bids: [smallBid('j', 'preemptible', 1, 6, 2)] }),
  );
  expect(result.placements[0]!.segments).toEqual([
    { startMs: hour(2), endMs: hour(3) },
    { startMs: hour(4), endMs: hour(5) },
  ]);
  expect(result.costYuan).toBeCloseTo(500, 4);
});

test('repeated work keeps a job together when an interruption costs more than it saves', async () => {
  const dear = Float64Array.of(600, 500, 100, 410, 400, 700);
  const bid = smallBid('j', 'preemptible', 1, 6, 2, 1, { checkpointHours: 0.5 });
  const result = await plan(smallProblem(6, { gridConnections: [smallGrid(dear)], bids: [bid] }));
  expect(result.placements[0]!.segments).toEqual([{ startMs: hour(2), endMs: hour(4) }]);
  expect(result.costYuan).toBeCloseTo(510, 6);
});

test('capacity sends the second job to the next cheapest hours', async () => {
  // Ten units a pool, each job seven wide: they cannot share an hour. 7 MW x (100 + 300) = 2,800.
  const bids = ['j', 'k'].map((id) => smallBid(id, 'rigid', 0, 6, 1, 7));
  const result = await plan(smallProblem(6, { gridConnections: [smallGrid(prices)], bids }));
  expect(result.refused).toEqual([]);
  expect(result.costYuan).toBeCloseTo(2800, 6);
  expect(result.boundYuan!).toBeLessThanOrEqual(2800 + 1e-6);
});

test('each job that cannot run is refused with its own reason, in two languages', async () => {
  const bids = [
    smallBid('wide', 'rigid', 0, 6, 1, 11),
    smallBid('long', 'rigid', 0, 2, 3),
    smallBid('first', 'rigid', 0, 1, 1, 6),
    smallBid('second', 'rigid', 0, 1, 1, 6),
  ];
  const result = await plan(smallProblem(6, { bids }));
  expect(result.placements).toHaveLength(1);
  const codes = Object.fromEntries(result.refused.map((refusal) => [refusal.id, refusal.code]));
  expect(codes.wide).toBe('widerThanAnyPool');
  expect(codes.long).toBe('windowTooShort');
  expect(Object.values(codes)).toContain('capacityTaken');
  for (const { reason } of result.refused) {
    expect(reason.zh).toMatch(/[一-鿿]/);
    expect(reason.en).toMatch(/\.$/);
  }
});

test('committed units of running work are not given out again', async () => {
  const pool = smallPool({ committedUnits: Float64Array.of(0, 0, 10, 0, 0, 0) });
  const result = await plan(
    smallProblem(6, {
      gridConnections: [smallGrid(prices)],
      pools: [pool],
      bids: [smallBid('j', 'rigid', 0, 6, 1)],
    }),
  );
  expect(result.placements[0]!.segments[0]!.startMs).toBe(hour(3));
});

test('a site limit leaves room for so many megawatts only', async () => {
  const site = smallSite(6, {
    facilityLimitMw: 2,
    facilityPerIt: new Float64Array(6).fill(1.25),
    fixedMw: new Float64Array(6).fill(0.5),
  });
  // 1.5 MW / 1.25 = 1.2 MW of IT: one job of 1 MW at a time.
  const bids = ['j', 'k', 'l'].map((id) => smallBid(id, 'rigid', 0, 6, 1));
  const result = await plan(smallProblem(6, { sites: [site], bids }));
  expect(new Set(result.placements.map((placed) => placed.segments[0]!.startMs)).size).toBe(3);
  expect(Math.max(...series(result, 's', 'facilityMw'))).toBeLessThanOrEqual(2 + 1e-6);
});

test('a job whose window goes on after the horizon runs in the tail when that is cheaper', async () => {
  const site = smallSite(6, { tailYuanPerMwh: 50 });
  const result = await plan(
    smallProblem(6, {
      gridConnections: [smallGrid(prices)],
      sites: [site],
      bids: [smallBid('j', 'rigid', 0, 12, 2)],
    }),
  );
  expect(result.placements[0]!.segments[0]!.startMs).toBeGreaterThanOrEqual(hour(6));
  expect(result.costYuan).toBeCloseTo(100, 6);
  expect(result.costParts).toContainEqual({ name: 'tailEnergy', yuan: expect.closeTo(100, 6) });
});

test('lateness is weighed against cheaper hours', async () => {
  // Due at hour 1; hour 0 costs 600, hour 2 costs 100 and is 2 h late.
  const late = (latenessYuanPerH: number) =>
    smallBid('j', 'rigid', 0, 6, 1, 1, { dueMs: hour(1), latenessYuanPerH });
  const cheap = await plan(smallProblem(6, { gridConnections: [smallGrid(prices)], bids: [late(10)] }));
  const dear = await plan(smallProblem(6, { gridConnections: [smallGrid(prices)], bids: [late(1000)] }));
  expect(cheap.placements[0]!.segments[0]!.startMs).toBe(hour(2));
  expect(cheap.costYuan).toBeCloseTo(120, 6);
  expect(dear.placements[0]!.segments[0]!.startMs).toBe(hour(0));
});

test('spare wind is stored and displaces grid power in the next period', async () => {
  const wind = {
    id: 'w',
    area: 0,
    kind: 'wind' as const,
    availableMw: Float64Array.of(4, 0),
    operatingYuanPerMwh: 0,
  };
  const result = await plan(
    smallProblem(2, {
      areas: [{ id: 'a', loadMw: Float64Array.of(1, 3) }],
      renewables: [wind],
      batteries: [smallBattery()],
    }),
  );
  expect(series(result, 'b', 'chargeMw')).toEqual([expect.closeTo(3, 6), 0]);
  expect(series(result, 'b', 'dischargeMw')).toEqual([0, expect.closeTo(3, 6)]);
  expect(result.costYuan).toBeCloseTo(0, 6);
  // Load 1 of clean 4 less 3 charged, then load 3 of the 3 given back, all of it wind: matched and annual 4/4.
  expect(result.matchedGreenShareRatio).toBeCloseTo(1, 6);
  expect(result.annualGreenShareRatio).toBeCloseTo(1, 6);
});

test('the parts of the cost add up to it, and emissions follow the import', async () => {
  const result = await plan(
    smallProblem(2, { areas: [{ id: 'a', loadMw: Float64Array.of(5, 5) }], carbonYuanPerTco2: 100 }),
  );
  // 10 MWh x 400 yuan + 5 t x 100 yuan
  expect(result.costYuan).toBeCloseTo(4500, 6);
  expect(result.costParts.reduce((sum, part) => sum + part.yuan, 0)).toBeCloseTo(result.costYuan, 9);
  expect(result.co2Tonnes).toBeCloseTo(5, 9);
  expect(result.prices['areaYuanPerMwh.a']).toEqual([expect.closeTo(450, 6), expect.closeTo(450, 6)]);
});

test('a long DC link keeps its step through a hold block and pays for what it delivers too little', async () => {
  const link = {
    id: 'h',
    area: 0,
    ratedMw: 100,
    minimumRatio: 0.1,
    lossRatio: 0.1,
    holdPeriods: 2,
    deliveredYuanPerMwh: Float64Array.of(500, 100, 100, 100),
    contractedMw: Float64Array.of(0, 0, 18, 0),
    shortfallYuanPerMwh: 1000,
  };
  const result = await plan(smallProblem(4, { hvdcLinks: [link] }));
  // Block one earns 0.9 x 600 = 540 against 800 of import: minimum 10 MW. Block two: 18 contracted need 20 MW sent.
  expect(series(result, 'h', 'sentMw').map(Math.round)).toEqual([10, 10, 20, 20]);
  expect(series(result, 'h', 'shortfallMw')[2]).toBeCloseTo(0, 6);

  const held = await plan(smallProblem(4, { hvdcLinks: [{ ...link, heldMw: 35 }] }));
  // The first block began before the window at 35 MW: only the second is chosen.
  expect(series(held, 'h', 'sentMw').map(Math.round)).toEqual([35, 35, 20, 20]);
});

test('water keeps its balance and the river its minimum', async () => {
  const plant = {
    id: 'r',
    area: 0,
    ratedMw: 100,
    mwPerM3PerS: 1,
    minimumMm3: 1,
    maximumMm3: 2,
    initialMm3: 1.5,
    inflowM3PerS: new Float64Array(3).fill(20),
    minimumReleaseM3PerS: 10,
    waterValueYuanPerMwh: 300,
  };
  const result = await plan(
    smallProblem(3, { areas: [{ id: 'a', loadMw: Float64Array.of(5, 50, 5) }], reservoirs: [plant] }),
  );
  const [stored, generated, spilled] = ['storedMm3', 'generationMw', 'spillM3PerS'].map((q) =>
    series(result, 'r', q),
  );
  // 1 MW = 1 m3/s = 0.0036 Mm3 an hour
  expect(stored![0]).toBeCloseTo(1.5 + 0.0036 * (20 - generated![0]! - spilled![0]!), 9);
  for (let t = 0; t < 3; t++) expect(generated![t]! + spilled![t]!).toBeGreaterThanOrEqual(10 - 1e-6);
  expect(generated![1]).toBeCloseTo(50, 6);
});

test('two paths share a flow by their reactances', async () => {
  const line = (id: string, fromArea: number, toArea: number) => ({
    id,
    fromArea,
    toArea,
    reactanceOhm: 10,
    limitMw: 100,
  });
  const result = await plan(
    smallProblem(1, {
      areas: [0, 0, 30].map((load, i) => ({ id: `a${i}`, loadMw: Float64Array.of(load) })),
      acLines: [line('direct', 0, 2), line('first', 0, 1), line('second', 1, 2)],
    }),
  );
  // 30 MW from area 0 to area 2 over 10 ohm or 20 ohm: 20 and 10.
  expect(series(result, 'direct', 'flowMw')[0]).toBeCloseTo(20, 6);
  expect(series(result, 'second', 'flowMw')[0]).toBeCloseTo(10, 6);
});

test('online work goes to pools it may use and pushes batch work out of their busy hours', async () => {
  const online = [
    {
      id: 'chat',
      streams: [{ userRegion: 'east', demandUnits: Float64Array.of(0, 0, 10, 0, 0, 0), pools: [0] }],
      unservedYuanPerUnitHour: 5000,
    },
  ];
  const result = await plan(
    smallProblem(6, {
      gridConnections: [smallGrid(prices)],
      online,
      bids: [smallBid('j', 'rigid', 0, 6, 1)],
    }),
  );
  expect(result.onlineServed).toEqual([{ jobId: 'chat', servedRatio: expect.closeTo(1, 9) }]);
  expect(result.placements[0]!.segments[0]!.startMs).toBe(hour(3));
});

test('the carbon objective takes the cleaner hour although it is dearer', async () => {
  const emission = Float64Array.of(0.9, 0.1, 0.8, 0.8, 0.8, 0.8);
  const result = await plan(
    smallProblem(6, {
      objective: 'carbon',
      gridConnections: [smallGrid(prices, { emissionTco2PerMwh: emission })],
      bids: [smallBid('j', 'rigid', 0, 6, 1)],
    }),
  );
  expect(result.placements[0]!.segments[0]!.startMs).toBe(hour(1));
  expect(result.co2Tonnes).toBeCloseTo(0.1, 9);
  expect(result.placements[0]!.co2Tonnes).toBeCloseTo(0.1, 9);
  expect(result.placements[0]!.costYuan).toBeCloseTo(500, 6);
  expect(result.boundYuan).toBeNull();
});

test('a region that cannot be fed sheds load at its price instead of having no plan', async () => {
  const result = await plan(
    smallProblem(1, {
      areas: [{ id: 'a', loadMw: Float64Array.of(5) }],
      gridConnections: [smallGrid(Float64Array.of(400), { importLimitMw: 3 })],
    }),
  );
  expect(series(result, 'a', 'unservedMw')[0]).toBeCloseTo(2, 6);
  expect(result.costYuan).toBeCloseTo(3 * 400 + 2 * 10_000, 6);
});

test('when time is up the plan is the baseline or better, and says that it is degraded', async () => {
  const bids = Array.from({ length: 20 }, (_, j) => smallBid(`j${j}`, 'rigid', j % 3, 6, 1, 2));
  const problem = smallProblem(6, { gridConnections: [smallGrid(prices)], bids });
  const result = await planProblem(problem, solver, { ...patient, elapsedS: () => 100 });
  expect(result.degraded?.en).toMatch(/time/);
  expect(result.placements.length + result.refused.length).toBe(20);
  expect(result.costYuan).toBeLessThanOrEqual(result.runAtOnce!.costYuan + 1e-6);
});
