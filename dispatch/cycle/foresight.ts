import type { Forecast, Region, Series } from '#dispatch/domain';
import {
  DEFAULT_LEVELS,
  defaultForecaster,
  type Forecaster,
  type ForecastKind,
  type ForecastRequest,
} from '#dispatch/forecast';
import type { Scenario } from '#dispatch/sources';
import { AppError } from '#platform/errors';
import { type EpochMs, type Horizon, MS_PER_HOUR, MS_PER_MINUTE, shanghaiIso } from '#units';
import { type Foreseen, type TimeValue, valueKey } from './values.ts';

/**
 * Air temperatures are forecast as prices are: of all kinds only prices may fall below zero, and both repeat
 * by hour of day.
 */
const KIND_OF: Readonly<Record<Exclude<Foreseen, 'published'>, ForecastKind>> = {
  pv: 'pv',
  wind: 'wind',
  load: 'load',
  inflow: 'inflow',
  weather: 'price',
};

/** Series that a forecast is asked for: by target, with what bounds it. */
export interface ForecastTarget {
  readonly target: string;
  readonly elementId: string;
  readonly kind: ForecastKind;
  readonly seriesName: string;
  /** The region's value is the series times this. */
  readonly scale: number;
}

/** The target of a value that is read from a series and not published ahead; null for every other. */
export function forecastTarget(row: TimeValue): ForecastTarget | null {
  if (row.foreseen === 'published' || typeof row.value !== 'object' || !('series' in row.value)) return null;
  return {
    target: valueKey(row.elementId, row.field),
    elementId: row.elementId,
    kind: KIND_OF[row.foreseen],
    seriesName: row.value.series,
    scale: row.value.scale ?? 1,
  };
}

/** The request for one target, with the sun's place and the highest possible value where they are known. */
export function forecastRequest(
  target: ForecastTarget,
  region: Region,
  history: Series,
  horizon: Horizon,
  issuedAtMs: EpochMs,
): ForecastRequest {
  const plant = [...region.pv, ...region.cspPlants].find((row) => row.id === target.elementId);
  const isRatio = target.kind === 'pv' || target.kind === 'wind';
  return {
    target: target.target,
    kind: target.kind,
    history,
    issuedAtMs,
    horizon,
    levels: DEFAULT_LEVELS,
    ...(plant === undefined ? {} : { location: { latitude: plant.latitude, longitude: plant.longitude } }),
    ...(isRatio ? { capacity: 1 / target.scale } : {}),
  };
}

/** A history that ended longer ago says nothing about the days ahead: another season, perhaps another year. */
const OLDEST_HISTORY_DAYS = 30;

/** Forecasts one target from what was over before `issuedAtMs`. Throws AppError without any recent history. */
export async function forecastOf(
  target: ForecastTarget,
  scenario: Scenario,
  horizon: Horizon,
  issuedAtMs: EpochMs,
  forecaster: Forecaster | undefined,
): Promise<Forecast> {
  const history = await scenario.series(target.seriesName);
  if (history.startMs + history.periodMinutes * MS_PER_MINUTE > issuedAtMs) {
    throw new AppError({
      code: 'forecast-without-history',
      kind: 'invalid-input',
      message: `The series "${target.seriesName}" begins at ${shanghaiIso(history.startMs)}: nothing is known before ${shanghaiIso(issuedAtMs)} to forecast ${target.target} from.`,
      remedy: 'Plan from a later instant, or plan with perfect foresight.',
    });
  }
  const endMs = history.startMs + history.values.length * history.periodMinutes * MS_PER_MINUTE;
  if (issuedAtMs - endMs > OLDEST_HISTORY_DAYS * 24 * MS_PER_HOUR) {
    throw new AppError({
      code: 'forecast-history-too-old',
      kind: 'invalid-input',
      message: `The series "${target.seriesName}" ends at ${shanghaiIso(endMs)}, more than ${OLDEST_HISTORY_DAYS} days before ${shanghaiIso(issuedAtMs)}: ${target.target} cannot be forecast from it.`,
      remedy: 'Plan a window inside the data, or import newer values of the series.',
    });
  }
  const chosen = forecaster?.kinds.includes(target.kind) ? forecaster : defaultForecaster(target.kind);
  return chosen.forecast(forecastRequest(target, scenario.region, history, horizon, issuedAtMs));
}
