import type { SolveOutcome } from '#dispatch/domain';
import { invariant } from '#units';
import { type Components, componentsOf } from './components.ts';
import type { AddedColumns, LoadedLp, LpData, LpSolver, SolveLimits } from './lp-solver.ts';

/** Below so many columns a model of its own is not worth its overhead. */
const LEAST_COLUMNS = 3000;

/**
 * A solver that gives every part of a program that stands alone (areas without a line between them) a model of its own.
 * Five areas of 960 periods are solved again in a third of the time that one model takes, and no change in one
 * area disturbs the others' bases. Added columns and changed coefficients stay within one part.
 */
export const inParts = (solver: LpSolver, leastColumns = LEAST_COLUMNS): LpSolver => ({
  name: `${solver.name} in parts`,
  load: (model) => {
    const components = componentsOf(model, leastColumns);
    if (components.parts.length === 1) return solver.load(model);
    return new SplitLp(solver, model, components);
  },
});

class SplitLp implements LoadedLp {
  private readonly lps: readonly LoadedLp[];
  private readonly columnCounts: number[];
  private readonly partOfRow: Int32Array;
  private readonly placeOfRow: Int32Array;
  private partOfColumn: Int32Array;
  private placeOfColumn: Int32Array;

  constructor(solver: LpSolver, data: LpData, components: Components) {
    this.lps = components.parts.map((part) => solver.load(part));
    this.columnCounts = components.parts.map((part) => part.columnCount);
    this.partOfRow = components.partOfRow;
    this.placeOfRow = components.placeOfRow;
    this.partOfColumn = components.partOfColumn;
    this.placeOfColumn = components.placeOfColumn;
    invariant(this.partOfRow.length === data.rowCount, 'every row has a part or none');
  }

  changeColumnCosts(first: number, costs: Float64Array): void {
    this.forRuns(this.partOfColumn, this.placeOfColumn, first, costs.length, (lp, place, from, to) =>
      lp.changeColumnCosts(place, costs.subarray(from, to)),
    );
  }
  changeColumnBounds(first: number, lower: Float64Array, upper: Float64Array): void {
    this.forRuns(this.partOfColumn, this.placeOfColumn, first, lower.length, (lp, place, from, to) =>
      lp.changeColumnBounds(place, lower.subarray(from, to), upper.subarray(from, to)),
    );
  }
  changeRowBounds(first: number, lower: Float64Array, upper: Float64Array): void {
    this.forRuns(this.partOfRow, this.placeOfRow, first, lower.length, (lp, place, from, to) =>
      lp.changeRowBounds(place, lower.subarray(from, to), upper.subarray(from, to)),
    );
  }

  /** Calls once for every run of neighbours that are neighbours in one part too. */
  private forRuns(
    partOf: Int32Array,
    placeOf: Int32Array,
    first: number,
    count: number,
    change: (lp: LoadedLp, place: number, from: number, to: number) => void,
  ): void {
    for (let from = 0; from < count; ) {
      const part = partOf[first + from]!;
      const place = placeOf[first + from]!;
      let to = from + 1;
      while (
        to < count &&
        partOf[first + to] === part &&
        (part < 0 || placeOf[first + to] === place + to - from)
      )
        to++;
      if (part >= 0) change(this.lps[part]!, place, from, to);
      from = to;
    }
  }

  changeCoefficient(row: number, column: number, value: number): void {
    const part = this.partOfRow[row]!;
    invariant(part === this.partOfColumn[column], 'a changed coefficient stays within its part');
    this.lps[part]!.changeCoefficient(this.placeOfRow[row]!, this.placeOfColumn[column]!, value);
  }

  addColumns(columns: AddedColumns): void {
    const count = columns.cost.length;
    const before = this.partOfColumn.length;
    const lists: number[][] = this.lps.map(() => []);
    const parts = new Int32Array(before + count);
    const places = new Int32Array(before + count);
    parts.set(this.partOfColumn);
    places.set(this.placeOfColumn);
    for (let column = 0; column < count; column++) {
      const part = this.partOfAdded(columns, column);
      parts[before + column] = part;
      places[before + column] = this.columnCounts[part]! + lists[part]!.push(column) - 1;
    }
    this.partOfColumn = parts;
    this.placeOfColumn = places;
    lists.forEach((list, part) => {
      if (list.length === 0) return;
      this.lps[part]!.addColumns(pickColumns(columns, list, this.placeOfRow));
      this.columnCounts[part]! += list.length;
    });
  }

  private partOfAdded(columns: AddedColumns, column: number): number {
    const [from, to] = [columns.columnStart[column]!, columns.columnStart[column + 1]!];
    const part = from < to ? this.partOfRow[columns.rowIndex[from]!]! : 0;
    for (let k = from; k < to; k++)
      invariant(
        part >= 0 && this.partOfRow[columns.rowIndex[k]!] === part,
        'an added column stays in its part',
      );
    return part;
  }

  /** The parts one after the other; the first that has no optimum tells how all ended. */
  run(limits: SolveLimits): SolveOutcome {
    let worst: SolveOutcome = { kind: 'optimal' };
    for (const lp of this.lps) {
      const outcome = lp.run(limits);
      if (outcome.kind === 'feasible' && worst.kind === 'feasible')
        worst = { kind: 'feasible', gapRatio: Math.max(outcome.gapRatio, worst.gapRatio) };
      else if (outcome.kind === 'feasible') worst = outcome;
      else if (outcome.kind !== 'optimal') return outcome;
    }
    return worst;
  }

  objectiveValue(): number {
    return this.lps.reduce((sum, lp) => sum + lp.objectiveValue(), 0);
  }
  objectiveBound(): number {
    return this.lps.reduce((sum, lp) => sum + lp.objectiveBound(), 0);
  }
  primal(): Float64Array {
    return this.gathered(
      this.partOfColumn,
      this.placeOfColumn,
      this.lps.map((lp) => lp.primal()),
    );
  }
  rowDuals(): Float64Array {
    return this.gathered(
      this.partOfRow,
      this.placeOfRow,
      this.lps.map((lp) => lp.rowDuals()),
    );
  }
  private gathered(partOf: Int32Array, placeOf: Int32Array, values: readonly Float64Array[]): Float64Array {
    return Float64Array.from(partOf, (part, index) => (part < 0 ? 0 : values[part]![placeOf[index]!]!));
  }

  dispose(): void {
    for (const lp of this.lps) lp.dispose();
  }
}

const pickColumns = (
  columns: AddedColumns,
  list: readonly number[],
  placeOfRow: Int32Array,
): AddedColumns => {
  const rowIndex: number[] = [];
  const value: number[] = [];
  const columnStart = Int32Array.from({ length: list.length + 1 });
  list.forEach((column, c) => {
    for (let k = columns.columnStart[column]!; k < columns.columnStart[column + 1]!; k++) {
      rowIndex.push(placeOfRow[columns.rowIndex[k]!]!);
      value.push(columns.value[k]!);
    }
    columnStart[c + 1] = rowIndex.length;
  });
  const pick = (values: Float64Array): Float64Array => Float64Array.from(list, (column) => values[column]!);
  return {
    cost: pick(columns.cost),
    lower: pick(columns.lower),
    upper: pick(columns.upper),
    columnStart,
    rowIndex: Int32Array.from(rowIndex),
    value: Float64Array.from(value),
  };
};
