import type { PlanSeries, Problem, SolveOutcome } from '#dispatch/domain';
import { invariant } from '#units';
import { buildBidTable } from './bids/build-table.ts';
import { timeGridOf } from './bids/time-grid.ts';
import { explainInfeasible, type Infeasibility } from './conflict/explain-infeasible.ts';
import { changeInto, isSameShape } from './model/differences.ts';
import { columnWeights, constantWeight, squareWeights, weighingOf } from './objective/objective.ts';
import { roomBeside } from './placement/initial-room.ts';
import { WorkState } from './placement/work-state.ts';
import { buildPowerModel, type PowerModel } from './power-model.ts';
import { seriesOf } from './report/series.ts';
import { shadowSeries } from './report/shadow-series.ts';
import type { LoadedLp, LpData, LpSolver, SolveLimits } from './solvers/lp-solver.ts';

/** A problem without bids as a program: its model, the arrays a solver takes, and what is spent whatever is decided. */
export const compilePower = (
  problem: Problem,
): { readonly power: PowerModel; readonly data: LpData; readonly constant: number } => {
  invariant(problem.bids.length === 0, 'a problem for the power side alone has no bids');
  const weighing = weighingOf(problem);
  const power = buildPowerModel(problem, buildBidTable(problem, timeGridOf(problem), weighing));
  const { model } = power;
  const data = model.toData(columnWeights(model, weighing), squareWeights(model, weighing));
  return { power, data, constant: constantWeight(model, weighing) };
};

/** The power side of a problem, dispatched: everything but jobs. */
export interface PowerSolution {
  readonly outcome: SolveOutcome;
  /** What cannot hold together and what would help; null when there is a dispatch. */
  readonly infeasibility: Infeasibility | null;
  /** Value of the objective, and what no dispatch can be below; NaN when there is none. */
  readonly objectiveValue: number;
  readonly objectiveBound: number;
  readonly series: readonly PlanSeries[];
  /** As in a plan; empty when there is no dispatch. */
  readonly prices: Readonly<Record<string, readonly number[]>>;
  /** Capacities that were chosen, in MW, MWh or units. */
  readonly capacities: readonly {
    readonly element: string;
    readonly quantity: string;
    readonly value: number;
  }[];
  readonly model: { readonly columns: number; readonly rows: number; readonly nonZeros: number };
}

/**
 * Dispatches problems without bids, one after the other: a model is built once and lives in the solver; the next
 * window's numbers are changed in place, and the solver goes on from its last basis: measured three times as fast as a
 * cold start with presolve (`npm run bench -- rolling`). A window of another shape is loaded anew.
 */
export class PowerSolver {
  private readonly solver: LpSolver;
  private lp: LoadedLp | null = null;
  private data: LpData | null = null;

  constructor(solver: LpSolver) {
    this.solver = solver;
  }

  solve(problem: Problem, limits: Omit<SolveLimits, 'start'>): PowerSolution {
    const { power, data, constant } = compilePower(problem);
    const start = this.load(data);
    const lp = this.lp!;
    const outcome = lp.run({ ...limits, start });
    const infeasibility = outcome.kind === 'infeasible' ? this.explain(power, limits) : null;
    const hasValue = outcome.kind === 'optimal' || outcome.kind === 'feasible';
    const [value, bound] = hasValue ? [lp.objectiveValue(), lp.objectiveBound()] : [Number.NaN, Number.NaN];
    const primal = hasValue ? lp.primal() : null;
    return {
      outcome: infeasibility === null ? outcome : { kind: 'infeasible', blocks: infeasibility.blocks },
      infeasibility,
      objectiveValue: value + constant,
      objectiveBound: bound + constant,
      series: primal === null ? [] : seriesOf(power, emptyState(power, primal), primal),
      prices: primal === null ? {} : this.prices(power, primal, limits),
      capacities: primal === null ? [] : capacitiesOf(power, primal),
      model: {
        columns: this.data!.columnCount,
        rows: this.data!.rowCount,
        nonZeros: this.data!.value.length,
      },
    };
  }

  /** Changes the model in the solver, or loads another; returns how to start from there. */
  private load(data: LpData): SolveLimits['start'] {
    if (this.lp !== null && this.data !== null && isSameShape(this.data, data)) {
      changeInto(this.lp, this.data, data);
      this.data = data;
      return 'warm';
    }
    this.dispose();
    this.lp = this.solver.load(data);
    this.data = data;
    return 'cold';
  }

  /** Prices of a dispatch with whole numbers are those of the linear program in which these are fixed. */
  private prices(
    power: PowerModel,
    primal: Float64Array,
    limits: Omit<SolveLimits, 'start'>,
  ): PowerSolution['prices'] {
    const [lp, data] = [this.lp!, this.data!];
    if (data.isWhole !== undefined) {
      const fixed = (bounds: Float64Array): Float64Array =>
        bounds.map((bound, column) => (data.isWhole![column] ? Math.round(primal[column]!) : bound));
      lp.changeColumnBounds(0, fixed(data.columnLower), fixed(data.columnUpper));
      lp.run({ ...limits, start: 'cold', isRelaxed: true });
    }
    const duals = lp.rowDuals();
    if (data.isWhole !== undefined) lp.changeColumnBounds(0, data.columnLower, data.columnUpper);
    return shadowSeries({ power, duals, unitWeights: new Float64Array(power.poolRows.length) });
  }

  private explain(power: PowerModel, { timeLimitS, isCancelled }: Omit<SolveLimits, 'start'>): Infeasibility {
    return explainInfeasible(power, this.data!, this.solver, { secondsLeft: () => timeLimitS, isCancelled });
  }

  dispose(): void {
    this.lp?.dispose();
    this.lp = null;
    this.data = null;
  }
}

const emptyState = (power: PowerModel, primal: Float64Array): WorkState =>
  new WorkState(power.problem, power.table, roomBeside(power, primal));

const capacitiesOf = (power: PowerModel, primal: Float64Array): PowerSolution['capacities'] =>
  power.decisions.capacities.map(({ element, quantity, decision }) => ({
    element,
    quantity,
    value: primal[decision.first]!,
  }));
