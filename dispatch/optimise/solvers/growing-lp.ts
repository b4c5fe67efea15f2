import type { AddedColumns, LpData } from './lp-solver.ts';

/** A program's arrays that change in place, for a solver that is handed the whole of them at every run. */
export class GrowingLp {
  data: LpData;

  constructor(data: LpData) {
    this.data = {
      ...data,
      columnCost: data.columnCost.slice(),
      columnLower: data.columnLower.slice(),
      columnUpper: data.columnUpper.slice(),
      rowLower: data.rowLower.slice(),
      rowUpper: data.rowUpper.slice(),
      value: data.value.slice(),
    };
  }

  /** Sets one entry, which is put in where there is none. */
  setCoefficient(row: number, column: number, value: number): void {
    const { columnStart, rowIndex } = this.data;
    for (let k = columnStart[column]!; k < columnStart[column + 1]!; k++)
      if (rowIndex[k] === row) {
        this.data.value[k] = value;
        return;
      }
    const at = columnStart[column + 1]!;
    this.data = {
      ...this.data,
      columnStart: columnStart.map((start, c) => (c > column ? start + 1 : start)),
      rowIndex: joined(rowIndex.subarray(0, at), Int32Array.of(row), rowIndex.subarray(at)),
      value: joined(this.data.value.subarray(0, at), Float64Array.of(value), this.data.value.subarray(at)),
    };
  }

  addColumns(added: AddedColumns): void {
    const { data } = this;
    const count = added.cost.length;
    const first = data.value.length;
    this.data = {
      ...data,
      columnCount: data.columnCount + count,
      columnCost: joined(data.columnCost, added.cost),
      columnLower: joined(data.columnLower, added.lower),
      columnUpper: joined(data.columnUpper, added.upper),
      columnStart: joined(
        data.columnStart,
        added.columnStart.subarray(1).map((start) => first + start),
      ),
      rowIndex: joined(data.rowIndex, added.rowIndex),
      value: joined(data.value, added.value),
      ...(data.columnSquare && { columnSquare: joined(data.columnSquare, new Float64Array(count)) }),
      ...(data.isWhole && { isWhole: joined(data.isWhole, new Uint8Array(count)) }),
    };
  }
}

const joined = <List extends Float64Array | Int32Array | Uint8Array>(...parts: readonly List[]): List => {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const all = new (parts[0]!.constructor as new (length: number) => List)(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};
