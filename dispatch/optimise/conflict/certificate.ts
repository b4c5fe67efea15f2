import type { LpData } from '../solvers/lp-solver.ts';

/** One side of a row, or one bound of a column, that takes part in a proof that no solution exists. */
export interface Member {
  readonly kind: 'row' | 'column';
  readonly index: number;
  readonly side: 'lower' | 'upper';
}

/** Duals below this share of the largest are rounding. */
const ROUNDING_SHARE = 1e-9;

/**
 * What proves that nothing fits, read from the duals of an elastic problem (Farkas' lemma): the rows with a dual and
 * the bounds against which the rows' mixture of columns leans. They alone already have no solution.
 */
export const certificateOf = (data: LpData, duals: Float64Array): Member[] => {
  const members: Member[] = [];
  const largest = duals.reduce((most, dual) => Math.max(most, Math.abs(dual)), 0);
  const tolerance = ROUNDING_SHARE * Math.max(largest, 1e-6);
  for (let row = 0; row < data.rowCount; row++)
    if (Math.abs(duals[row]!) > tolerance)
      members.push({ kind: 'row', index: row, side: duals[row]! > 0 ? 'lower' : 'upper' });
  for (let column = 0; column < data.columnCount; column++) {
    let mixed = 0;
    for (let k = data.columnStart[column]!; k < data.columnStart[column + 1]!; k++)
      mixed -= data.value[k]! * duals[data.rowIndex[k]!]!;
    if (Math.abs(mixed) <= 1e3 * tolerance) continue;
    const side = mixed > 0 ? 'lower' : 'upper';
    // That an amount is not negative is no limit of anybody's: it always holds and is not named.
    if (boundOf(data, column, side) !== 0) members.push({ kind: 'column', index: column, side });
  }
  return members;
};

const boundOf = (data: LpData, column: number, side: Member['side']): number =>
  side === 'lower' ? data.columnLower[column]! : data.columnUpper[column]!;

/** Every limit there is: where whole numbers are what does not fit, no duals prove anything. */
export const allMembers = (data: LpData): Member[] => {
  const members: Member[] = [];
  for (const side of ['lower', 'upper'] as const) {
    for (let row = 0; row < data.rowCount; row++)
      if (Number.isFinite(side === 'lower' ? data.rowLower[row]! : data.rowUpper[row]!))
        members.push({ kind: 'row', index: row, side });
    for (let column = 0; column < data.columnCount; column++) {
      const bound = boundOf(data, column, side);
      if (bound !== 0 && Number.isFinite(bound)) members.push({ kind: 'column', index: column, side });
    }
  }
  return members;
};

/** The problem of these members alone: their rows, the columns in them, free where a bound other than zero is no member. */
export const problemOf = (data: LpData, members: readonly Member[], whole: boolean): LpData => {
  const rows = new Map<number, number>();
  for (const { kind, index } of members) if (kind === 'row' && !rows.has(index)) rows.set(index, rows.size);
  const sideOf = (kind: Member['kind'], side: Member['side']): ReadonlySet<number> =>
    new Set(members.filter((m) => m.kind === kind && m.side === side).map(({ index }) => index));
  const [lowerRows, upperRows] = [sideOf('row', 'lower'), sideOf('row', 'upper')];
  const [lowerColumns, upperColumns] = [sideOf('column', 'lower'), sideOf('column', 'upper')];
  const part = columnsIn(data, rows, new Set([...lowerColumns, ...upperColumns]));
  const { columns } = part;
  const kept = (values: Float64Array, from: ReadonlySet<number>, at: readonly number[], missing: number) =>
    Float64Array.from(at, (index) => (from.has(index) ? values[index]! : missing));
  const bounds = (values: Float64Array, from: ReadonlySet<number>, missing: number) =>
    Float64Array.from(columns, (index) =>
      values[index] === 0 || from.has(index) ? values[index]! : missing,
    );
  const rowList = [...rows.keys()];
  const [none, all] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  return {
    columnCount: columns.length,
    rowCount: rowList.length,
    columnCost: new Float64Array(columns.length),
    columnLower: bounds(data.columnLower, lowerColumns, none),
    columnUpper: bounds(data.columnUpper, upperColumns, all),
    rowLower: kept(data.rowLower, lowerRows, rowList, none),
    rowUpper: kept(data.rowUpper, upperRows, rowList, all),
    columnStart: part.start,
    rowIndex: part.rowIndex,
    value: part.value,
    ...(whole && data.isWhole !== undefined
      ? { isWhole: Uint8Array.from(columns, (index) => data.isWhole![index]!) }
      : {}),
  };
};

interface Part {
  readonly columns: readonly number[];
  readonly start: Int32Array;
  readonly rowIndex: Int32Array;
  readonly value: Float64Array;
}

/** Columns that enter any of the rows, or have a bound of their own, renumbered with the rows. */
const columnsIn = (data: LpData, rows: ReadonlyMap<number, number>, bounded: ReadonlySet<number>): Part => {
  const columns: number[] = [];
  const start = [0];
  const rowIndex: number[] = [];
  const value: number[] = [];
  for (let column = 0; column < data.columnCount; column++) {
    const before = rowIndex.length;
    for (let k = data.columnStart[column]!; k < data.columnStart[column + 1]!; k++) {
      const row = rows.get(data.rowIndex[k]!);
      if (row === undefined) continue;
      rowIndex.push(row);
      value.push(data.value[k]!);
    }
    if (rowIndex.length === before && !bounded.has(column)) continue;
    columns.push(column);
    start.push(rowIndex.length);
  }
  return {
    columns,
    start: Int32Array.from(start),
    rowIndex: Int32Array.from(rowIndex),
    value: Float64Array.from(value),
  };
};
