import type { Problem } from '#dispatch/domain';
import {
  compilePower,
  createHighsSolver,
  type LpData,
  type LpSolver,
  type Method,
  methodOf,
  planProblem,
  syntheticRegion,
} from '#dispatch/optimise';
import { cpuOf } from './cpu-time.ts';
import { type Bench, type BenchRow, row } from './report.ts';
import { rollingWindow, USUAL_CONTENT_MWH } from './rolling-region.ts';

const METHODS = ['simplex', 'ipm', 'choose'] as const satisfies readonly Method['solver'][];
const limits = { timeLimitS: 300, isCancelled: () => false, start: 'cold' } as const;

/** Cold LPs of our own kinds, small to large, by each method in CPU seconds, held against the one the rule takes. */
export const solverMethods = async (): Promise<Bench> => {
  const solvers = await Promise.all(
    METHODS.map((solver) => createHighsSolver((program, given) => ({ ...methodOf(program, given), solver }))),
  );
  // Compiled before anything is measured.
  for (const solver of solvers) coldS(solver, powerOf(6, 12));
  const rows: BenchRow[] = [];
  for (const [name, data] of await programs()) {
    const seconds = solvers.map((solver) => coldS(solver, data));
    console.error(`${name}, ${data.columnCount} columns: ${seconds.map((s) => s.toFixed(2)).join(', ')} s`);
    const kind = { columnCount: data.columnCount, hasWhole: false, hasSquares: false };
    const chosen = METHODS.indexOf(methodOf(kind, limits).solver);
    METHODS.forEach((method, i) => {
      const label = `${name}, ${data.columnCount} columns, ${data.rowCount} rows: ${method}`;
      rows.push(row(label, seconds[i]!, seconds[chosen]!, 'CPU s', `the rule's choice, ${METHODS[chosen]}`));
    });
  }
  return { bench: 'solver-methods', rows };
};

const coldS = (solver: LpSolver, data: LpData): number =>
  cpuOf(() => {
    const lp = solver.load(data);
    const outcome = lp.run({ ...limits, isRelaxed: true });
    if (outcome.kind !== 'optimal') throw new Error(`The measured LP ended as ${outcome.kind}.`);
    lp.primal();
    lp.dispose();
  });

/** The power side alone of a ring with water, an export line and sites; of a window of batteries; and with classes of work. */
const programs = async (): Promise<[string, LpData][]> => [
  ['power side', powerOf(6, 6)],
  ['power side', powerOf(6, 24)],
  ['power side', powerOf(6, 48)],
  ['power side', powerOf(6, 96)],
  ['power side', powerOf(6, 168)],
  ['power side', powerOf(12, 168)],
  ['power side', powerOf(20, 336)],
  ['power side', powerOf(36, 336)],
  ['rolling window', rollingOf(10, 56)],
  ['rolling window', rollingOf(10, 192)],
  ['rolling window', rollingOf(10, 448)],
  ['rolling window', rollingOf(40, 448)],
  ['rolling window', rollingOf(80, 448)],
  ['with classes of work', await fluidOf(24, 400)],
  ['with classes of work', await fluidOf(48, 2500)],
  ['with classes of work', await fluidOf(168, 20_000)],
];

const regionOf = (areas: number, hours: number, jobs: number): Problem =>
  syntheticRegion({ hours, periodMinutes: 15, areas, sites: 5, jobs, preemptibleShare: 0.3, seed: 1 });
const powerOf = (areas: number, hours: number): LpData => compilePower(regionOf(areas, hours, 0)).data;
const rollingOf = (areas: number, periods: number): LpData =>
  compilePower(rollingWindow({ areas, periods }, 0, new Array<number>(areas).fill(USUAL_CONTENT_MWH))).data;

/** The second program that planning loads: the first is the power side, this one has the classes. */
const fluidOf = async (hours: number, jobs: number): Promise<LpData> => {
  const real = await createHighsSolver();
  const loaded: LpData[] = [];
  const listening: LpSolver = {
    name: 'listening',
    load: (data) => {
      loaded.push(data);
      if (loaded.length === 2) throw new Error('enough heard');
      return real.load(data);
    },
  };
  const control = { progress: () => undefined, elapsedS: () => 0, timeLimitS: 600, isCancelled: () => false };
  await planProblem(regionOf(6, hours, jobs), listening, control).catch((error: unknown) => {
    if (loaded.length < 2) throw error;
  });
  return loaded[1]!;
};
