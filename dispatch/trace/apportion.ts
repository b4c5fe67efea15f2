import { invariant, type Wh } from '#units';

/** Whole Wh, one entry a weight; a typed array where it is split many times. */
export type WholeWh = readonly number[] | Float64Array;

/**
 * Splits a whole number of Wh over non-negative whole weights: pro rata, the left-over Wh to the largest remainders
 * (the earlier one when equal). Sums to `total` exactly, and no part exceeds its weight when `total` does not
 * exceed their sum. Hare-Niemeyer, in exact arithmetic: at 10 GW a product of two energies passes 2^53.
 */
export function apportion(total: Wh, weights: WholeWh): Float64Array {
  let sum = 0;
  for (let i = 0; i < weights.length; i += 1) sum += weights[i]!;
  invariant(Number.isSafeInteger(total) && total >= 0, `a whole number of Wh to split, not ${total}`);
  invariant(sum > 0 || total === 0, 'energy is split over somebody');
  const split = new Float64Array(weights.length);
  if (total === 0) return split;
  if (total === sum) return Float64Array.from(weights);
  const remainders = new Float64Array(weights.length);
  let left = total;
  for (let i = 0; i < weights.length; i += 1) {
    const weight = weights[i]!;
    if (weight === 0) continue;
    const quotient = quotientOf(total, weight, sum);
    split[i] = quotient;
    remainders[i] = remainderOf(total, weight, quotient, sum);
    left -= quotient;
  }
  giveLargest(split, remainders, left);
  return split;
}

/** floor(a * b / divisor), exact; the guess in floating point is at most a few off. */
function quotientOf(a: number, b: number, divisor: number): number {
  let quotient = Math.floor((a * b) / divisor);
  let remainder = remainderOf(a, b, quotient, divisor);
  while (remainder < 0) {
    quotient -= 1;
    remainder += divisor;
  }
  while (remainder >= divisor) {
    quotient += 1;
    remainder -= divisor;
  }
  return quotient;
}

/** a * b - quotient * divisor, exact when it fits: products beyond 2^53 as two numbers each (Dekker 1971). */
function remainderOf(a: number, b: number, quotient: number, divisor: number): number {
  const [product, other] = [a * b, quotient * divisor];
  if (product <= Number.MAX_SAFE_INTEGER && other <= Number.MAX_SAFE_INTEGER) return product - other;
  return product - other + (roundingOf(a, b, product) - roundingOf(quotient, divisor, other));
}

/** What rounding took off a product: a * b = product + roundingOf(a, b, product). */
function roundingOf(a: number, b: number, product: number): number {
  const [highA, highB] = [upperHalf(a), upperHalf(b)];
  const [lowA, lowB] = [a - highA, b - highB];
  return lowA * lowB - (product - highA * highB - lowA * highB - highA * lowB);
}
const upperHalf = (x: number): number => {
  const scaled = 134_217_729 * x;
  return scaled - (scaled - x);
};

/** One more Wh to each of the `count` largest remainders, the earlier one when equal. */
function giveLargest(split: Float64Array, remainders: Float64Array, count: number): void {
  if (count === 0) return;
  const level = largest(remainders, count);
  let left = count;
  for (let i = 0; i < split.length; i += 1) {
    if (remainders[i]! > level) {
      split[i]! += 1;
      left -= 1;
    }
  }
  for (let i = 0; left > 0; i += 1) {
    if (remainders[i] === level) {
      split[i]! += 1;
      left -= 1;
    }
  }
}

/** The `count`-th largest of some numbers, without sorting them all (Hoare's selection). */
function largest(numbers: Float64Array, count: number): number {
  const kept = numbers.slice();
  let [low, high] = [0, kept.length - 1];
  const wanted = count - 1;
  while (low < high) {
    const pivot = kept[(low + high) >> 1]!;
    let [i, j] = [low, high];
    while (i <= j) {
      while (kept[i]! > pivot) i += 1;
      while (kept[j]! < pivot) j -= 1;
      if (i > j) break;
      const held = kept[i]!;
      kept[i] = kept[j]!;
      kept[j] = held;
      i += 1;
      j -= 1;
    }
    if (wanted <= j) high = j;
    else if (wanted >= i) low = i;
    else break;
  }
  return kept[wanted]!;
}

/**
 * Shares the columns' Wh over rows pro rata, so that every row and every column closes exactly. Row by row, each
 * takes its part of what is left of every column; the last takes the rest. Both sides must have the same sum.
 */
export function shareOut(rowWh: WholeWh, columnWh: WholeWh): Float64Array[] {
  const left = Float64Array.from(columnWh);
  const table: Float64Array[] = [];
  for (let row = 0; row < rowWh.length; row += 1) {
    const parts = apportion(rowWh[row]!, left);
    for (let column = 0; column < left.length; column += 1) left[column]! -= parts[column]!;
    table.push(parts);
  }
  invariant(
    left.every((wh) => wh === 0),
    'rows and columns of a period have the same sum',
  );
  return table;
}
