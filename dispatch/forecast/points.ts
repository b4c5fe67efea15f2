import type { ForecastKind } from './forecaster.ts';
import type { KnownHistory } from './known-history.ts';

/**
 * A forecast of the scaled value of one period as it would have been made at the end of period `origin - 1`:
 * nothing at or after `origin` may be read. Null when the history gives no ground for one.
 */
export type PointAt = (origin: number, target: number) => number | null;

export interface PointMethod {
  readonly id: string;
  readonly kinds: readonly ForecastKind[];
  /** Learns from everything that is known at the issue time. */
  prepare(known: KnownHistory, kind: ForecastKind): PointAt;
}

/** Upper ends of the lead-time classes, in hours; the last class has no end. */
const LEAD_CLASS_ENDS_H = [1, 2, 4, 8, 16, 32, 72, Number.POSITIVE_INFINITY];
const LEAD_CLASS_CENTRES_H = [0.5, 1.5, 3, 6, 12, 24, 52, 120];
export const LEAD_CLASS_COUNT = LEAD_CLASS_ENDS_H.length;

export const leadClassOf = (leadHours: number): number =>
  LEAD_CLASS_ENDS_H.findIndex((end) => leadHours < end);

/** The two lead classes around a lead time and the weight of the later one: forecasts then have no steps. */
export function leadMix(leadHours: number): { lower: number; upper: number; upperWeight: number } {
  const upper = LEAD_CLASS_CENTRES_H.findIndex((centre) => leadHours < centre);
  if (upper === 0) return { lower: 0, upper: 0, upperWeight: 0 };
  if (upper < 0) return { lower: LEAD_CLASS_COUNT - 1, upper: LEAD_CLASS_COUNT - 1, upperWeight: 0 };
  const [from, to] = [LEAD_CLASS_CENTRES_H[upper - 1]!, LEAD_CLASS_CENTRES_H[upper]!];
  return { lower: upper - 1, upper, upperWeight: (leadHours - from) / (to - from) };
}

/** Periods of a learning set: origins every five hours, so that every hour of the day has some. */
const ORIGIN_EVERY_H = 5;

/** Calls back for pairs of past origin and target, both known by now. Deterministic. */
export function forPastPairs(
  known: KnownHistory,
  longestLeadSteps: number,
  visit: (origin: number, target: number, leadClass: number) => void,
): void {
  const stepsPerHour = known.stepsPerDay / 24;
  const every = Math.max(1, Math.round(ORIGIN_EVERY_H * stepsPerHour));
  const firstOrigin = Math.max(known.stepsPerDay, known.count - known.learningDays * known.stepsPerDay);
  for (let origin = known.count - 1; origin >= firstOrigin; origin -= every) {
    let lead = 0;
    while (lead < longestLeadSteps && origin + lead < known.count) {
      const leadClass = leadClassOf((lead + 1) / stepsPerHour);
      visit(origin, origin + lead, leadClass);
      lead += 1 + Math.floor((leadClass * stepsPerHour) / 4);
    }
  }
}
