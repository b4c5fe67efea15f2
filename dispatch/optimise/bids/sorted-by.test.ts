import { expect, test } from 'vitest';
import { sortedBy } from './sorted-by.ts';

test('numbers are sorted by several keys, negative ones first, ties by number', () => {
  const first = Float64Array.of(1, -2.5, 1, 0, -0, 1e9, Number.POSITIVE_INFINITY);
  const second = Float64Array.of(3, 0, 2, 5, 5, 0, 0);
  expect([...sortedBy([first, second])]).toEqual([1, 3, 4, 2, 0, 5, 6]);
});
