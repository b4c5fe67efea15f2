import { FloatList, IntList } from '../model/lists.ts';
import type { AddedColumns } from '../solvers/lp-solver.ts';

/** Collects columns whose entries come in any order and more than once a row. */
export class ColumnWriter {
  private readonly sum: Float64Array;
  private readonly touched: Int32Array;
  private readonly isTouched: Uint8Array;
  private touchedCount = 0;
  private cost = new FloatList();
  private columnStart = new IntList();
  private rowIndex = new IntList();
  private value = new FloatList();

  constructor(rowCount: number) {
    this.sum = new Float64Array(rowCount);
    this.touched = new Int32Array(rowCount);
    this.isTouched = new Uint8Array(rowCount);
  }

  begin(): void {
    this.cost = new FloatList();
    this.columnStart = new IntList();
    this.columnStart.push(0);
    this.rowIndex = new IntList();
    this.value = new FloatList();
  }

  add(row: number, value: number): void {
    if (!this.isTouched[row]) {
      this.isTouched[row] = 1;
      this.touched[this.touchedCount++] = row;
    }
    this.sum[row]! += value;
  }

  /** Ends a column, which may be used from nothing to all of it. */
  endColumn(cost: number): void {
    for (let i = 0; i < this.touchedCount; i++) {
      const row = this.touched[i]!;
      if (this.sum[row] !== 0) {
        this.rowIndex.push(row);
        this.value.push(this.sum[row]!);
      }
      this.sum[row] = 0;
      this.isTouched[row] = 0;
    }
    this.touchedCount = 0;
    this.cost.push(cost);
    this.columnStart.push(this.rowIndex.length);
  }

  finish(): AddedColumns {
    const count = this.cost.length;
    return {
      cost: this.cost.toArray(),
      lower: new Float64Array(count),
      upper: new Float64Array(count).fill(1),
      columnStart: this.columnStart.toArray(),
      rowIndex: this.rowIndex.toArray(),
      value: this.value.toArray(),
    };
  }
}
