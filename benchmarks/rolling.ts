import { NO_PARTS, type Problem } from '#dispatch/domain';
import { compilePower, createHighsSolver, PowerSolver } from '#dispatch/optimise';
import { type Bench, row } from './report.ts';

const AREAS = 10;
const PERIODS = 96;
const WINDOWS = 100;
/** PyPSA, linopy and HiGHS on a window of 48 h and 10 buses: CPU seconds to build and to solve (peers.md). */
const PEER = { buildS: 1.16, solveS: 0.036 };
const TARGET_REPLAN_S = 0.2;

/** A year would do: the window moves one period a step over one long record of load, sun, wind and price. */
const record = (at: (step: number) => number): Float64Array =>
  Float64Array.from({ length: WINDOWS + PERIODS }, (_, step) => at(step));
const noise = (a: number, step: number): number => 0.5 + 0.5 * Math.sin(12.9898 * (a + 1) + 78.233 * step);
const hourOf = (step: number): number => (step / 4) % 24;
const sun = (step: number): number => Math.max(0, Math.sin(((hourOf(step) - 6) / 12) * Math.PI));

const load = Array.from({ length: AREAS }, (_, a) =>
  record((step) => 80 + 20 * Math.sin(((hourOf(step) - 9) / 24) * 2 * Math.PI) + 10 * noise(a, step)),
);
const pv = Array.from({ length: AREAS }, (_, a) => record((step) => 120 * sun(step) * noise(a, step)));
const wind = Array.from({ length: AREAS }, (_, a) =>
  record((step) => 60 * noise(a + 20, Math.floor(step / 8))),
);
const price = record((step) =>
  hourOf(step) >= 17 && hourOf(step) < 22 ? 620 : hourOf(step) < 7 ? 260 : 400,
);

/** Ten areas on a ring with sun, wind and a battery each, three of them on the grid, and three flexible loads. */
const windowAt = (from: number, stored: readonly number[]): Problem => {
  const slice = (values: Float64Array): Float64Array => values.slice(from, from + PERIODS);
  const flat = (value: number): Float64Array => new Float64Array(PERIODS).fill(value);
  return {
    ...NO_PARTS,
    regionId: 'rolling',
    horizon: { startMs: Date.UTC(2025, 2, 10) + from * 900_000, periodMinutes: 15, periodCount: PERIODS },
    objective: 'cost',
    areas: load.map((values, a) => ({ id: `area${a}`, loadMw: slice(values) })),
    acLines: load.map((_, a) => ({
      id: `line${a}`,
      fromArea: a,
      toArea: (a + 1) % AREAS,
      reactanceOhm: 10 + a,
      limitMw: 120,
    })),
    renewables: load.flatMap((_, a) => [
      { id: `pv${a}`, area: a, kind: 'pv' as const, availableMw: slice(pv[a]!), operatingYuanPerMwh: 2 },
      {
        id: `wind${a}`,
        area: a,
        kind: 'wind' as const,
        availableMw: slice(wind[a]!),
        operatingYuanPerMwh: 5,
      },
    ]),
    batteries: [
      ...load.map((_, a) => ({
        id: `battery${a}`,
        area: a,
        chargeMw: 25,
        dischargeMw: 25,
        minimumMwh: 10,
        maximumMwh: 90,
        initialMwh: stored[a]!,
        finalMwh: 50,
        chargeEfficiencyRatio: 0.93,
        dischargeEfficiencyRatio: 0.93,
        wearYuanPerMwh: 30,
      })),
      // A flexible load is a store of work to be done: it may run ahead or behind by so many MWh.
      ...[0, 4, 7].map((a) => ({
        id: `flexible${a}`,
        area: a,
        chargeMw: 12,
        dischargeMw: 12,
        minimumMwh: 0,
        maximumMwh: 48,
        initialMwh: 24,
        finalMwh: 24,
        chargeEfficiencyRatio: 1,
        dischargeEfficiencyRatio: 1,
        wearYuanPerMwh: 1,
      })),
    ],
    gridConnections: [0, 3, 6].map((a) => ({
      id: `grid${a}`,
      area: a,
      importLimitMw: 300,
      exportLimitMw: 100,
      importYuanPerMwh: slice(price).map((yuan) => yuan + a),
      exportYuanPerMwh: flat(120),
      emissionTco2PerMwh: flat(0.6),
      cleanShareRatio: 0,
    })),
    unservedYuanPerMwh: 10_000,
    curtailedYuanPerMwh: 1,
    carbonYuanPerTco2: 60,
  };
};

const cpuS = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
const cpuOf = (work: () => unknown): number => {
  const before = cpuS();
  work();
  return cpuS() - before;
};
const limits = { timeLimitS: 60, isCancelled: () => false };

/** 100 windows, each a period later, with the contents that the window before left: build once, change in place. */
export const rolling = async (): Promise<Bench> => {
  const solver = await createHighsSolver();
  const lasting = new PowerSolver(solver);
  const [replans, builds, colds]: [number[], number[], number[]] = [[], [], []];
  let [stored, worst] = [new Array<number>(AREAS).fill(50), 0];
  for (let from = 0; from < WINDOWS; from++) {
    const problem = windowAt(from, stored);
    builds.push(cpuOf(() => compilePower(problem)));
    let objective = Number.NaN;
    const replanS = cpuOf(() => {
      const solution = lasting.solve(problem, limits);
      objective = solution.objectiveValue;
      stored = stored.map((_, a) => contentAfterFirst(solution.series, `battery${a}`));
    });
    if (from > 0) replans.push(replanS);
    let cold = Number.NaN;
    colds.push(
      cpuOf(() => {
        cold = coldValue(problem, solver);
      }),
    );
    worst = Math.max(worst, Math.abs(objective - cold) / Math.abs(cold));
  }
  lasting.dispose();
  return { bench: 'rolling', rows: rowsOf(replans, builds, colds, worst) };
};

/** A fresh solver for every window: what the lasting one is held against. */
const coldValue = (problem: Problem, solver: Awaited<ReturnType<typeof createHighsSolver>>): number => {
  const fresh = new PowerSolver(solver);
  const { objectiveValue } = fresh.solve(problem, limits);
  fresh.dispose();
  return objectiveValue;
};

const contentAfterFirst = (series: ReturnType<PowerSolver['solve']>['series'], element: string): number =>
  series.find((row) => row.element === element && row.quantity === 'storedMwh')!.values[0]!;

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

const rowsOf = (
  replans: readonly number[],
  builds: readonly number[],
  colds: readonly number[],
  worst: number,
): Bench['rows'] => [
  row('median re-plan (update, solve, read)', median(replans), TARGET_REPLAN_S, 'CPU s', 'target'),
  row('slowest re-plan', Math.max(...replans), TARGET_REPLAN_S, 'CPU s', 'target for the median'),
  row(
    'median re-plan',
    median(replans),
    PEER.buildS + PEER.solveS,
    'CPU s',
    'PyPSA, linopy, HiGHS (peers.md)',
  ),
  row('median re-plan', median(replans), median(colds), 'CPU s', 'the same windows built and solved cold'),
  row('first build', builds[0]!, PEER.buildS, 'CPU s', 'build of PyPSA (peers.md)'),
  row('median build', median(builds), PEER.buildS, 'CPU s', 'build of PyPSA (peers.md)'),
  row('largest difference from a cold solve', worst, 1e-6, 'relative', 'tolerance'),
];
