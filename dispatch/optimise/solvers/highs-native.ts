import type { SolveOutcome } from '#dispatch/domain';
import { GrowingLp } from './growing-lp.ts';
import {
  AT_LOWER,
  AT_UPPER,
  AT_ZERO,
  type NativeBasis,
  type NativeSolution,
  readSolution,
  writeBasis,
} from './highs-files.ts';
import {
  type ChooseMethod,
  DEFAULT_GAP_RATIO,
  type Method,
  methodOf,
  type ProgramKind,
} from './highs-method.ts';
import type { AddedColumns, LoadedLp, LpData, LpSolver, SolveLimits } from './lp-solver.ts';
import { writeMps } from './mps.ts';
import type { RunProcess } from './run-process.ts';

/** The command's own clock starts when it has read the model: it is given this much longer before it is ended. */
const GRACE_S = 10;
const GRACE_RATIO = 0.1;
/** Columns of a log that a failure quotes. */
const QUOTED = 300;

/**
 * The `highs` command (1.7 or later) as a solver: the model goes out as MPS, options and, for a warm start, a basis beside
 * it; the solution file and the log come back. Every run reads the model anew, so that small models are quicker in
 * WebAssembly; large ones gain from threads and from memory beyond 2 GiB.
 */
export const createNativeHighsSolver = (
  runProcess: RunProcess,
  chooseMethod: ChooseMethod = methodOf,
): LpSolver => {
  let takesBasis: boolean | null = null;
  const host: Host = {
    runProcess,
    chooseMethod,
    takesBasis: (limits) => {
      takesBasis ??= readsBasisFiles(runProcess, limits);
      return takesBasis;
    },
  };
  return { name: 'highs-native', load: (model) => new NativeModel(host, model) };
};

interface Host {
  readonly runProcess: RunProcess;
  readonly chooseMethod: ChooseMethod;
  /** Whether this version starts from a basis file (1.10 or later); asked once. */
  takesBasis(limits: SolveLimits): boolean;
}

const readsBasisFiles = (runProcess: RunProcess, limits: SolveLimits): boolean => {
  const ending = runProcess({
    arguments: ['--help'],
    files: {},
    reads: [],
    killAfterS: GRACE_S,
    isCancelled: limits.isCancelled,
  });
  return ending.kind === 'ended' && ending.output.includes('--read_basis_file');
};

/** What one run ended with: an ending of the process, or a solution to be read. */
type Run =
  | { readonly kind: 'solved'; readonly solution: NativeSolution }
  | { readonly kind: 'without'; readonly outcome: SolveOutcome };

class NativeModel implements LoadedLp {
  private readonly host: Host;
  private readonly model: GrowingLp;
  private basis: NativeBasis | null = null;
  private solution: NativeSolution | null = null;

  constructor(host: Host, data: LpData) {
    this.host = host;
    this.model = new GrowingLp(data);
  }

  changeColumnCosts(first: number, costs: Float64Array): void {
    this.model.data.columnCost.set(costs, first);
  }
  changeColumnBounds(first: number, lower: Float64Array, upper: Float64Array): void {
    this.model.data.columnLower.set(lower, first);
    this.model.data.columnUpper.set(upper, first);
  }
  changeRowBounds(first: number, lower: Float64Array, upper: Float64Array): void {
    this.model.data.rowLower.set(lower, first);
    this.model.data.rowUpper.set(upper, first);
  }
  changeCoefficient(row: number, column: number, value: number): void {
    this.model.setCoefficient(row, column, value);
  }
  addColumns(columns: AddedColumns): void {
    this.model.addColumns(columns);
  }

  run(limits: SolveLimits): SolveOutcome {
    this.solution = null;
    if (limits.isCancelled()) return cancelled;
    if (limits.timeLimitS <= 0) return { kind: 'timeLimit' };
    const { data } = this.model;
    const method = this.host.chooseMethod(kindOf(data), limits);
    const basis = this.startOf(limits, method);
    const run = runOnce(this.host, data, limits, method, basis);
    if (run.kind === 'without') return run.outcome;
    this.solution = run.solution;
    if (run.solution.basis !== null) this.basis = run.solution.basis;
    return outcomeOf(run.solution, method.searches);
  }

  /** The last basis, widened by columns that came since; null where a run starts without one. */
  private startOf(limits: SolveLimits, method: Method): NativeBasis | null {
    if (limits.start === 'cold' || method.solver !== 'simplex' || this.basis === null) return null;
    const { data } = this.model;
    if (!hasSameRows(this.basis, data) || !this.host.takesBasis(limits)) return null;
    const columns = this.basis.columns.slice();
    for (let column = columns.length; column < data.columnCount; column++)
      columns.push(restingAt(data.columnLower[column]!, data.columnUpper[column]!));
    return { ...this.basis, columns };
  }

  objectiveValue(): number {
    return this.solution?.objective ?? Number.NaN;
  }
  objectiveBound(): number {
    return this.solution?.bound ?? this.objectiveValue();
  }
  primal(): Float64Array {
    return this.solution?.primal ?? new Float64Array(this.model.data.columnCount);
  }
  rowDuals(): Float64Array {
    return this.solution?.rowDuals ?? new Float64Array(this.model.data.rowCount);
  }

  dispose(): void {
    this.basis = null;
    this.solution = null;
  }
}

const kindOf = ({ columnCount, isWhole, columnSquare }: LpData): ProgramKind => ({
  columnCount,
  hasWhole: isWhole !== undefined,
  hasSquares: columnSquare !== undefined,
});

const cancelled: SolveOutcome = { kind: 'failed', detail: 'cancelled' };

const restingAt = (lower: number, upper: number): number => {
  if (Number.isFinite(lower)) return AT_LOWER;
  return Number.isFinite(upper) ? AT_UPPER : AT_ZERO;
};

/** Rows without limits are not in the file: a basis fits while they are the same ones. */
const hasSameRows = ({ rows }: NativeBasis, { rowCount, rowLower, rowUpper }: LpData): boolean => {
  for (let row = 0; row < rowCount; row++)
    if ((Number.isFinite(rowLower[row]!) || Number.isFinite(rowUpper[row]!)) !== rows.has(row)) return false;
  return true;
};

const runOnce = (
  host: Host,
  data: LpData,
  limits: SolveLimits,
  method: Method,
  basis: NativeBasis | null,
): Run => {
  const ending = host.runProcess({
    arguments: [
      'model.mps',
      '--options_file=options.txt',
      '--solution_file=solution.txt',
      ...(basis === null ? [] : ['--read_basis_file=basis.txt']),
    ],
    files: {
      'model.mps': writeMps(data, !method.searches),
      'options.txt': optionsOf(limits, method),
      ...(basis === null ? {} : { 'basis.txt': writeBasis(basis) }),
    },
    reads: ['solution.txt'],
    killAfterS: limits.timeLimitS * (1 + GRACE_RATIO) + GRACE_S,
    isCancelled: limits.isCancelled,
  });
  switch (ending.kind) {
    case 'cancelled':
      return { kind: 'without', outcome: cancelled };
    case 'outOfTime':
      return { kind: 'without', outcome: { kind: 'timeLimit' } };
    case 'failed':
      return { kind: 'without', outcome: { kind: 'failed', detail: ending.detail } };
    case 'ended': {
      const text = ending.files['solution.txt'] ?? '';
      const solution = readSolution(text, ending.output, data.columnCount, data.rowCount);
      if (solution !== null) return { kind: 'solved', solution };
      const detail = `highs ended with code ${ending.exitCode} and without a solution: ${ending.output.trim().slice(-QUOTED)}`;
      return { kind: 'without', outcome: { kind: 'failed', detail } };
    }
  }
};

const optionsOf = (limits: SolveLimits, method: Method): string =>
  [
    `solver = ${method.solver}`,
    `simplex_strategy = ${method.strategy}`,
    `mip_rel_gap = ${limits.gapRatio ?? DEFAULT_GAP_RATIO}`,
    `time_limit = ${limits.timeLimitS}`,
    'random_seed = 1',
    '',
  ].join('\n');

const outcomeOf = (solution: NativeSolution, searches: boolean): SolveOutcome => {
  switch (solution.status) {
    case 'Optimal':
    case 'Empty':
      return { kind: 'optimal' };
    case 'Infeasible':
    case 'Primal infeasible or unbounded':
      return { kind: 'infeasible', blocks: [] };
    case 'Unbounded':
      return { kind: 'unbounded' };
    case 'Time limit reached':
      return searches && solution.isFeasible
        ? { kind: 'feasible', gapRatio: gapOf(solution) }
        : { kind: 'timeLimit' };
    default:
      return { kind: 'failed', detail: `HiGHS model status ${solution.status}` };
  }
};

const gapOf = ({ objective, bound }: NativeSolution): number =>
  bound === null
    ? Number.POSITIVE_INFINITY
    : Math.abs(objective - bound) / Math.max(1e-10, Math.abs(objective));
