import type { LpData } from './lp-solver.ts';

/** Which part of a program every column and row belongs to, and its place there. */
export interface Components {
  readonly parts: readonly LpData[];
  readonly partOfColumn: Int32Array;
  readonly placeOfColumn: Int32Array;
  /** -1 for a row without entries whose limits hold at zero: it is in no part. */
  readonly partOfRow: Int32Array;
  readonly placeOfRow: Int32Array;
}

/**
 * Splits a program into parts that share no row and no column, in the order of their first columns; small ones are put
 * together until a part has so many columns, as every part costs a model of its own.
 */
export const componentsOf = (data: LpData, leastColumns: number): Components => {
  const partOfColumn = joinSmall(partsOfColumns(data), leastColumns);
  const partOfRow = new Int32Array(data.rowCount).fill(-1);
  for (let column = 0; column < data.columnCount; column++)
    for (let k = data.columnStart[column]!; k < data.columnStart[column + 1]!; k++)
      partOfRow[data.rowIndex[k]!] = partOfColumn[column]!;
  for (let row = 0; row < data.rowCount; row++)
    if (partOfRow[row]! < 0 && (data.rowLower[row]! > 0 || data.rowUpper[row]! < 0)) partOfRow[row] = 0;
  const count = partOfColumn.reduce((most, part) => Math.max(most, part), 0) + 1;
  const [columns, placeOfColumn] = members(partOfColumn, count);
  const [rows, placeOfRow] = members(partOfRow, count);
  return {
    parts: columns.map((list, part) => partOf(data, list, rows[part]!, placeOfRow)),
    partOfColumn,
    placeOfColumn,
    partOfRow,
    placeOfRow,
  };
};

const joinSmall = (parts: Int32Array, leastColumns: number): Int32Array => {
  const sizes = new Int32Array(parts.reduce((most, part) => Math.max(most, part), 0) + 1);
  for (const part of parts) sizes[part]!++;
  let [joined, filled] = [0, 0];
  const joinedOf = sizes.map((size) => {
    if (filled >= leastColumns) [joined, filled] = [joined + 1, 0];
    filled += size;
    return joined;
  });
  // What is left over at the end goes with the part before it.
  const last = filled < leastColumns && joined > 0 ? joined - 1 : joined;
  return parts.map((part) => Math.min(joinedOf[part]!, last));
};

/** Columns that meet in a row belong together; columns in no row go with the first part. */
const partsOfColumns = (data: LpData): Int32Array => {
  const parent = Int32Array.from({ length: data.rowCount }, (_, row) => row);
  const rootOf = (row: number): number => {
    let root = row;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root]!]!;
      root = parent[root]!;
    }
    return root;
  };
  for (let column = 0; column < data.columnCount; column++) {
    const first = data.columnStart[column]!;
    for (let k = first + 1; k < data.columnStart[column + 1]!; k++)
      parent[rootOf(data.rowIndex[k]!)] = rootOf(data.rowIndex[first]!);
  }
  const partOfRoot = new Map<number, number>();
  return Int32Array.from({ length: data.columnCount }, (_, column) => {
    const first = data.columnStart[column]!;
    if (first === data.columnStart[column + 1]!) return 0;
    const root = rootOf(data.rowIndex[first]!);
    const part = partOfRoot.get(root) ?? partOfRoot.size;
    partOfRoot.set(root, part);
    return part;
  });
};

/** Members of every part in order, and the place of each in its part. */
const members = (partOf: Int32Array, count: number): [number[][], Int32Array] => {
  const lists: number[][] = Array.from({ length: count }, () => []);
  const place = partOf.map((part, index) => (part < 0 ? -1 : lists[part]!.push(index) - 1));
  return [lists, place];
};

const partOf = (
  data: LpData,
  columns: readonly number[],
  rows: readonly number[],
  placeOfRow: Int32Array,
): LpData => {
  const start = new Int32Array(columns.length + 1);
  columns.forEach((column, c) => {
    start[c + 1] = start[c]! + data.columnStart[column + 1]! - data.columnStart[column]!;
  });
  const rowIndex = new Int32Array(start[columns.length]!);
  const value = new Float64Array(rowIndex.length);
  columns.forEach((column, c) => {
    const from = data.columnStart[column]!;
    for (let k = start[c]!; k < start[c + 1]!; k++) {
      rowIndex[k] = placeOfRow[data.rowIndex[from + k - start[c]!]!]!;
      value[k] = data.value[from + k - start[c]!]!;
    }
  });
  const pick = (values: Float64Array, indices: readonly number[]): Float64Array =>
    Float64Array.from(indices, (index) => values[index]!);
  return {
    columnCount: columns.length,
    rowCount: rows.length,
    columnCost: pick(data.columnCost, columns),
    ...(data.columnSquare ? { columnSquare: pick(data.columnSquare, columns) } : {}),
    ...(data.isWhole ? { isWhole: Uint8Array.from(columns, (column) => data.isWhole![column]!) } : {}),
    columnLower: pick(data.columnLower, columns),
    columnUpper: pick(data.columnUpper, columns),
    rowLower: pick(data.rowLower, rows),
    rowUpper: pick(data.rowUpper, rows),
    columnStart: start,
    rowIndex,
    value,
  };
};
