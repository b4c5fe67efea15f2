import type { Problem } from '#dispatch/domain';
import { compilePower, createHighsSolver, PowerSolver } from '#dispatch/optimise';
import { cpuOf } from './cpu-time.ts';
import { type Bench, row } from './report.ts';
import { rollingWindow, USUAL_CONTENT_MWH } from './rolling-region.ts';

const AREAS = 10;
const PERIODS = 96;
const WINDOWS = 100;
/** PyPSA, linopy and HiGHS on a window of 48 h and 10 buses: CPU seconds to build and to solve (peers.md). */
const PEER = { buildS: 1.16, solveS: 0.036 };
const TARGET_REPLAN_S = 0.2;

const limits = { timeLimitS: 60, isCancelled: () => false };

/** 100 windows, each a period later, with the contents that the window before left: build once, change in place. */
export const rolling = async (): Promise<Bench> => {
  const solver = await createHighsSolver();
  const lasting = new PowerSolver(solver);
  const [replans, builds, colds]: [number[], number[], number[]] = [[], [], []];
  let [stored, worst] = [new Array<number>(AREAS).fill(USUAL_CONTENT_MWH), 0];
  for (let from = 0; from < WINDOWS; from++) {
    const problem = rollingWindow({ areas: AREAS, periods: PERIODS }, from, stored);
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
