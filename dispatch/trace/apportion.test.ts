import { expect, test } from 'vitest';
import { apportion, shareOut } from './apportion.ts';

test('left-over Wh go to the largest remainders', () => {
  // 10 over 1:1:1 is 3.33 each; over 6:3:1 of 10 it is exact; over 2:3:2 of 7 it is 2.86, 4.29, 2.86.
  expect([...apportion(10, [1, 1, 1])]).toEqual([4, 3, 3]);
  expect([...apportion(10, [6, 3, 1])]).toEqual([6, 3, 1]);
  expect([...apportion(10, [2, 3, 2])]).toEqual([3, 4, 3]);
});

test('products beyond 2^53 are split exactly', () => {
  // 2.5 GWh over sources of 2.5 GWh and 1 Wh: the single Wh never takes more than it has.
  const parts = apportion(2_500_000_000_001, [2_500_000_000_000, 1]);
  expect([...parts]).toEqual([2_500_000_000_000, 1]);
});

test('rows and columns of a table both close', () => {
  const table = shareOut([7, 2, 1], [4, 3, 3]);
  expect(table.map((row) => row.reduce((a, b) => a + b, 0))).toEqual([7, 2, 1]);
  expect([0, 1, 2].map((column) => table.reduce((a, row) => a + row[column]!, 0))).toEqual([4, 3, 3]);
});

test('energy that nobody can take is refused', () => {
  expect(() => apportion(1, [0, 0])).toThrow(/Invariant/);
  expect(() => apportion(0.5, [1])).toThrow(/whole number/);
});
