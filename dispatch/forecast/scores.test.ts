import { expect, test } from 'vitest';
import {
  accuracyByCapacity,
  accuracyByOutput,
  accuracyHarmonic,
  coverageRatios,
  pinballLoss,
} from './scores.ts';

test('accuracy (a) is one less the root mean square error over the capacity', () => {
  // Errors 3 and 4 MW of 100 MW: rmse sqrt(12.5) = 3.5355.
  expect(accuracyByCapacity([50, 60], [53, 56], 100)).toBeCloseTo(1 - 0.035355, 5);
});

test('accuracy (b) weighs errors by output, but never by less than a fifth of the capacity', () => {
  // 10 MW off 50 MW is 0.2; 4 MW off 5 MW counts against 20 MW: 0.2.
  expect(accuracyByOutput([50, 5], [40, 9], 100)).toBeCloseTo(0.8, 12);
});

test('accuracy (c) is one for an exact forecast and halves when all is forecast and nothing comes', () => {
  expect(accuracyHarmonic([10, 0], [10, 0])).toBe(1);
  // |0 / (0 + 10) - 1/2| = 1/2 with weight 10: 1 - 2 * 5 / 10 = 0.
  expect(accuracyHarmonic([0], [10])).toBe(0);
  // 20 against 10: |2/3 - 1/2| = 1/6: 1 - 2/6.
  expect(accuracyHarmonic([20], [10])).toBeCloseTo(2 / 3, 12);
});

test('pinball loss charges a low quantile little for lying low', () => {
  // 10 above the 0.1 quantile costs 1; 10 below it costs 9.
  expect(pinballLoss([20], [0.1], [[10]])).toBeCloseTo(1, 12);
  expect(pinballLoss([0], [0.1], [[10]])).toBeCloseTo(9, 12);
});

test('gaps are left out of every score, and nothing but gaps has none', () => {
  expect(accuracyByCapacity([null, 50], [99, 50], 100)).toBe(1);
  expect(coverageRatios([null, 1], [[9, 2]])).toEqual([1]);
  expect(accuracyByCapacity([null], [1], 100)).toBeNull();
  expect(accuracyByOutput([null], [1], 100)).toBeNull();
  expect(accuracyHarmonic([null], [1])).toBeNull();
  expect(pinballLoss([null], [0.5], [[1]])).toBeNull();
});
