import type { Forecast } from '#dispatch/domain';
import { type Bilingual, type Hours, type Language, MS_PER_HOUR, MS_PER_MINUTE } from '#units';

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

const FIELDS: Readonly<Record<string, Bilingual>> = {
  availableRatio: { zh: '可发出力', en: 'available power' },
  loadMw: { zh: '负荷', en: 'load' },
  temperatureC: { zh: '气温', en: 'temperature' },
  wetBulbC: { zh: '湿球温度', en: 'wet bulb' },
  inflowM3PerS: { zh: '来水', en: 'inflow' },
};

/** What an operator is told; null when every feed is fresh. */
export function lateFeedText(late: readonly LateFeed[], nameOf: (id: string) => Bilingual): Bilingual | null {
  if (late.length === 0) return null;
  const list = (language: Language): string[] =>
    late.map(({ target, ageHours }) => {
      const [id = target, field = ''] = target.split('.');
      const word = FIELDS[field]?.[language] ?? field;
      return `${nameOf(id)[language]} ${word} (${ageHours.toFixed(1)} h)`;
    });
  return {
    zh: `数据源迟到，改用更早数据的预测分位数：${list('zh').join('、')}。请检查这些数据源。`,
    en: `Late feeds, forecast quantiles from older values are used: ${list('en').join(', ')}. Check these feeds.`,
  };
}
