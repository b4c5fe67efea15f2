import type { SolveOutcome } from '#dispatch/domain';

/**
 * A program in plain sparse arrays: minimise cost·x (+ square·x²), rowLower <= A x <= rowUpper,
 * columnLower <= x <= columnUpper, some x whole numbers.
 */
export interface LpData {
  readonly columnCount: number;
  readonly rowCount: number;
  readonly columnCost: Float64Array;
  /** Cost of the squared value of each column, not negative; missing: the objective is linear. */
  readonly columnSquare?: Float64Array;
  /** 1 for columns that take whole numbers; missing: none does. */
  readonly isWhole?: Uint8Array;
  readonly columnLower: Float64Array;
  readonly columnUpper: Float64Array;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  /** Compressed sparse columns: entries of column c lie at columnStart[c] .. columnStart[c + 1]. */
  readonly columnStart: Int32Array;
  readonly rowIndex: Int32Array;
  readonly value: Float64Array;
}

/** Columns appended to a loaded model, in compressed sparse columns over its rows. */
export interface AddedColumns {
  readonly cost: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly columnStart: Int32Array;
  readonly rowIndex: Int32Array;
  readonly value: Float64Array;
}

export interface SolveLimits {
  readonly timeLimitS: number;
  isCancelled(): boolean;
  /** `cold`: forget the basis and presolve; `warm`: continue from the last basis; `widened`: the same, after columns were added. */
  readonly start: 'cold' | 'warm' | 'widened';
  /** Lets columns of whole numbers take any value between their bounds. */
  readonly isRelaxed?: boolean;
  /** A proven relative gap at which a search over whole numbers may end. */
  readonly gapRatio?: number;
}

/** A model that lives in the solver: built once, changed in place, solved again from where it stood. */
export interface LoadedLp {
  changeColumnCosts(first: number, costs: Float64Array): void;
  changeColumnBounds(first: number, lower: Float64Array, upper: Float64Array): void;
  changeRowBounds(first: number, lower: Float64Array, upper: Float64Array): void;
  changeCoefficient(row: number, column: number, value: number): void;
  addColumns(columns: AddedColumns): void;
  /** `feasible` with its gap when a search over whole numbers ended with something in hand. */
  run(limits: SolveLimits): SolveOutcome;
  objectiveValue(): number;
  /** What no solution can be below: the objective itself unless whole numbers leave a gap. */
  objectiveBound(): number;
  /** Values of the columns. */
  primal(): Float64Array;
  /** Duals of the rows: change of the optimum per unit of right-hand side. Zero after a search over whole numbers. */
  rowDuals(): Float64Array;
  dispose(): void;
}

/** Every LP solver passes `lp-solver.contract.ts`. */
export interface LpSolver {
  readonly name: string;
  load(model: LpData): LoadedLp;
}
