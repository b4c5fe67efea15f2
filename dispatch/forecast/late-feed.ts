import type { Forecast } from '#dispatch/domain';
import { type Bilingual, type Hours, MS_PER_HOUR, MS_PER_MINUTE } from '#units';

/** A feed whose last value was already old when the forecast was made. */
export interface LateFeed {
  readonly target: string;
  readonly ageHours: Hours;
}

/** Forecasts whose last observation had ended more than `limitHours` before they were issued, the oldest first. */
export function lateFeeds(forecasts: readonly Forecast[], limitHours: Hours): LateFeed[] {
  return forecasts
    .map(({ target, issuedAtMs, lastObservationMs, horizon }) => ({
      target,
      ageHours: (issuedAtMs - lastObservationMs - horizon.periodMinutes * MS_PER_MINUTE) / MS_PER_HOUR,
    }))
    .filter(({ ageHours }) => ageHours > limitHours)
    .sort((a, b) => b.ageHours - a.ageHours);
}

/** What an operator is told; null when every feed is fresh. */
export function lateFeedText(late: readonly LateFeed[]): Bilingual | null {
  if (late.length === 0) return null;
  const list = late.map(({ target, ageHours }) => `${target} (${ageHours.toFixed(1)} h)`);
  return {
    zh: `数据源迟到，改用更早数据的预测分位数：${list.join('、')}。请检查这些数据源。`,
    en: `Late feeds, forecast quantiles from older values are used: ${list.join(', ')}. Check these feeds.`,
  };
}
