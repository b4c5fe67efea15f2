import type { Columns } from '../../model/lp-model.ts';
import type { PowerModel } from '../../power-model.ts';
import type { LpData } from '../../solvers/lp-solver.ts';

/** A price below this share of the dearest area is rounding. */
const ROUNDING_SHARE = 1e-6;
/** Distance to a bound, relative to the range, below which a value lies on it. */
const AT_BOUND = 1e-6;

/** A dispatched power side with its prices: values, duals, and the reduced cost of every column. */
export class SolvedPoint {
  readonly power: PowerModel;
  readonly data: LpData;
  readonly primal: Float64Array;
  readonly duals: Float64Array;
  readonly hours: number;
  private readonly reduced: Float64Array;
  private readonly least: number;

  constructor(
    power: PowerModel,
    data: LpData,
    costs: Float64Array,
    primal: Float64Array,
    duals: Float64Array,
  ) {
    this.power = power;
    this.data = data;
    this.primal = primal;
    this.duals = duals;
    this.hours = power.table.grid.hours;
    this.reduced = reducedCosts(data, costs, primal, duals);
    this.least = ROUNDING_SHARE * this.dearest() + 1e-12;
  }

  private dearest(): number {
    let most = 0;
    for (const rows of this.power.areaRows)
      for (const row of rows) most = Math.max(most, Math.abs(this.duals[row]!));
    return most;
  }

  valueAt(decision: Columns, step: number): number {
    return this.primal[decision.first + step]!;
  }
  /** What one unit more of a column would cost at the prices of the rows it is in; zero where it is free to choose. */
  reducedCost(column: number): number {
    const cost = this.reduced[column]!;
    return Math.abs(cost) > this.least ? cost : 0;
  }
  dual(row: number): number {
    const dual = this.duals[row]!;
    return Math.abs(dual) > this.least ? dual : 0;
  }
  isAtUpper(column: number): boolean {
    return this.primal[column]! >= this.data.columnUpper[column]! - this.margin(column);
  }
  isAtLower(column: number): boolean {
    return this.primal[column]! <= this.data.columnLower[column]! + this.margin(column);
  }
  private margin(column: number): number {
    const range = this.data.columnUpper[column]! - this.data.columnLower[column]!;
    return AT_BOUND * Math.max(1, Number.isFinite(range) ? range : 1);
  }

  /** Price of a MWh in an area, in the unit of the objective. */
  areaPrice(area: number, t: number): number {
    return this.duals[this.power.areaRows[area]![t]!]! / this.hours;
  }
  meanAreaPrice(area: number, from = 0, to = this.power.table.grid.periodCount): number {
    let sum = 0;
    for (let t = from; t < to; t++) sum += this.areaPrice(area, t);
    return sum / Math.max(1, to - from);
  }
  /** Visits the entries of a column. */
  entriesOf(column: number, visit: (row: number, value: number) => void): void {
    const { columnStart, rowIndex, value } = this.data;
    for (let k = columnStart[column]!; k < columnStart[column + 1]!; k++) visit(rowIndex[k]!, value[k]!);
  }
}

const reducedCosts = (
  data: LpData,
  costs: Float64Array,
  primal: Float64Array,
  duals: Float64Array,
): Float64Array => {
  const reduced = costs.slice();
  for (let column = 0; column < data.columnCount; column++) {
    for (let k = data.columnStart[column]!; k < data.columnStart[column + 1]!; k++)
      reduced[column]! -= data.value[k]! * duals[data.rowIndex[k]!]!;
    reduced[column]! += 2 * (data.columnSquare?.[column] ?? 0) * primal[column]!;
  }
  return reduced;
};
