import { expect, test } from 'vitest';
import type { Plan, Problem, ReservoirInput } from '#dispatch/domain';
import { createHighsSolver, planProblem } from './index.ts';
import type { LpSolver } from './solvers/lp-solver.ts';
import {
  patient,
  smallBattery,
  smallBid,
  smallGrid,
  smallPool,
  smallProblem,
  smallSite,
} from './testing/small-problem.ts';

const solver = await createHighsSolver();
const plan = (problem: Problem): Promise<Plan> => planProblem(problem, solver, patient);
const series = (result: Plan, element: string, quantity: string): readonly number[] =>
  result.series.find((entry) => entry.element === element && entry.quantity === quantity)!.values;
const yuan = (result: Plan, name: string): number =>
  result.costParts.find((part) => part.name === name)?.yuan ?? 0;
const flat = (count: number, value: number): Float64Array => new Float64Array(count).fill(value);

/** A solver whose runs end as wanted: `endsEarly` says which, counted from zero. */
const outOfTimeAt = (endsEarly: (run: number) => boolean): LpSolver => {
  let runs = 0;
  return {
    name: 'hurried',
    load: (data) => {
      const lp = solver.load(data);
      const run = lp.run.bind(lp);
      lp.run = (limits) => (endsEarly(runs++) ? { kind: 'timeLimit' } : run(limits));
      return lp;
    },
  };
};

test('work that runs beyond the limit of its site leaves a plan, which says so and adds nothing there', async () => {
  const pool = smallPool({ committedItMw: Float64Array.of(3.1, 3.1, 0, 0) });
  const result = await plan(
    smallProblem(4, {
      sites: [smallSite(4, { facilityLimitMw: 3 })],
      pools: [pool],
      bids: [smallBid('j', 'rigid', 0, 4, 1)],
    }),
  );
  expect(series(result, 's', 'facilityMw').slice(0, 2)).toEqual([
    expect.closeTo(3.1, 6),
    expect.closeTo(3.1, 6),
  ]);
  expect(result.placements[0]!.segments[0]!.startMs).toBeGreaterThanOrEqual(
    result.horizon.startMs + 2 * 3_600_000,
  );
  expect(result.degraded?.en).toMatch(/^s: .*limit by up to 0\.10 MW/);
  expect(result.degraded?.zh).toMatch(/超出站点功率上限/);
});

const reservoir = (over: Partial<ReservoirInput>): ReservoirInput => ({
  id: 'r',
  area: 0,
  ratedMw: 100,
  mwPerM3PerS: 1,
  minimumMm3: 1,
  maximumMm3: 2,
  initialMm3: 1,
  inflowM3PerS: flat(3, 4),
  minimumReleaseM3PerS: 10,
  waterValueYuanPerMwh: 300,
  ...over,
});

test('a reservoir at its minimum passes its inflow on, and the missing release is priced', async () => {
  const result = await plan(smallProblem(3, { reservoirs: [reservoir({})] }));
  const released = series(result, 'r', 'generationMw').map(
    (mw, t) => mw + series(result, 'r', 'spillM3PerS')[t]!,
  );
  expect(released.reduce((sum, flow) => sum + flow, 0)).toBeCloseTo(3 * 4, 6);
  expect(yuan(result, 'releaseShortfall')).toBeCloseTo(3 * 6 * 10_000, 2);
});

test('a reservoir below its minimum fills up again', async () => {
  const result = await plan(smallProblem(3, { reservoirs: [reservoir({ initialMm3: 0.99 })] }));
  const stored = series(result, 'r', 'storedMm3');
  expect(stored[0]).toBeCloseTo(0.99 + 0.0036 * 4, 9);
});

test('a battery burns no energy by charging and discharging at once when energy is given away', async () => {
  const result = await plan(
    smallProblem(2, {
      gridConnections: [smallGrid(flat(2, -500))],
      batteries: [smallBattery({ maximumMwh: 1, chargeEfficiencyRatio: 0.9, dischargeEfficiencyRatio: 0.9 })],
    }),
  );
  const [charge, discharge] = ['chargeMw', 'dischargeMw'].map((name) => series(result, 'b', name));
  for (let t = 0; t < 2; t++) expect(charge![t]! / 5 + discharge![t]! / 5).toBeLessThanOrEqual(1 + 1e-9);
});

test('a connection without an import limit shares its power between buying and selling', async () => {
  const grid = smallGrid(flat(2, 100), {
    importLimitMw: Number.POSITIVE_INFINITY,
    exportLimitMw: 10,
    exportYuanPerMwh: flat(2, 300),
  });
  const areas = [{ id: 'a', loadMw: flat(2, 5) }];
  const result = await plan(smallProblem(2, { gridConnections: [grid], areas }));
  // More than 15 MW (5 of load, 10 of export) would have to go in circles at once; shared, selling leaves less to buy.
  const [bought, sold] = [series(result, 'grid', 'importMw')[0]!, series(result, 'grid', 'exportMw')[0]!];
  expect(sold).toBeLessThan(10 - 1e-3);
  expect(bought - sold).toBeCloseTo(5, 6);
});

test('a joint optimum that was not reached is said although all work is preemptible', async () => {
  const problem = smallProblem(4, { bids: [smallBid('j', 'preemptible', 0, 4, 2)] });
  const result = await planProblem(
    problem,
    outOfTimeAt((run) => run === 2),
    patient,
  );
  expect(result.degraded?.en).toMatch(/joint optimum/);
  expect((await plan(problem)).degraded).toBeUndefined();
});

test('a baseline that could not be dispatched is said', async () => {
  const problem = smallProblem(4, { bids: [smallBid('j', 'preemptible', 0, 4, 2)] });
  const result = await planProblem(
    problem,
    outOfTimeAt((run) => run === 1),
    patient,
  );
  expect(result.runAtOnce).toBeNull();
  expect(result.degraded?.en).toMatch(/baseline/);
});

test('prices in yuan that are missing under the carbon objective are said', async () => {
  const problem = smallProblem(4, { objective: 'carbon', bids: [smallBid('j', 'rigid', 0, 4, 2)] });
  let total = 0;
  await planProblem(
    problem,
    outOfTimeAt(() => {
      total++;
      return false;
    }),
    patient,
  );
  const result = await planProblem(
    problem,
    outOfTimeAt((run) => run === total - 1),
    patient,
  );
  expect(result.degraded?.en).toMatch(/Prices in CNY/);
});

test('an hour of patience is not taken when ten seconds are given: the first dispatches share theirs', async () => {
  const asked: number[] = [];
  let elapsed = 0;
  const watching: LpSolver = {
    name: 'watching',
    load: (data) => {
      const lp = solver.load(data);
      const run = lp.run.bind(lp);
      lp.run = (limits) => {
        asked.push(limits.timeLimitS);
        elapsed += 20;
        return run(limits);
      };
      return lp;
    },
  };
  const problem = smallProblem(4, { bids: [smallBid('j', 'rigid', 0, 4, 2)] });
  await planProblem(problem, watching, { ...patient, timeLimitS: 10, elapsedS: () => elapsed });
  expect(asked[0]).toBe(30);
  expect(asked[1]).toBe(10);
});

test('load that is shed counts as no load of the clean share', async () => {
  // The site's 4 MW of idle power meet 3 MW of wind: 1 MW is shed, all that is served is clean.
  const result = await plan(
    smallProblem(2, {
      gridConnections: [],
      renewables: [{ id: 'w', area: 0, kind: 'wind', availableMw: flat(2, 3), operatingYuanPerMwh: 0 }],
      pools: [smallPool({ idleKwPerUnit: 400 })],
    }),
  );
  expect(series(result, 'a', 'unservedMw')[0]).toBeCloseTo(1, 6);
  expect(result.matchedGreenShareRatio).toBeCloseTo(1, 9);
});
