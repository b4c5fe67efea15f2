import {
  compilePower,
  createHighsSolver,
  createNativeHighsSolver,
  type LpData,
  methodOf,
  type RunProcess,
} from '#dispatch/optimise';
import { createProcessRunner } from '../apps/native/index.ts';
import { cpuOf } from './cpu-time.ts';
import { type Bench, type BenchRow, row } from './report.ts';
import { type RollingSize, rollingWindow, USUAL_CONTENT_MWH } from './rolling-region.ts';

/** About 5,000, 40,000 and 160,000 columns, each with the most that our whole time may be of native HiGHS's alone. */
const SIZES: readonly (RollingSize & { readonly target: number })[] = [
  { areas: 10, periods: 56, target: 2.0 },
  { areas: 10, periods: 448, target: 1.35 },
  { areas: 20, periods: 896, target: 1.35 },
];
const limits = { timeLimitS: 900, isCancelled: () => false, start: 'cold' } as const;

/** Each is measured so often, and the least counts: a busy machine only ever adds. */
const REPEATS = 3;
const leastOf = (measure: () => number): number =>
  Math.min(...Array.from({ length: REPEATS }, () => measure()));

/**
 * Our whole time (build the model, hand it to HiGHS in WebAssembly, solve it cold, read the answer) against the native
 * `highs` command alone on the same program as an MPS file: reading, solving, writing, by the quicker of its own choice of
 * method and ours. Without a command only our figures are printed, against nothing but themselves.
 */
export const nativeRatio = async (): Promise<Bench> => {
  const solver = await createHighsSolver();
  const native = nativeCommand();
  // As warm as a planner's thread is after its first plans.
  for (let i = 0; i < 5; i++) ours(solver, SIZES[0]!);
  const rows: BenchRow[] = [];
  for (const size of SIZES) {
    const { data, seconds, objective } = ours(solver, size);
    const name = `${data.columnCount} columns, ${data.rowCount} rows`;
    if (native === null) {
      rows.push(row(name, seconds, seconds, 'CPU s', 'itself: no highs command here (set WATTBIT_HIGHS)'));
      continue;
    }
    const theirs = nativeS(native, data, objective);
    rows.push(row(name, seconds, theirs.seconds, 'CPU s', `native HiGHS alone, ${theirs.method}`));
    rows.push(row(`${name}: ratio`, seconds / theirs.seconds, size.target, 'ratio', 'target'));
  }
  return { bench: 'native-ratio', rows };
};

const ours = (
  solver: Awaited<ReturnType<typeof createHighsSolver>>,
  size: RollingSize,
): { data: LpData; seconds: number; objective: number } => {
  const stored = new Array<number>(size.areas).fill(USUAL_CONTENT_MWH);
  const problem = rollingWindow(size, 0, stored);
  let data: LpData | null = null;
  let objective = Number.NaN;
  const once = (): void => {
    data = compilePower(problem).data;
    const lp = solver.load(data);
    const outcome = lp.run(limits);
    if (outcome.kind !== 'optimal') throw new Error(`The measured LP ended as ${outcome.kind}.`);
    lp.primal();
    lp.rowDuals();
    objective = lp.objectiveValue();
    lp.dispose();
  };
  const seconds = leastOf(() => cpuOf(once));
  return { data: data!, seconds, objective };
};

interface NativeCommand {
  readonly run: RunProcess;
  /** CPU seconds of the last run. */
  lastS(): number;
}

/** The command behind a shell that tells its CPU time; null when there is none. */
const nativeCommand = (): NativeCommand | null => {
  const command = process.env.WATTBIT_HIGHS ?? 'highs';
  const shell = createProcessRunner('sh');
  let lastS = 0;
  const run: RunProcess = (order) => {
    const ending = shell({ ...order, arguments: ['-c', '"$0" "$@"; times', command, ...order.arguments] });
    if (ending.kind === 'ended') lastS = childrenS(ending.output);
    return ending;
  };
  const help = { arguments: ['--help'], files: {}, reads: [], killAfterS: 60, isCancelled: () => false };
  const asked = run(help);
  if (asked.kind !== 'ended' || !asked.output.includes('--solution_file')) return null;
  return { run, lastS: () => lastS };
};

/**
 * What a stand-in tells of itself, else the second line of `times`: user and system time of the shell's children, as
 * `0m1.25s 0m0.04s`.
 */
const childrenS = (output: string): number => {
  const told = /^CPU seconds without loading Python: ([\d.]+)$/m.exec(output)?.[1];
  return told === undefined ? timesOf(output) : Number(told);
};
const timesOf = (output: string): number =>
  output
    .trimEnd()
    .split('\n')
    .at(-1)!
    .split(' ')
    .map((text) => /^(\d+)m([\d.]+)s$/.exec(text)!)
    .reduce((sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds), 0);

const nativeS = (
  native: NativeCommand,
  data: LpData,
  objective: number,
): { seconds: number; method: string } => {
  const kind = { columnCount: data.columnCount, hasWhole: false, hasSquares: false };
  const measured = new Set([methodOf(kind, limits).solver, 'choose'] as const);
  let best = { seconds: Number.POSITIVE_INFINITY, method: '' };
  for (const method of measured) {
    const solver = createNativeHighsSolver(native.run, (program, given) => ({
      ...methodOf(program, given),
      solver: method,
    }));
    const lp = solver.load(data);
    const seconds = leastOf(() => {
      const outcome = lp.run(limits);
      if (outcome.kind !== 'optimal') throw new Error(`Native HiGHS ended as ${JSON.stringify(outcome)}.`);
      if (Math.abs(lp.objectiveValue() - objective) > 1e-6 * Math.abs(objective))
        throw new Error(`Native HiGHS found ${lp.objectiveValue()}, ours is ${objective}.`);
      return native.lastS();
    });
    if (seconds < best.seconds) best = { seconds, method };
  }
  return best;
};
