import type { Ratio } from '#units';
import type { KnownHistory } from './known-history.ts';
import { forPastPairs, LEAD_CLASS_COUNT, leadMix, type PointAt } from './points.ts';
import { quantileOfSorted } from './quantile.ts';

/** Past forecasts most like the present one are asked how wrong they were: this share of a lead class. */
const LIKE_SHARE_RATIO = 0.35;
const FEWEST_LIKE = 40;

interface ErrorsOfLead {
  /** Rising past forecasts. */
  readonly points: Float64Array;
  /** Actual minus forecast, in the order of `points`. */
  readonly errors: Float64Array;
}

/** Quantiles of the scaled value around a point, by lead time in steps (1 is the first period). */
export type QuantilesAround = (point: number, leadSteps: number, levels: readonly Ratio[]) => number[] | null;

/**
 * Learns the errors a point method made on past days, by class of lead time; the errors of the forecasts nearest
 * in height to the present one give its quantiles. Null where no past forecast can be held against anything.
 */
export function calibrate(known: KnownHistory, pointAt: PointAt, longestLeadSteps: number): QuantilesAround {
  const byClass = pastErrors(known, pointAt, longestLeadSteps);
  const stepsPerHour = known.stepsPerDay / 24;
  return (point, leadSteps, levels) => {
    const { lower, upper, upperWeight } = leadMix(leadSteps / stepsPerHour);
    const near = nearestWithErrors(byClass, lower);
    const far = nearestWithErrors(byClass, upper);
    if (near === null || far === null) return null;
    const nearErrors = likeErrors(near, point);
    const farErrors = lower === upper ? nearErrors : likeErrors(far, point);
    return levels.map(
      (level) =>
        point +
        (1 - upperWeight) * quantileOfSorted(nearErrors, level)! +
        upperWeight * quantileOfSorted(farErrors, level)!,
    );
  };
}

function pastErrors(
  known: KnownHistory,
  pointAt: PointAt,
  longestLeadSteps: number,
): readonly ErrorsOfLead[] {
  const pairs: [point: number, error: number][][] = Array.from({ length: LEAD_CLASS_COUNT }, () => []);
  forPastPairs(known, longestLeadSteps, (origin, target, leadClass) => {
    const value = known.scaledAt(target);
    if (value === null) return;
    const point = pointAt(origin, target);
    if (point !== null) pairs[leadClass]!.push([point, value - point]);
  });
  return pairs.map((ofClass) => {
    ofClass.sort((a, b) => a[0] - b[0]);
    return {
      points: Float64Array.from(ofClass, (pair) => pair[0]),
      errors: Float64Array.from(ofClass, (pair) => pair[1]),
    };
  });
}

/** The class itself, else the nearest earlier, else the nearest later one that has errors. */
function nearestWithErrors(byClass: readonly ErrorsOfLead[], wanted: number): ErrorsOfLead | null {
  for (let at = wanted; at >= 0; at--) if (byClass[at]!.points.length > 0) return byClass[at]!;
  for (let at = wanted + 1; at < byClass.length; at++)
    if (byClass[at]!.points.length > 0) return byClass[at]!;
  return null;
}

function likeErrors({ points, errors }: ErrorsOfLead, point: number): Float64Array {
  const wanted = Math.min(points.length, Math.max(FEWEST_LIKE, Math.round(points.length * LIKE_SHARE_RATIO)));
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (points[middle]! < point) low = middle + 1;
    else high = middle;
  }
  const from = Math.min(Math.max(0, low - (wanted >> 1)), points.length - wanted);
  return errors.slice(from, from + wanted).sort();
}
