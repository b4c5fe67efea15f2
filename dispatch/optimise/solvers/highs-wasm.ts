import loadHighs, { type Highs, type HighsCallbackMap, type Model } from 'highs';
import type { SolveOutcome } from '#dispatch/domain';
import type { AddedColumns, LoadedLp, LpData, LpSolver, SolveLimits } from './lp-solver.ts';

/** Interior point with crossover beats the simplex on cold models above this many columns (measured, stack.md). */
const INTERIOR_POINT_FROM_COLUMNS = 30_000;
/** Strategies of the simplex: a basis stays primal feasible when columns are added, dual feasible when limits change. */
const [DUAL, PRIMAL] = [1, 4] as const;
/** How many solver checkpoints pass between two looks at the cancel flag. */
const CHECK_EVERY = 16;

/** HiGHS compiled to WebAssembly; `run` blocks its thread, so the planner lives in a worker. */
export const createHighsSolver = async (): Promise<LpSolver> => {
  const highs = await loadHighs();
  return { name: 'highs-wasm', load: (model) => new HighsModel(highs, model) };
};

class HighsModel implements LoadedLp {
  private readonly highs: Highs;
  private readonly model: Model;
  private columnCount: number;
  private readonly rowCount: number;

  constructor(highs: Highs, data: LpData) {
    this.highs = highs;
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
    });
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

  run(limits: SolveLimits): SolveOutcome {
    if (limits.isCancelled()) return { kind: 'failed', detail: 'cancelled' };
    if (limits.timeLimitS <= 0) return { kind: 'timeLimit' };
    this.chooseMethod(limits);
    this.model.run(this.interruptWhenCancelled(limits));
    return this.outcome(limits);
  }

  private chooseMethod(limits: SolveLimits): void {
    if (limits.start === 'cold') this.model.clearSolver();
    this.model.zeroAllClocks();
    const large = limits.start === 'cold' && this.columnCount >= INTERIOR_POINT_FROM_COLUMNS;
    const simplex_strategy = limits.start === 'widened' ? PRIMAL : DUAL;
    this.model.options.set({
      solver: large ? 'ipm' : 'simplex',
      simplex_strategy,
      time_limit: limits.timeLimitS,
    });
  }

  private interruptWhenCancelled(limits: SolveLimits): HighsCallbackMap {
    const { simplexInterrupt, ipmInterrupt } = this.highs.constants.callbackType;
    let calls = 0;
    const look = (event: { interrupt(): void }): undefined => {
      if (calls++ % CHECK_EVERY === 0 && limits.isCancelled()) event.interrupt();
      return undefined;
    };
    return { [simplexInterrupt]: look, [ipmInterrupt]: look };
  }

  private outcome(limits: SolveLimits): SolveOutcome {
    const status = this.highs.constants.modelStatus;
    const ended = this.model.getModelStatus();
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
        return { kind: 'timeLimit' };
      case status.interrupted:
        return limits.isCancelled() ? { kind: 'failed', detail: 'cancelled' } : { kind: 'timeLimit' };
      default:
        return { kind: 'failed', detail: `HiGHS model status ${ended}` };
    }
  }

  objectiveValue(): number {
    return this.model.getObjectiveValue();
  }
  primal(): Float64Array {
    return this.model.getSolution().colValue;
  }
  rowDuals(): Float64Array {
    return this.model.getSolution().rowDual;
  }
  conflictingRows(): Int32Array {
    return this.model.getIis().rowIndex;
  }
  dispose(): void {
    this.model.dispose();
  }
}
