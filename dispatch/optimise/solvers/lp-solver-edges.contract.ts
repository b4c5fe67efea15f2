import { expect, test } from 'vitest';
import { seeded } from '../testing/synthetic.ts';
import type { LpData, LpSolver, SolveLimits } from './lp-solver.ts';

const limits: SolveLimits = { timeLimitS: 10, isCancelled: () => false, start: 'cold' };
const infinity = Number.POSITIVE_INFINITY;

/** A program of rows written as lists of coefficients. */
export const program = (
  costs: readonly number[],
  columns: readonly (readonly [number, number])[],
  rows: readonly { readonly of: readonly number[]; readonly from?: number; readonly to?: number }[],
  over: Partial<LpData> = {},
): LpData => {
  const [starts, rowIndex, value]: [number[], number[], number[]] = [[0], [], []];
  costs.forEach((_, column) => {
    rows.forEach(({ of }, row) => {
      if (!of[column]) return;
      rowIndex.push(row);
      value.push(of[column]!);
    });
    starts.push(rowIndex.length);
  });
  return {
    columnCount: costs.length,
    rowCount: rows.length,
    columnCost: Float64Array.from(costs),
    columnLower: Float64Array.from(columns, ([lower]) => lower),
    columnUpper: Float64Array.from(columns, ([, upper]) => upper),
    rowLower: Float64Array.from(rows, ({ from }) => from ?? -infinity),
    rowUpper: Float64Array.from(rows, ({ to }) => to ?? infinity),
    columnStart: Int32Array.from(starts),
    rowIndex: Int32Array.from(rowIndex),
    value: Float64Array.from(value),
    ...over,
  };
};

/**
 * Four sums of 30 numbers are to come close to half by a choice of 0 or 1: easy to start, and hopeless to prove the best
 * (Cornuéjols and Dawande's market split, with the misses priced).
 */
const marketSplit = (): LpData => {
  const random = seeded(5);
  const [sums, choices] = [4, 30];
  const rows = Array.from({ length: sums }, () => {
    const numbers = Array.from({ length: choices }, () => Math.floor(100 * random()));
    return { numbers, half: Math.floor(numbers.reduce((sum, number) => sum + number, 0) / 2) };
  });
  return program(
    [...new Array<number>(choices).fill(0), ...new Array<number>(2 * sums).fill(1)],
    [
      ...Array.from({ length: choices }, () => [0, 1] as const),
      ...Array.from({ length: 2 * sums }, () => [0, infinity] as const),
    ],
    rows.map(({ numbers, half }, row) => {
      const misses = new Array<number>(2 * sums).fill(0);
      misses[2 * row] = 1;
      misses[2 * row + 1] = -1;
      return { of: [...numbers, ...misses], from: half, to: half };
    }),
    { isWhole: Uint8Array.from({ length: choices + 2 * sums }, (_, column) => (column < choices ? 1 : 0)) },
  );
};

/** Without a sign before nought. */
const plain = (values: Float64Array): number[] => Array.from(values, (value) => value + 0);

/** Programs at the edges of what is written down, and of what ends well. */
export const describeEdges = (name: string, create: () => Promise<LpSolver>): void => {
  const solved = async (data: LpData, over: Partial<SolveLimits> = {}) => {
    const lp = (await create()).load(data);
    const outcome = lp.run({ ...limits, ...over });
    return { lp, outcome, primal: [...lp.primal()] };
  };

  test(`${name}: bounds may be negative, missing on one side or on both, or equal`, async () => {
    // x >= -5, y <= -2, z free, w = 3: least 2 x - y + z with z >= x - 1 and z >= w - 20.
    const { outcome, primal, lp } = await solved(
      program(
        [2, -1, 1, 0],
        [
          [-5, infinity],
          [-infinity, -2],
          [-infinity, infinity],
          [3, 3],
        ],
        [
          { of: [-1, 0, 1, 0], from: -1 },
          { of: [0, 0, 1, -1], from: -20 },
        ],
      ),
    );
    expect(outcome).toEqual({ kind: 'optimal' });
    expect(primal).toEqual([-5, -2, -6, 3]);
    expect(lp.objectiveValue()).toBeCloseTo(-14, 9);
    expect(plain(lp.rowDuals())).toEqual([1, 0]);
  });

  test(`${name}: a row between two limits, one without entries and one without limits are kept apart`, async () => {
    const rows = [{ of: [1, 1], from: 2, to: 5 }, { of: [0, 0], from: -1, to: 0 }, { of: [1, -1] }];
    const bounds = [
      [0, 10],
      [0, 10],
    ] as const;
    const low = await solved(program([1, 3], bounds, rows));
    expect(low.primal).toEqual([2, 0]);
    expect(plain(low.lp.rowDuals())).toEqual([1, 0, 0]);
    const high = await solved(program([-1, -3], bounds, rows));
    expect(high.primal).toEqual([0, 5]);
    expect(plain(high.lp.rowDuals())).toEqual([-3, 0, 0]);
  });

  test(`${name}: a row without limits may get them between two runs`, async () => {
    const { lp } = await solved(
      program(
        [1, 3],
        [
          [0, 10],
          [0, 10],
        ],
        [{ of: [1, 1], from: 2 }, { of: [1, 0] }],
      ),
    );
    lp.changeRowBounds(1, Float64Array.of(-infinity), Float64Array.of(0.5));
    expect(lp.run({ ...limits, start: 'warm' })).toEqual({ kind: 'optimal' });
    expect([...lp.primal()]).toEqual([0.5, 1.5]);
  });

  test(`${name}: an entry may be put in where there was none`, async () => {
    const { lp } = await solved(
      program(
        [1, 3],
        [
          [0, 10],
          [0, 10],
        ],
        [{ of: [0, 1], from: 2 }],
      ),
    );
    lp.changeCoefficient(0, 0, 2);
    lp.run({ ...limits, start: 'warm' });
    expect([...lp.primal()]).toEqual([1, 0]);
  });

  test(`${name}: nothing to decide has the value nought`, async () => {
    const empty = await solved(program([], [], []));
    expect(empty.outcome).toEqual({ kind: 'optimal' });
    expect(empty.lp.objectiveValue()).toBe(0);
    const rowless = await solved(
      program(
        [4, -2],
        [
          [1, 6],
          [0, 3],
        ],
        [],
      ),
    );
    expect(rowless.outcome).toEqual({ kind: 'optimal' });
    expect(rowless.primal).toEqual([1, 3]);
  });

  test(`${name}: an entryless row that asks for something is infeasible`, async () => {
    const { outcome } = await solved(
      program(
        [1],
        [[0, 1]],
        [
          { of: [1], to: 1 },
          { of: [0], from: 1 },
        ],
      ),
    );
    expect(outcome.kind).toBe('infeasible');
  });

  test(`${name}: a vertex where many rows meet is found, cold and warm`, async () => {
    // All rows x + k y <= k meet in (0, 1); the objective is parallel to one of them.
    const rows = Array.from({ length: 12 }, (_, k) => ({ of: [1, k + 1], to: k + 1 }));
    const { lp, outcome } = await solved(
      program(
        [-1, -6],
        [
          [0, 10],
          [0, 10],
        ],
        rows,
      ),
    );
    expect(outcome).toEqual({ kind: 'optimal' });
    expect(lp.objectiveValue()).toBeCloseTo(-6, 9);
    lp.changeColumnCosts(0, Float64Array.of(-1, -7));
    expect(lp.run({ ...limits, start: 'warm' })).toEqual({ kind: 'optimal' });
    expect(lp.objectiveValue()).toBeCloseTo(-7, 9);
  });

  test(`${name}: whole numbers may be larger than one, negative and without a limit`, async () => {
    // 3 x + 2 y >= 17 with whole x >= -3 and y without a limit above: 17 = 3 x 5 + 2 x 1.
    const { lp } = await solved(
      program(
        [3.1, 2],
        [
          [-3, 9],
          [0, infinity],
        ],
        [{ of: [3, 2], from: 17, to: 17 }],
        { isWhole: Uint8Array.of(1, 1) },
      ),
      { gapRatio: 1e-9 },
    );
    // x must be odd; each x costs 0.1 more than its share of y: x = -3, y = 13.
    expect([...lp.primal()].map(Math.round)).toEqual([-3, 13]);
    expect(lp.objectiveValue()).toBeCloseTo(16.7, 6);
  });

  test(`${name}: a search that time ends hands over what it has, with its gap and its bound`, async () => {
    const { lp, outcome, primal } = await solved(marketSplit(), { timeLimitS: 1 });
    expect(outcome.kind).toBe('feasible');
    expect(outcome).toHaveProperty('gapRatio', expect.closeTo(1, 6));
    expect(lp.objectiveBound()).toBeCloseTo(0, 6);
    expect(lp.objectiveValue()).toBeGreaterThan(0);
    expect(primal.slice(0, 30).every((value) => Math.abs(value - Math.round(value)) < 1e-6)).toBe(true);
  });
};
