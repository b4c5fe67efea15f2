import type { LagrangianBound } from '../bound/lagrangian-bound.ts';
import { constantWeight, type Weighing } from '../objective/objective.ts';
import type { PowerModel } from '../power-model.ts';
import type { LpData, LpSolver, SolveLimits } from '../solvers/lp-solver.ts';
import { sumOf } from '../sum-of.ts';

/**
 * A bound that knows of whole numbers: only the rows in which power and work meet are priced, and the power side keeps
 * all its others in a search over whole numbers. What that search proves, with the jobs' answers to the same prices,
 * is below every plan of these jobs (Geoffrion 1974), and never below the bound that prices all rows at these duals'
 * best. Returns the given bound where time allows no better one.
 */
export const wholeBound = (
  power: PowerModel,
  data: LpData,
  weighing: Weighing,
  solver: LpSolver,
  from: LagrangianBound,
  limits: Omit<SolveLimits, 'start'>,
): LagrangianBound => {
  const { priced, constant } = pricedOut(power, data, from.duals);
  const lp = solver.load(priced);
  const outcome = lp.run({ ...limits, start: 'cold' });
  const isProven = outcome.kind === 'optimal' || outcome.kind === 'feasible';
  const powerSide = isProven
    ? lp.objectiveBound() + constant + constantWeight(power.model, weighing)
    : Number.NEGATIVE_INFINITY;
  lp.dispose();
  const value = powerSide + sumOf(from.answers);
  return value > from.value ? { ...from, value, powerSide } : from;
};

/** The power side with the rows of work and pools moved into its costs; `constant`: what their limits are worth. */
const pricedOut = (
  power: PowerModel,
  data: LpData,
  duals: Float64Array,
): { priced: LpData; constant: number } => {
  const isPriced = meetingRows(power, data);
  const columnCost = data.columnCost.slice();
  for (let column = 0; column < data.columnCount; column++)
    for (let k = data.columnStart[column]!; k < data.columnStart[column + 1]!; k++) {
      const row = data.rowIndex[k]!;
      if (isPriced[row]) columnCost[column]! -= duals[row]! * data.value[k]!;
    }
  const [rowLower, rowUpper] = [data.rowLower.slice(), data.rowUpper.slice()];
  let constant = 0;
  isPriced.forEach((priced, row) => {
    if (!priced) return;
    const dual = duals[row]!;
    if (dual !== 0) constant += dual * (dual > 0 ? data.rowLower[row]! : data.rowUpper[row]!);
    rowLower[row] = Number.NEGATIVE_INFINITY;
    rowUpper[row] = Number.POSITIVE_INFINITY;
  });
  return { priced: { ...data, columnCost, rowLower, rowUpper }, constant };
};

const meetingRows = ({ workRows, poolRows, table }: PowerModel, data: LpData): Uint8Array => {
  const isPriced = new Uint8Array(data.rowCount);
  for (const first of workRows) isPriced.fill(1, first, first + table.grid.periodCount);
  for (const row of poolRows) if (row >= 0) isPriced[row] = 1;
  return isPriced;
};
