import { invariant } from '#units';
import type { CostPartName } from '../objective/cost-parts.ts';
import type { MeasureName } from '../objective/measures.ts';
import type { LpData } from '../solvers/lp-solver.ts';
import type { Conversion } from './conversion.ts';
import { FloatList, IntList } from './lists.ts';

declare const columnUnit: unique symbol;
declare const rowUnit: unique symbol;

/** Index of a column, with the unit of its value as a type. A function type keeps two units from meeting in a union. */
export type Column<Unit extends string> = number & { readonly [columnUnit]: (unit: Unit) => Unit };
/** Index of a row, with the unit of both of its sides as a type. */
export type Row<Unit extends string> = number & { readonly [rowUnit]: (unit: Unit) => Unit };

/** Consecutive columns that belong together, whatever their unit: what a reader of values needs. */
export interface Columns {
  readonly name: string;
  readonly element: string;
  readonly first: number;
  readonly count: number;
}
/** One decision of one element: usually one column a period. */
export interface Decision<Unit extends string> extends Columns {
  readonly first: Column<Unit>;
}
export const columnAt = <Unit extends string>(decision: Decision<Unit>, step: number): Column<Unit> =>
  (decision.first + step) as Column<Unit>;

interface RowFamily {
  readonly block: string;
  readonly element: string;
}

/**
 * A linear program under construction: named decisions and rows, terms in any order, compiled once to sparse arrays.
 * A row adds only columns of its own unit; another unit enters through a conversion.
 */
export class LpModel {
  readonly decisions: Columns[] = [];
  private readonly families: RowFamily[] = [];
  private readonly familyOf = new IntList();
  private readonly periodOf = new IntList();
  private readonly columnLower = new FloatList();
  private readonly columnUpper = new FloatList();
  private readonly rowLower = new FloatList();
  private readonly rowUpper = new FloatList();
  private readonly termRow = new IntList();
  private readonly termColumn = new IntList();
  private readonly termValue = new FloatList();
  private readonly chargePart: CostPartName[] = [];
  private readonly chargeColumn = new IntList();
  private readonly chargeYuan = new FloatList();
  private readonly constantPart: CostPartName[] = [];
  private readonly constantYuan = new FloatList();
  private readonly squarePart: CostPartName[] = [];
  private readonly squareColumn = new IntList();
  private readonly squareYuan = new FloatList();
  private readonly measured = new Map<MeasureName, { column: IntList; amount: FloatList }>();
  /** First and count of every decision that takes whole numbers. */
  private readonly whole: Columns[] = [];

  get columnCount(): number {
    return this.columnLower.length;
  }
  get rowCount(): number {
    return this.rowLower.length;
  }

  get hasWholeColumns(): boolean {
    return this.whole.length > 0;
  }

  /**
   * Columns `lower <= x <= upper` for each step. Every price gives a bound only where all bounds are finite: an
   * infinite one is for cases of others, which carry no jobs.
   */
  decide<Unit extends string>(
    name: string,
    element: string,
    count: number,
    lower: (step: number) => number,
    upper: (step: number) => number,
  ): Decision<Unit> {
    const first = this.columnCount as Column<Unit>;
    for (let step = 0; step < count; step++) {
      const [least, most] = [lower(step), upper(step)];
      invariant(least <= most, `${name}[${element},${step}] has a value between ${least} and ${most}`);
      this.columnLower.push(least);
      this.columnUpper.push(most);
    }
    const decision: Decision<Unit> = { name, element, first, count };
    this.decisions.push(decision);
    return decision;
  }

  /** The same for decisions that take whole numbers: on or off, so many steps. */
  decideWhole<Unit extends string>(
    name: string,
    element: string,
    count: number,
    lower: (step: number) => number,
    upper: (step: number) => number,
  ): Decision<Unit> {
    const decision = this.decide<Unit>(name, element, count, lower, upper);
    this.whole.push(decision);
    return decision;
  }

  lowerOf(column: number): number {
    return this.columnLower.at(column);
  }
  upperOf(column: number): number {
    return this.columnUpper.at(column);
  }

  /** One row `lower <= ... <= upper` of a block, for an element and a period. */
  row<Unit extends string>(
    block: string,
    element: string,
    period: number,
    lower: number,
    upper: number,
  ): Row<Unit> {
    const last = this.families.at(-1);
    if (last?.block !== block || last.element !== element) this.families.push({ block, element });
    this.familyOf.push(this.families.length - 1);
    this.periodOf.push(period);
    this.rowLower.push(lower);
    this.rowUpper.push(upper);
    return (this.rowCount - 1) as Row<Unit>;
  }

  /** Adds a known amount to the left side of a row: both limits move by it. */
  addKnown(row: number, amount: number): void {
    this.rowLower.set(row, this.rowLower.at(row) - amount);
    this.rowUpper.set(row, this.rowUpper.at(row) - amount);
  }

  /** Adds `factor x column` to a row of the same unit. */
  add<Unit extends string>(row: Row<Unit>, factor: number, column: Column<Unit>): void {
    this.term(row, factor, column);
  }

  /** Adds `factor x conversion x column` to a row of the unit that the conversion ends in. */
  addConverted<From extends string, To extends string>(
    row: Row<To>,
    factor: number,
    conversion: Conversion<From, To>,
    column: Column<From>,
  ): void {
    this.term(row, factor * conversion, column);
  }

  private term(row: number, value: number, column: number): void {
    if (value === 0) return;
    this.termRow.push(row);
    this.termColumn.push(column);
    this.termValue.push(value);
  }

  /** Yuan per unit of a column, kept under the name of its part of the cost. */
  charge(part: CostPartName, column: number, yuanPerUnit: number): void {
    if (yuanPerUnit === 0) return;
    this.chargePart.push(part);
    this.chargeColumn.push(column);
    this.chargeYuan.push(yuanPerUnit);
  }

  /** Yuan that are spent whatever is decided. */
  chargeConstant(part: CostPartName, yuan: number): void {
    if (yuan === 0) return;
    this.constantPart.push(part);
    this.constantYuan.push(yuan);
  }

  /** Yuan per squared unit of a column: cost that rises with the value. */
  chargeSquare(part: CostPartName, column: number, yuanPerSquare: number): void {
    if (yuanPerSquare === 0) return;
    this.squarePart.push(part);
    this.squareColumn.push(column);
    this.squareYuan.push(yuanPerSquare);
  }

  /** What a unit of a column adds to something that is counted besides yuan. */
  measure(name: MeasureName, column: number, amountPerUnit: number): void {
    if (amountPerUnit === 0) return;
    const list = this.measured.get(name) ?? { column: new IntList(), amount: new FloatList() };
    list.column.push(column);
    list.amount.push(amountPerUnit);
    this.measured.set(name, list);
  }
  /** Tonnes of CO2 per unit of a column. */
  emit(column: number, tco2PerUnit: number): void {
    this.measure('tco2', column, tco2PerUnit);
  }

  forEachCharge(visit: (part: CostPartName, column: number, yuanPerUnit: number) => void): void {
    for (let i = 0; i < this.chargePart.length; i++)
      visit(this.chargePart[i]!, this.chargeColumn.at(i), this.chargeYuan.at(i));
  }
  forEachConstant(visit: (part: CostPartName, yuan: number) => void): void {
    for (let i = 0; i < this.constantPart.length; i++) visit(this.constantPart[i]!, this.constantYuan.at(i));
  }
  forEachSquare(visit: (part: CostPartName, column: number, yuanPerSquare: number) => void): void {
    for (let i = 0; i < this.squarePart.length; i++)
      visit(this.squarePart[i]!, this.squareColumn.at(i), this.squareYuan.at(i));
  }
  forEachMeasure(name: MeasureName, visit: (column: number, amountPerUnit: number) => void): void {
    const list = this.measured.get(name);
    if (list === undefined) return;
    for (let i = 0; i < list.column.length; i++) visit(list.column.at(i), list.amount.at(i));
  }

  /** `storage_balance[battery,3]`. */
  rowName(row: number): string {
    const { block, element, period } = this.rowPlace(row);
    return `${block}[${element},${period}]`;
  }
  /** The block of a row (the name of its file in `constraints/`), the element, and its number among the element's rows. */
  rowPlace(row: number): { readonly block: string; readonly element: string; readonly period: number } {
    return { ...this.families[this.familyOf.at(row)]!, period: this.periodOf.at(row) };
  }
  blockOf(row: number): string {
    return this.families[this.familyOf.at(row)]!.block;
  }
  columnName(column: number): string {
    const decision = this.decisionOf(column);
    return `${decision.name}[${decision.element},${column - decision.first}]`;
  }
  /** The decision that a column belongs to; decisions lie in the order of their columns. */
  decisionOf(column: number): Columns {
    let [low, high] = [0, this.decisions.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.decisions[middle]!.first <= column) low = middle;
      else high = middle - 1;
    }
    const decision = this.decisions[low];
    invariant(decision, `column ${column} belongs to a decision`);
    return decision;
  }

  /** Compiles to sparse columns with the given weights in the objective; `squares` weighs squared values. */
  toData(columnCost: Float64Array, squares?: Float64Array): LpData {
    const { start, rowIndex, value } = this.sparseColumns();
    return {
      columnCount: this.columnCount,
      rowCount: this.rowCount,
      columnCost,
      ...(squares === undefined ? {} : { columnSquare: squares }),
      columnLower: this.columnLower.toArray(),
      columnUpper: this.columnUpper.toArray(),
      ...(this.hasWholeColumns ? { isWhole: this.wholeFlags() } : {}),
      rowLower: this.rowLower.toArray(),
      rowUpper: this.rowUpper.toArray(),
      columnStart: start,
      rowIndex,
      value,
    };
  }

  private wholeFlags(): Uint8Array {
    const flags = new Uint8Array(this.columnCount);
    for (const { first, count } of this.whole) flags.fill(1, first, first + count);
    return flags;
  }

  /** A counting sort of the terms by column; terms that meet in one row of a column are added up. */
  private sparseColumns(): { start: Int32Array; rowIndex: Int32Array; value: Float64Array } {
    const termCount = this.termRow.length;
    const from = new Int32Array(this.columnCount + 1);
    for (let i = 0; i < termCount; i++) from[this.termColumn.at(i) + 1]!++;
    for (let column = 0; column < this.columnCount; column++) from[column + 1]! += from[column]!;
    const next = from.slice();
    const termAt = new Int32Array(termCount);
    for (let i = 0; i < termCount; i++) termAt[next[this.termColumn.at(i)]!++] = i;
    const start = new Int32Array(this.columnCount + 1);
    const rowIndex = new Int32Array(termCount);
    const value = new Float64Array(termCount);
    const slotOfRow = new Int32Array(this.rowCount).fill(-1);
    let slots = 0;
    for (let column = 0; column < this.columnCount; column++) {
      start[column] = slots;
      for (let k = from[column]!; k < from[column + 1]!; k++) {
        const row = this.termRow.at(termAt[k]!);
        // A slot below this column's first belongs to an earlier column.
        if (slotOfRow[row]! < start[column]!) {
          slotOfRow[row] = slots;
          rowIndex[slots++] = row;
        }
        value[slotOfRow[row]!]! += this.termValue.at(termAt[k]!);
      }
    }
    start[this.columnCount] = slots;
    return { start, rowIndex: rowIndex.slice(0, slots), value: value.slice(0, slots) };
  }
}
