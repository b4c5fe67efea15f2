import type { LoadedLp, LpData } from '../solvers/lp-solver.ts';

/** Whether two compiled models have their entries in the same places, so that one can be changed into the other. */
export const isSameShape = (a: LpData, b: LpData): boolean =>
  a.columnCount === b.columnCount &&
  a.rowCount === b.rowCount &&
  areEqual(a.columnStart, b.columnStart) &&
  areEqual(a.rowIndex, b.rowIndex) &&
  areEqual(a.isWhole ?? NONE, b.isWhole ?? NONE) &&
  areEqual(a.columnSquare ?? NONE, b.columnSquare ?? NONE);

const NONE = new Uint8Array(0);

/** Changes a loaded model in place from what it was into what it is to be; both have the same shape. */
export const changeInto = (lp: LoadedLp, from: LpData, to: LpData): void => {
  if (!areEqual(from.columnCost, to.columnCost)) lp.changeColumnCosts(0, to.columnCost);
  if (!areEqual(from.columnLower, to.columnLower) || !areEqual(from.columnUpper, to.columnUpper))
    lp.changeColumnBounds(0, to.columnLower, to.columnUpper);
  if (!areEqual(from.rowLower, to.rowLower) || !areEqual(from.rowUpper, to.rowUpper))
    lp.changeRowBounds(0, to.rowLower, to.rowUpper);
  for (let column = 0; column < to.columnCount; column++)
    for (let k = to.columnStart[column]!; k < to.columnStart[column + 1]!; k++)
      if (from.value[k] !== to.value[k]) lp.changeCoefficient(to.rowIndex[k]!, column, to.value[k]!);
};

const areEqual = (a: ArrayLike<number>, b: ArrayLike<number>): boolean => {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
};
