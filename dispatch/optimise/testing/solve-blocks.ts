import type { Problem } from '#dispatch/domain';
import { buildBidTable } from '../bids/build-table.ts';
import { timeGridOf } from '../bids/time-grid.ts';
import { columnWeights, constantWeight, squareWeights, weighingOf } from '../objective/objective.ts';
import { buildPowerModel, type PowerModel } from '../power-model.ts';
import type { LpSolver } from '../solvers/lp-solver.ts';

/** The blocks of a problem without jobs, solved: what a hand-made answer is held against. */
export interface SolvedBlocks {
  readonly power: PowerModel;
  readonly kind: string;
  /** In the unit of the problem's objective, constants included. */
  readonly objective: number;
  /** Values of a decision of an element, by step. */
  values(name: string, element: string): number[];
  /** Dual of a row by its name, `storage_balance[b,3]`: change of the objective per unit of its right-hand side. */
  dual(row: string): number;
}

/** Solves the blocks alone, to the last digit of whole numbers; `isRelaxed` lets these take any value. */
export const solveBlocks = (problem: Problem, solver: LpSolver, isRelaxed = false): SolvedBlocks => {
  const weighing = weighingOf(problem);
  const power = buildPowerModel(problem, buildBidTable(problem, timeGridOf(problem), weighing));
  const { model } = power;
  const lp = solver.load(model.toData(columnWeights(model, weighing), squareWeights(model, weighing)));
  const outcome = lp.run({
    timeLimitS: 60,
    isCancelled: () => false,
    start: 'cold',
    isRelaxed,
    gapRatio: 0,
  });
  const isSolved = outcome.kind === 'optimal';
  const primal = isSolved ? lp.primal() : new Float64Array(model.columnCount).fill(Number.NaN);
  const duals = isSolved ? lp.rowDuals() : new Float64Array(model.rowCount).fill(Number.NaN);
  const objective = isSolved ? lp.objectiveValue() + constantWeight(model, weighing) : Number.NaN;
  lp.dispose();
  return {
    power,
    kind: outcome.kind,
    objective,
    values: (name, element) => {
      const decision = model.decisions.find((entry) => entry.name === name && entry.element === element);
      if (decision === undefined) throw new Error(`there is no ${name} of ${element}`);
      // Adding zero turns a negative zero of the solver into a plain one.
      return Array.from({ length: decision.count }, (_, i) => primal[decision.first + i]! + 0);
    },
    dual: (name) => {
      for (let row = 0; row < model.rowCount; row++) if (model.rowName(row) === name) return duals[row]!;
      throw new Error(`there is no row ${name}`);
    },
  };
};
