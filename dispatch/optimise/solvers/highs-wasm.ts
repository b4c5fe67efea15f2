import loadHighs, { type HessianInput, type Highs, type HighsCallbackMap, type Model } from 'highs';
import type { SolveOutcome } from '#dispatch/domain';
import { type ChooseMethod, DEFAULT_GAP_RATIO, methodOf, type ProgramKind } from './highs-method.ts';
import type { AddedColumns, LoadedLp, LpData, LpSolver, SolveLimits } from './lp-solver.ts';

/**
 * A call back from the simplex costs half as much as its iteration (measured: 0.95 against 0.63 s on 38,000 columns). Up
 * to this size a simplex run, which ends within some twelve seconds, is not looked into: a cancelled plan ends after it.
 * Time limits hold all the same.
 */
const WATCHED_FROM_COLUMNS = 200_000;

/** Status of a solution at hand. */
const FEASIBLE = 2;

/** HiGHS compiled to WebAssembly; `run` blocks its thread, so the planner lives in a worker. Another choice of method is for measuring. */
export const createHighsSolver = async (chooseMethod: ChooseMethod = methodOf): Promise<LpSolver> => {
  const highs = await loadHighs();
  return { name: 'highs-wasm', load: (model) => new HighsModel(highs, model, chooseMethod) };
};

class HighsModel implements LoadedLp, ProgramKind {
  private readonly highs: Highs;
  private readonly model: Model;
  private readonly chooseMethod: ChooseMethod;
  columnCount: number;
  private readonly rowCount: number;
  readonly hasWhole: boolean;
  readonly hasSquares: boolean;

  constructor(highs: Highs, data: LpData, chooseMethod: ChooseMethod) {
    this.highs = highs;
    this.chooseMethod = chooseMethod;
    this.columnCount = data.columnCount;
    this.rowCount = data.rowCount;
    this.model = highs.createModel({
      numCols: data.columnCount,
      numRows: data.rowCount,
      colCost: data.columnCost,
      colLower: data.columnLower,
      colUpper: data.columnUpper,
      rowLower: data.rowLower,
      rowUpper: data.rowUpper,
      matrix: {
        format: 'csc',
        numRows: data.rowCount,
        numCols: data.columnCount,
        starts: data.columnStart,
        indices: data.rowIndex,
        values: data.value,
      },
      ...(data.isWhole === undefined ? {} : { integrality: Int32Array.from(data.isWhole) }),
      ...(data.columnSquare === undefined ? {} : { hessian: diagonal(data.columnSquare) }),
    });
    this.hasWhole = data.isWhole !== undefined;
    this.hasSquares = data.columnSquare !== undefined;
    this.model.options.set({ output_flag: false, random_seed: 1 });
  }

  changeColumnCosts(first: number, costs: Float64Array): void {
    if (costs.length === 0) return;
    this.model.changeColsCost({ kind: 'range', from: first, to: first + costs.length - 1 }, costs);
  }
  changeColumnBounds(first: number, lower: Float64Array, upper: Float64Array): void {
    if (lower.length === 0) return;
    this.model.changeColsBounds({ kind: 'range', from: first, to: first + lower.length - 1 }, lower, upper);
  }
  changeRowBounds(first: number, lower: Float64Array, upper: Float64Array): void {
    if (lower.length === 0) return;
    this.model.changeRowsBounds({ kind: 'range', from: first, to: first + lower.length - 1 }, lower, upper);
  }

  changeCoefficient(row: number, column: number, value: number): void {
    this.model.changeCoefficient(row, column, value);
  }

  addColumns(columns: AddedColumns): void {
    const count = columns.cost.length;
    if (count === 0) return;
    this.model.addCols({
      cost: columns.cost,
      lower: columns.lower,
      upper: columns.upper,
      matrix: {
        format: 'csc',
        numRows: this.rowCount,
        numCols: count,
        starts: columns.columnStart,
        indices: columns.rowIndex,
        values: columns.value,
      },
    });
    this.columnCount += count;
  }

  /** A basis that is gone on from may lead nowhere, by rounding: then the same once more from nothing. */
  run(limits: SolveLimits): SolveOutcome {
    const outcome = this.runOnce(limits);
    const isLost = outcome.kind === 'failed' && limits.start === 'warm' && !limits.isCancelled();
    return isLost ? this.runOnce({ ...limits, start: 'cold' }) : outcome;
  }

  private runOnce(limits: SolveLimits): SolveOutcome {
    if (limits.isCancelled()) return { kind: 'failed', detail: 'cancelled' };
    if (limits.timeLimitS <= 0) return { kind: 'timeLimit' };
    this.setMethod(limits);
    try {
      this.model.run(this.interruptWhenCancelled(limits));
    } catch (error) {
      // Its solver of squared objectives gives up by an error now and then.
      return { kind: 'failed', detail: error instanceof Error ? error.message : String(error) };
    }
    return this.outcome(limits);
  }

  private setMethod(limits: SolveLimits): void {
    if (limits.start === 'cold') this.model.clearSolver();
    this.model.zeroAllClocks();
    const { solver, strategy } = this.chooseMethod(this, limits);
    this.model.options.set({
      solver,
      simplex_strategy: strategy,
      solve_relaxation: limits.isRelaxed === true,
      mip_rel_gap: limits.gapRatio ?? DEFAULT_GAP_RATIO,
      time_limit: limits.timeLimitS,
    });
  }

  private interruptWhenCancelled(limits: SolveLimits): HighsCallbackMap {
    const { simplexInterrupt, ipmInterrupt, mipInterrupt } = this.highs.constants.callbackType;
    const look = (event: { interrupt(): void }): undefined => {
      if (limits.isCancelled()) event.interrupt();
      return undefined;
    };
    const isWatched = this.columnCount >= WATCHED_FROM_COLUMNS;
    return { [ipmInterrupt]: look, [mipInterrupt]: look, ...(isWatched && { [simplexInterrupt]: look }) };
  }

  private outcome(limits: SolveLimits): SolveOutcome {
    const status = this.highs.constants.modelStatus;
    const ended = this.model.getModelStatus();
    const gapRatio = this.gapInHand();
    switch (ended) {
      case status.optimal:
      case status.empty:
        return { kind: 'optimal' };
      case status.infeasible:
      case status.unboundedOrInfeasible:
        return { kind: 'infeasible', blocks: [] };
      case status.unbounded:
        return { kind: 'unbounded' };
      case status.timeLimit:
        return gapRatio === null ? { kind: 'timeLimit' } : { kind: 'feasible', gapRatio };
      case status.interrupted:
        if (gapRatio !== null && !limits.isCancelled()) return { kind: 'feasible', gapRatio };
        return limits.isCancelled() ? { kind: 'failed', detail: 'cancelled' } : { kind: 'timeLimit' };
      default:
        return { kind: 'failed', detail: `HiGHS model status ${ended}` };
    }
  }

  private hasSearched(): boolean {
    return this.hasWhole && this.model.options.get('solve_relaxation') !== true;
  }

  /** Gap of the incumbent of a search over whole numbers, infinite while nothing is proven; null when there is none. */
  private gapInHand(): number | null {
    if (!this.hasSearched() || Number(this.model.info.get('primal_solution_status')) !== FEASIBLE)
      return null;
    return Number(this.model.info.get('mip_gap'));
  }

  objectiveValue(): number {
    return this.model.getObjectiveValue();
  }
  objectiveBound(): number {
    return this.hasSearched() ? Number(this.model.info.get('mip_dual_bound')) : this.objectiveValue();
  }
  primal(): Float64Array {
    // Nothing to decide is not "solved", and has no solution to be fetched.
    return this.columnCount === 0 ? new Float64Array(0) : this.model.getSolution().colValue;
  }
  rowDuals(): Float64Array {
    return this.model.getSolution().rowDual;
  }
  dispose(): void {
    this.model.dispose();
  }
}

/** A diagonal Hessian: HiGHS halves it, as its objective is c·x + x'Qx / 2. */
const diagonal = (squares: Float64Array): HessianInput => {
  const columns = [...squares.keys()].filter((column) => squares[column]! !== 0);
  const starts = new Int32Array(squares.length + 1);
  for (const column of columns) starts[column + 1] = 1;
  for (let column = 0; column < squares.length; column++) starts[column + 1]! += starts[column]!;
  return {
    format: 'triangular',
    dimension: squares.length,
    starts,
    indices: Int32Array.from(columns),
    values: Float64Array.from(columns, (column) => 2 * squares[column]!),
  };
};
