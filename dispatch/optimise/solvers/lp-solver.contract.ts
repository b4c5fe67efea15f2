import { expect, test } from 'vitest';
import type { LpData, LpSolver, SolveLimits } from './lp-solver.ts';
import { describeEdges } from './lp-solver-edges.contract.ts';

const limits: SolveLimits = { timeLimitS: 10, isCancelled: () => false, start: 'cold' };
const warm: SolveLimits = { ...limits, start: 'warm' };
const infinity = Number.POSITIVE_INFINITY;

/** Two plants of 10 MW at 100 and 300 yuan/MWh feed a load of 12 MW: 10 x 100 + 2 x 300 = 1,600. */
const twoPlants = (loadMw = 12): LpData => ({
  columnCount: 2,
  rowCount: 1,
  columnCost: Float64Array.of(100, 300),
  columnLower: Float64Array.of(0, 0),
  columnUpper: Float64Array.of(10, 10),
  rowLower: Float64Array.of(loadMw),
  rowUpper: Float64Array.of(loadMw),
  columnStart: Int32Array.of(0, 1, 2),
  rowIndex: Int32Array.of(0, 0),
  value: Float64Array.of(1, 1),
});

/** What the planner asks of every solver of linear programs; fakes included. */
export const describeLpSolver = (name: string, create: () => Promise<LpSolver>): void => {
  test(`${name}: the cheaper plant runs full and the dearer one sets the price`, async () => {
    const lp = (await create()).load(twoPlants());
    expect(lp.run(limits)).toEqual({ kind: 'optimal' });
    expect(lp.objectiveValue()).toBeCloseTo(1600, 9);
    expect([...lp.primal()]).toEqual([10, 2]);
    expect(lp.rowDuals()[0]).toBeCloseTo(300, 9);
    lp.dispose();
  });

  test(`${name}: a changed load is solved again from where the last one stood`, async () => {
    const lp = (await create()).load(twoPlants());
    lp.run(limits);
    lp.changeRowBounds(0, Float64Array.of(8), Float64Array.of(8));
    expect(lp.run(warm)).toEqual({ kind: 'optimal' });
    expect(lp.objectiveValue()).toBeCloseTo(800, 9);
    expect(lp.rowDuals()[0]).toBeCloseTo(100, 9);
    lp.dispose();
  });

  test(`${name}: changed costs and column bounds are obeyed`, async () => {
    const lp = (await create()).load(twoPlants());
    lp.run(limits);
    lp.changeColumnCosts(0, Float64Array.of(500));
    lp.changeColumnBounds(1, Float64Array.of(0), Float64Array.of(4));
    lp.run(warm);
    expect([...lp.primal()]).toEqual([8, 4]);
    lp.dispose();
  });

  test(`${name}: an added column takes part in the next solve`, async () => {
    const lp = (await create()).load(twoPlants());
    lp.run(limits);
    lp.addColumns({
      cost: Float64Array.of(50),
      lower: Float64Array.of(0),
      upper: Float64Array.of(5),
      columnStart: Int32Array.of(0, 1),
      rowIndex: Int32Array.of(0),
      value: Float64Array.of(1),
    });
    lp.run({ ...limits, start: 'widened' });
    expect([...lp.primal()]).toEqual([7, 0, 5]);
    lp.dispose();
  });

  test(`${name}: a load that no plant can feed is infeasible`, async () => {
    const lp = (await create()).load(twoPlants(30));
    expect(lp.run(limits).kind).toBe('infeasible');
    lp.dispose();
  });

  test(`${name}: a cost that falls for ever is unbounded or said to be without an optimum`, async () => {
    const lp = (await create()).load({
      ...twoPlants(),
      columnCost: Float64Array.of(-1, 1),
      columnUpper: Float64Array.of(infinity, infinity),
      rowUpper: Float64Array.of(infinity),
    });
    expect(lp.run(limits).kind).toMatch(/unbounded|infeasible/);
    lp.dispose();
  });

  test(`${name}: a changed coefficient is obeyed`, async () => {
    const lp = (await create()).load(twoPlants());
    lp.run(limits);
    // Only half of what the cheap plant makes arrives: 10 x 0.5 + 7 = 12.
    lp.changeCoefficient(0, 0, 0.5);
    lp.run(warm);
    expect([...lp.primal()]).toEqual([10, 7]);
    lp.dispose();
  });

  test(`${name}: blocks that run whole or not at all are chosen, and their relaxation is a bound`, async () => {
    // Blocks of 5 MW at 400 (80 a MW), single megawatts at 100. Relaxed: 2.4 blocks = 960.
    const lp = (await create()).load({
      ...twoPlants(),
      columnCost: Float64Array.of(400, 100),
      columnUpper: Float64Array.of(9, 10),
      value: Float64Array.of(5, 1),
      isWhole: Uint8Array.of(1, 0),
    });
    expect(lp.run({ ...limits, isRelaxed: true })).toEqual({ kind: 'optimal' });
    expect(lp.objectiveValue()).toBeCloseTo(960, 6);
    expect(lp.run({ ...limits, gapRatio: 1e-9 })).toEqual({ kind: 'optimal' });
    // 2 blocks and 2 singles: 800 + 200.
    expect([...lp.primal()].map(Math.round)).toEqual([2, 2]);
    expect(lp.objectiveValue()).toBeCloseTo(1000, 6);
    expect(lp.objectiveBound()).toBeCloseTo(1000, 3);
    lp.dispose();
  });

  test(`${name}: a cost that rises with the square is shared out at equal margins`, async () => {
    // 1 x² and 2 y² with x + y = 12: 2 x = 4 y, so x = 8, y = 4; cost 64 + 32; margin 16.
    const lp = (await create()).load({
      ...twoPlants(),
      columnCost: Float64Array.of(0, 0),
      columnSquare: Float64Array.of(1, 2),
    });
    expect(lp.run(limits)).toEqual({ kind: 'optimal' });
    expect(lp.primal()[0]).toBeCloseTo(8, 5);
    expect(lp.objectiveValue()).toBeCloseTo(96, 4);
    expect(lp.rowDuals()[0]).toBeCloseTo(16, 4);
    lp.dispose();
  });

  test(`${name}: no time left is a time limit, and a cancelled run says so`, async () => {
    const lp = (await create()).load(twoPlants());
    expect(lp.run({ ...limits, timeLimitS: 0 })).toEqual({ kind: 'timeLimit' });
    expect(lp.run({ ...limits, isCancelled: () => true }).kind).toBe('failed');
    lp.dispose();
  });

  describeEdges(name, create);
};
