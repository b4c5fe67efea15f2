/** Empirical quantile of rising values by linear interpolation (type 7). Empty input has none: null. */
export function quantileOfSorted(sorted: ArrayLike<number>, level: number): number | null {
  if (sorted.length === 0) return null;
  const position = level * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (position - below) * (sorted[above]! - sorted[below]!);
}

/** Bounds of a kind: a price may be negative; energy may not, nor exceed the capacity. */
export const clampTo = (value: number, lowest: number, highest: number): number =>
  Math.min(highest, Math.max(lowest, value));
