import type { Forecast } from '#dispatch/domain';
import type { EpochMs, Ratio } from '#units';
import type { BackTestRequest, Forecaster, ForecastScore } from './forecaster.ts';
import { knownHistory } from './known-history.ts';
import { accuracyByCapacity, pinballLoss } from './scores.ts';

const MS_PER_DAY = 86_400_000;

/** One past forecast with what came: null where the period was not over by the request's issue time, or a gap. */
export interface PastForecast {
  readonly forecast: Forecast;
  readonly actual: readonly (number | null)[];
}

/** Forecasts as they would have been issued on each of the last `days` days at the same time of day. */
export function pastForecasts(forecaster: Forecaster, request: BackTestRequest): PastForecast[] {
  const past: PastForecast[] = [];
  for (let day = request.days; day >= 1; day--) {
    const shiftMs = day * MS_PER_DAY;
    const issuedAtMs: EpochMs = request.issuedAtMs - shiftMs;
    const horizon = { ...request.horizon, startMs: request.horizon.startMs - shiftMs };
    const shifted = { ...request, issuedAtMs, horizon };
    const before = knownHistory(shifted);
    if (before.lastIndex < 0) continue;
    const now = knownHistory({ ...shifted, issuedAtMs: request.issuedAtMs });
    const actual = Array.from({ length: horizon.periodCount }, (_, t) => now.valueAt(now.horizonIndex + t));
    past.push({ forecast: forecaster.forecast(shifted), actual });
  }
  return past;
}

/**
 * Accuracy (1 - RMSE / capacity of the median) and pinball loss of a method over past days. Null when no past
 * forecast can be held against a value. Without a capacity the largest actual stands for it.
 */
export function backTest(forecaster: Forecaster, request: BackTestRequest): ForecastScore | null {
  const past = pastForecasts(forecaster, request).filter(({ actual }) =>
    actual.some((value) => value !== null),
  );
  if (past.length === 0) return null;
  const levels = request.levels;
  const middle = nearestLevel(levels, 0.5);
  const actual = past.flatMap((one) => one.actual);
  const quantiles = levels.map((_, k) => past.flatMap((one) => Array.from(one.forecast.quantiles[k]!)));
  const largest = actual.reduce<number>((most, value) => Math.max(most, Math.abs(value ?? 0)), 0);
  const capacity = request.capacity ?? (largest || 1);
  return {
    method: forecaster.id,
    accuracyRatio: accuracyByCapacity(actual, quantiles[middle]!, capacity)!,
    pinballLoss: pinballLoss(actual, levels, quantiles)!,
    days: past.length,
  };
}

/** Index of the level nearest to the wanted one. */
export function nearestLevel(levels: readonly Ratio[], wanted: Ratio): number {
  let nearest = 0;
  levels.forEach((level, k) => {
    if (Math.abs(level - wanted) < Math.abs(levels[nearest]! - wanted)) nearest = k;
  });
  return nearest;
}
