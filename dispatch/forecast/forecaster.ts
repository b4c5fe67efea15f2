import type { Forecast, Series } from '#dispatch/domain';
import type { EpochMs, Horizon, Ratio } from '#units';

/** What is forecast; it decides the default method and which physics bound it. */
export type ForecastKind = 'pv' | 'wind' | 'load' | 'inflow' | 'price';

export interface Location {
  readonly latitude: number;
  readonly longitude: number;
}

export interface ForecastRequest {
  /** Series name, e.g. `pv.gonghe.availableRatio`. */
  readonly target: string;
  readonly kind: ForecastKind;
  /** May reach past the issue time (a whole recorded year): periods not over by then are never read. */
  readonly history: Series;
  readonly issuedAtMs: EpochMs;
  readonly horizon: Horizon;
  /** Rising, each strictly between 0 and 1. */
  readonly levels: readonly Ratio[];
  /** Needed for the sun's place; without it PV is treated like wind. */
  readonly location?: Location;
  /** Highest possible value in the target's own unit: 1 for an available ratio. */
  readonly capacity?: number;
}

/** One way to turn history into quantiles. Pure: same request, same forecast. */
export interface Forecaster {
  readonly id: string;
  /** Kinds it can be asked for. */
  readonly kinds: readonly ForecastKind[];
  /** Quantiles rising at every period; prices may be negative, everything else lies in [0, capacity]. */
  forecast(request: ForecastRequest): Forecast;
}

/** Quantiles that plans are made with unless the caller asks for others. */
export const DEFAULT_LEVELS: readonly Ratio[] = [0.1, 0.25, 0.5, 0.75, 0.9];

/** Accuracy of one method over past days. */
export interface ForecastScore {
  readonly method: string;
  /** 1 - RMSE / capacity of the median. */
  readonly accuracyRatio: Ratio;
  readonly pinballLoss: number;
  readonly days: number;
}

/** Issues a forecast for each of the last `days` days at the same time of day and holds it against what came. */
export interface BackTestRequest extends ForecastRequest {
  readonly days: number;
}
