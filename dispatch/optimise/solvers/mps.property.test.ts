import fc from 'fast-check';
import loadHighs from 'highs';
import { expect, test } from 'vitest';
import type { LpData } from './lp-solver.ts';
import { program } from './lp-solver-edges.contract.ts';
import { writeMps } from './mps.ts';

const highs = await loadHighs();
const infinity = Number.POSITIVE_INFINITY;
const number = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value + 0);
const limits = fc
  .tuple(fc.option(number, { nil: -infinity }), fc.option(number, { nil: infinity }), fc.boolean())
  .map(
    ([a, b, isFixed]) =>
      (isFixed && Number.isFinite(a) ? [a, a] : [Math.min(a, b), Math.max(a, b)]) as [number, number],
  );
/** HiGHS drops entries that are next to nothing. */
const entry = fc.option(number, { nil: 0 }).map((value) => (Math.abs(value) < 1e-6 ? 0 : value));

const anyProgram: fc.Arbitrary<LpData> = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 4 }))
  .chain(([columns, rows]) =>
    fc.record({
      costs: fc.array(number, { minLength: columns, maxLength: columns }),
      bounds: fc.array(limits, { minLength: columns, maxLength: columns }),
      sides: fc.array(limits, { minLength: rows, maxLength: rows }),
      entries: fc.array(fc.array(entry, { minLength: columns, maxLength: columns }), {
        minLength: rows,
        maxLength: rows,
      }),
      whole: fc.option(fc.uint8Array({ minLength: columns, maxLength: columns, max: 1 }), { nil: undefined }),
    }),
  )
  .map(({ costs, bounds, sides, entries, whole }) =>
    program(
      costs,
      bounds,
      sides.map(([from, to], row) => ({ of: entries[row]!, from, to })),
      whole === undefined ? {} : { isWhole: Uint8Array.from(whole) },
    ),
  );

const hasLimit = (data: LpData, row: number): boolean =>
  Number.isFinite(data.rowLower[row]!) || Number.isFinite(data.rowUpper[row]!);

test('what is written is what HiGHS reads, to the bit, but for rows without limits', () => {
  fc.assert(
    fc.property(anyProgram, (data) => {
      const read = highs.withModel(
        { format: 'mps', data: new TextEncoder().encode(writeMps(data, false)) },
        (model) => model.getModel('csc'),
      );
      const kept = Array.from({ length: data.rowCount }, (_, row) => row).filter((row) =>
        hasLimit(data, row),
      );
      const rowsOf = (values: Float64Array): number[] => kept.map((row) => values[row]!);
      expect([...read.colCost]).toEqual([...data.columnCost]);
      expect([...read.colLower]).toEqual([...data.columnLower]);
      expect([...read.colUpper]).toEqual([...data.columnUpper]);
      expect([...read.rowUpper]).toEqual(rowsOf(data.rowUpper));
      // A range is a difference: its lower side may be off by rounding.
      rowsOf(data.rowLower).forEach((lower, i) => {
        if (Number.isFinite(lower)) expect(Math.abs(read.rowLower[i]! - lower)).toBeLessThanOrEqual(1e-9);
        else expect(read.rowLower[i]).toBe(lower);
      });
      const entries = (starts: ArrayLike<number>, indices: ArrayLike<number>, values: ArrayLike<number>) =>
        Array.from({ length: data.columnCount }, (_, column) =>
          Array.from({ length: starts[column + 1]! - starts[column]! }, (_, k) => [
            indices[starts[column]! + k],
            values[starts[column]! + k],
          ]),
        );
      const ours = entries(data.columnStart, data.rowIndex, data.value).map((column) =>
        column.filter(([row]) => hasLimit(data, row!)).map(([row, value]) => [kept.indexOf(row!), value]),
      );
      const { starts, indices, values } = read.matrix;
      expect(entries(starts, indices, values)).toEqual(ours);
      expect([...(read.integrality ?? new Int32Array(data.columnCount))]).toEqual([
        ...(data.isWhole ?? new Uint8Array(data.columnCount)),
      ]);
    }),
    { numRuns: 300, seed: 3 },
  );
});
