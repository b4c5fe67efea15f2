import type { Ratio } from '#units';
import type { KnownHistory } from './known-history.ts';
import { forPastPairs, LEAD_CLASS_COUNT, leadMix, type PointAt } from './points.ts';
import { quantileOfSorted } from './quantile.ts';

/** Past forecasts most like the present one are asked how wrong they were: this share of a lead class. */
const LIKE_SHARE_RATIO = 0.35;
const FEWEST_LIKE = 40;

/** Errors are compared within this many hours of the same time of day. */
const LIKE_HOURS = 1;
const HOURS = 24;

interface ErrorsOfLead {
  /** Rising past forecasts. */
  readonly points: Float64Array;
  /** Actual minus forecast, in the order of `points`. */
  readonly errors: Float64Array;
}

/** Quantiles of the scaled value around the point of period `target`. */
export type QuantilesAround = (point: number, target: number, levels: readonly Ratio[]) => number[] | null;

/**
 * Learns the errors a point method made on past days, by class of lead time and hour of day; the errors of the
 * forecasts nearest in height to the present one give its quantiles. Null where no past forecast can be held
 * against anything.
 */
export function calibrate(known: KnownHistory, pointAt: PointAt, longestLeadSteps: number): QuantilesAround {
  const errorsAt = pastErrors(known, pointAt, longestLeadSteps);
  const stepsPerHour = known.stepsPerDay / HOURS;
  return (point, target, levels) => {
    const { lower, upper, upperWeight } = leadMix((target - known.count + 1) / stepsPerHour);
    const hour = Math.floor(known.slotOf(target) / stepsPerHour);
    const near = errorsAt(lower, hour);
    const far = errorsAt(upper, hour);
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

type Pair = readonly [point: number, error: number];

/** Errors of a lead class around an hour of day; of the nearest class that has any; null when none has. */
function pastErrors(known: KnownHistory, pointAt: PointAt, longestLeadSteps: number) {
  const stepsPerHour = known.stepsPerDay / HOURS;
  const pairs = Array.from({ length: LEAD_CLASS_COUNT }, () =>
    Array.from({ length: HOURS }, (): Pair[] => []),
  );
  forPastPairs(known, longestLeadSteps, (origin, target, leadClass) => {
    const value = known.scaledAt(target);
    const point = value === null ? null : pointAt(origin, target);
    if (value === null || point === null) return;
    pairs[leadClass]![Math.floor(known.slotOf(target) / stepsPerHour)]!.push([point, value - point]);
  });
  const made = new Map<number, ErrorsOfLead>();
  return (wanted: number, hour: number): ErrorsOfLead | null => {
    const leadClass = nearestFilled(pairs, wanted, hour);
    if (leadClass === null) return null;
    const key = leadClass * HOURS + hour;
    const errors = made.get(key) ?? sorted(aroundHour(pairs[leadClass]!, hour));
    made.set(key, errors);
    return errors;
  };
}

const aroundHour = (byHour: readonly Pair[][], hour: number): Pair[] => {
  const around: Pair[] = [];
  for (let shift = -LIKE_HOURS; shift <= LIKE_HOURS; shift++) {
    around.push(...byHour[(hour + shift + HOURS) % HOURS]!);
  }
  return around;
};

function sorted(pairs: Pair[]): ErrorsOfLead {
  pairs.sort((a, b) => a[0] - b[0]);
  return {
    points: Float64Array.from(pairs, (pair) => pair[0]),
    errors: Float64Array.from(pairs, (pair) => pair[1]),
  };
}

/** The class itself, else the nearest earlier, else the nearest later one that has errors around the hour. */
function nearestFilled(pairs: readonly Pair[][][], wanted: number, hour: number): number | null {
  const isFilled = (at: number): boolean => aroundHour(pairs[at]!, hour).length > 0;
  for (let at = wanted; at >= 0; at--) if (isFilled(at)) return at;
  for (let at = wanted + 1; at < pairs.length; at++) if (isFilled(at)) return at;
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
