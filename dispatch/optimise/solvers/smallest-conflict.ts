import type { LpData } from './lp-solver.ts';

/** Duals below this are rounding: the row is no part of the conflict. */
const NO_DUAL = 1e-7;

/**
 * The program whose optimum shows a smallest conflict of an infeasible one: the least violation that, granted to every
 * row alike, lets all of them hold. The duals of its rows at a vertex are, up to scale, an extreme proof of
 * infeasibility, and the rows in such a proof are an irreducible infeasible set (Gleeson and Ryan 1990). So any solver
 * that ends at a basis finds the set in one run. A row with two limits is there twice, as each may be violated.
 */
export const violationProgram = (data: LpData): { readonly lp: LpData; readonly rowOf: Int32Array } => {
  const limits: { row: number; lower: number; upper: number; sign: 1 | -1 }[] = [];
  for (let row = 0; row < data.rowCount; row++) {
    const [lower, upper] = [data.rowLower[row]!, data.rowUpper[row]!];
    if (Number.isFinite(lower)) limits.push({ row, lower, upper: Number.POSITIVE_INFINITY, sign: 1 });
    if (Number.isFinite(upper)) limits.push({ row, lower: Number.NEGATIVE_INFINITY, upper, sign: -1 });
  }
  const places = placesOf(data.rowCount, limits);
  const [starts, rowIndex, value]: [number[], number[], number[]] = [[0], [], []];
  for (let column = 0; column < data.columnCount; column++) {
    for (let k = data.columnStart[column]!; k < data.columnStart[column + 1]!; k++)
      for (const place of places[data.rowIndex[k]!]!) {
        rowIndex.push(place);
        value.push(data.value[k]!);
      }
    starts.push(rowIndex.length);
  }
  limits.forEach(({ sign }, place) => {
    rowIndex.push(place);
    value.push(sign);
  });
  starts.push(rowIndex.length);
  const lp: LpData = {
    columnCount: data.columnCount + 1,
    rowCount: limits.length,
    columnCost: oneMore(new Float64Array(data.columnCount), 1),
    columnLower: oneMore(data.columnLower, 0),
    columnUpper: oneMore(data.columnUpper, Number.POSITIVE_INFINITY),
    rowLower: Float64Array.from(limits, ({ lower }) => lower),
    rowUpper: Float64Array.from(limits, ({ upper }) => upper),
    columnStart: Int32Array.from(starts),
    rowIndex: Int32Array.from(rowIndex),
    value: Float64Array.from(value),
  };
  return { lp, rowOf: Int32Array.from(limits, ({ row }) => row) };
};

/** Rows of the conflict, from the duals of the violation program; each once, in order. */
export const conflictFrom = (rowOf: Int32Array, duals: Float64Array): Int32Array => {
  const rows = new Set<number>();
  rowOf.forEach((row, place) => {
    if (Math.abs(duals[place]!) > NO_DUAL) rows.add(row);
  });
  return Int32Array.from(rows).sort();
};

const placesOf = (rowCount: number, limits: readonly { row: number }[]): number[][] => {
  const places: number[][] = Array.from({ length: rowCount }, () => []);
  limits.forEach(({ row }, place) => {
    places[row]!.push(place);
  });
  return places;
};

const oneMore = (values: Float64Array, last: number): Float64Array => {
  const all = new Float64Array(values.length + 1);
  all.set(values);
  all[values.length] = last;
  return all;
};
