import { expect, test } from 'vitest';
import { componentsOf } from './components.ts';
import { createHighsSolver } from './highs-wasm.ts';
import { describeLpSolver } from './lp-solver.contract.ts';
import type { LpData } from './lp-solver.ts';
import { inParts } from './split-solver.ts';

const solver = inParts(await createHighsSolver(), 1);
describeLpSolver('highs-wasm in parts', async () => solver);

/** Areas 0 and 2 share columns' order: area 0 owns columns 0, 2 and row 0; area 1 columns 1, 3 and row 2. Row 1 is empty. */
const twoAreas = (): LpData => ({
  columnCount: 4,
  rowCount: 3,
  columnCost: Float64Array.of(100, 50, 300, 80),
  columnLower: new Float64Array(4),
  columnUpper: Float64Array.of(10, 5, 10, 10),
  rowLower: Float64Array.of(12, -1, 8),
  rowUpper: Float64Array.of(12, 1, 8),
  columnStart: Int32Array.of(0, 1, 2, 3, 4),
  rowIndex: Int32Array.of(0, 2, 0, 2),
  value: Float64Array.of(1, 1, 1, 1),
});
const limits = { timeLimitS: 10, isCancelled: () => false, start: 'cold' } as const;

test('a program of few columns stays in one piece', () => {
  expect(componentsOf(twoAreas(), 5).parts).toHaveLength(1);
  expect(componentsOf(twoAreas(), 2).parts).toHaveLength(2);
});

test('two areas without a line are solved apart, values and prices in the order of the whole', () => {
  const lp = solver.load(twoAreas());
  expect(lp.run(limits)).toEqual({ kind: 'optimal' });
  // Area 0: 10 x 100 + 2 x 300; area 1: 5 x 50 + 3 x 80.
  expect(lp.objectiveValue()).toBeCloseTo(1600 + 490, 9);
  expect([...lp.primal()]).toEqual([10, 5, 2, 3]);
  expect([...lp.rowDuals()]).toEqual([300, 0, 80]);
  lp.dispose();
});

test('changes and added columns reach the area they belong to', () => {
  const lp = solver.load(twoAreas());
  lp.run(limits);
  lp.changeRowBounds(0, Float64Array.of(10, 0, 5), Float64Array.of(10, 1, 5));
  lp.changeColumnCosts(1, Float64Array.of(60, 310, 90));
  lp.addColumns({
    cost: Float64Array.of(20, 40),
    lower: new Float64Array(2),
    upper: Float64Array.of(1, 1),
    columnStart: Int32Array.of(0, 1, 2),
    rowIndex: Int32Array.of(2, 0),
    value: Float64Array.of(1, 1),
  });
  lp.run({ ...limits, start: 'warm' });
  // Area 0: 9 x 100 + 1 x 40; area 1: 4 x 60 + 1 x 20.
  expect(lp.objectiveValue()).toBeCloseTo(940 + 260, 9);
  expect([...lp.primal()]).toEqual([9, 4, 0, 0, 1, 1]);
  lp.dispose();
});
