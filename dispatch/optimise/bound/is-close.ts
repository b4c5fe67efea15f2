/** Whether a plan's weight is within a share `gapRatio` of itself above a bound; weights near nothing count as 1e-9. */
export const isClose = (weight: number, bound: number, gapRatio: number): boolean =>
  weight - bound <= gapRatio * Math.max(1e-9, Math.abs(weight));
