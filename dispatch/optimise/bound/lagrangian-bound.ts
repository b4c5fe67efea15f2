import { type BidTable, pausesAtAPrice } from '../bids/bid-table.ts';
import { leastJoinedWeight } from '../bids/joined-bound.ts';
import { CheapestShares, noShares } from '../bids/preemptible-answer.ts';
import { SharedStarts } from '../bids/shared-starts.ts';
import { PriceSums, type WorkPrices } from '../bids/work-prices.ts';
import { constantWeight, type Weighing } from '../objective/objective.ts';
import type { PowerModel } from '../power-model.ts';
import { workPricesOf } from '../prices/shadow-prices.ts';
import type { LpData } from '../solvers/lp-solver.ts';
import { sumOf } from '../sum-of.ts';

/** The part of the bound that the power side gives at some duals: valid whatever the duals are. */
export const powerSideBound = (data: LpData, duals: Float64Array): number => {
  let total = 0;
  for (let row = 0; row < data.rowCount; row++) {
    const dual = duals[row]!;
    if (dual > 0) total += dual * data.rowLower[row]!;
    else if (dual < 0) total += dual * data.rowUpper[row]!;
  }
  for (let column = 0; column < data.columnCount; column++) {
    let reduced = data.columnCost[column]!;
    for (let k = data.columnStart[column]!; k < data.columnStart[column + 1]!; k++)
      reduced -= duals[data.rowIndex[k]!]! * data.value[k]!;
    const square = data.columnSquare?.[column] ?? 0;
    total += leastOf(reduced, square, data.columnLower[column]!, data.columnUpper[column]!);
  }
  return total;
};

/** The least of slope x value + square x value² between two bounds. */
const leastOf = (slope: number, square: number, lower: number, upper: number): number => {
  if (square > 0) {
    const value = Math.min(upper, Math.max(lower, -slope / (2 * square)));
    return slope * value + square * value * value;
  }
  if (slope === 0) return 0;
  return slope > 0 ? slope * lower : slope * upper;
};

/** Sets duals to zero where their sign asks for a limit that the row does not have. */
export const clipToSigns = (data: LpData, duals: Float64Array): void => {
  for (let row = 0; row < data.rowCount; row++) {
    const dual = duals[row]!;
    const limit = dual > 0 ? data.rowLower[row]! : data.rowUpper[row]!;
    if (!Number.isFinite(limit)) duals[row] = 0;
  }
};

/** The cheapest weight of every bid at given prices: what no schedule of that bid can beat. */
export const answerWeights = ({ table }: { readonly table: BidTable }, prices: WorkPrices): Float64Array => {
  const sums = new PriceSums(table, prices);
  const shares = new CheapestShares(table);
  const run = noShares(table.grid.totalCount);
  const weights = new Float64Array(table.bidCount);
  new SharedStarts(table).weigh(sums, weights);
  for (let bid = 0; bid < table.bidCount; bid++) {
    if (table.rigid[bid]) continue;
    if (pausesAtAPrice(table, bid)) {
      weights[bid] = leastJoinedWeight(table, sums, bid, shares);
    } else {
      shares.answer(sums, bid, null, run);
      weights[bid] = run.weight;
    }
  }
  return weights;
};

/** A bound with its parts: the power side's and every bid's, so that it can be taken for fewer bids too. */
export interface LagrangianBound {
  readonly value: number;
  readonly powerSide: number;
  readonly answers: Float64Array;
  readonly prices: WorkPrices;
  readonly duals: Float64Array;
}

/**
 * A lower bound on the objective of every schedule of these bids, whatever the duals: the rows that couple power and
 * work are priced instead of kept, and then every column and every bid takes its best value alone (Lagrangian duality;
 * Geoffrion 1974). All columns have finite bounds, so inexact duals weaken the bound and never break it.
 */
export const lagrangianBound = (
  power: PowerModel,
  data: LpData,
  weighing: Weighing,
  givenDuals: Float64Array,
  answer: (prices: WorkPrices) => Float64Array = (prices) => answerWeights(power, prices),
): LagrangianBound => {
  const duals = givenDuals.slice(0, data.rowCount);
  clipToSigns(data, duals);
  const prices = workPricesOf(power, weighing, duals);
  const powerSide = powerSideBound(data, duals) + constantWeight(power.model, weighing);
  const answers = answer(prices);
  return { value: powerSide + sumOf(answers), powerSide, answers, prices, duals };
};
