import { invariant, type Wh } from '#units';

/**
 * Splits a whole number of Wh over non-negative whole weights: pro rata, the left-over Wh to the largest remainders
 * (the earlier one when equal). Sums to `total` exactly, and no part exceeds its weight when `total` does not
 * exceed their sum. Hare-Niemeyer, in exact arithmetic: at 10 GW a product of two energies passes 2^53.
 */
export function apportion(total: Wh, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  invariant(Number.isSafeInteger(total) && total >= 0, `a whole number of Wh to split, not ${total}`);
  if (sum === 0) {
    invariant(total === 0, 'energy is split over somebody');
    return weights.map(() => 0);
  }
  const parts = weights.map((weight) => divide(total, weight, sum));
  let left = total - parts.reduce((a, part) => a + part.quotient, 0);
  const byRemainder = parts
    .map((_, index) => index)
    .sort((a, b) => parts[b]!.remainder - parts[a]!.remainder);
  const split = parts.map((part) => part.quotient);
  for (const index of byRemainder) {
    if (left === 0) break;
    split[index]!++;
    left--;
  }
  return split;
}

/** total * weight / sum as whole quotient and remainder, exact. */
function divide(total: number, weight: number, sum: number): { quotient: number; remainder: number } {
  const product = total * weight;
  if (product <= Number.MAX_SAFE_INTEGER) {
    const remainder = product % sum;
    return { quotient: (product - remainder) / sum, remainder };
  }
  const exact = BigInt(total) * BigInt(weight);
  const divisor = BigInt(sum);
  return { quotient: Number(exact / divisor), remainder: Number(exact % divisor) };
}

/**
 * Shares the columns' Wh over rows pro rata, so that every row and every column closes exactly. Row by row, each
 * takes its part of what is left of every column; the last takes the rest. Both sides must have the same sum.
 */
export function shareOut(rowWh: readonly number[], columnWh: readonly number[]): number[][] {
  const left = [...columnWh];
  const table = rowWh.map((wanted) => {
    const parts = apportion(wanted, left);
    parts.forEach((part, column) => {
      left[column]! -= part;
    });
    return parts;
  });
  invariant(
    left.every((wh) => wh === 0),
    'rows and columns of a period have the same sum',
  );
  return table;
}
