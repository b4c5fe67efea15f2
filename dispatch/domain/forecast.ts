import type { EpochMs, Horizon, Ratio } from '#units';

/** Quantiles of one target over a horizon; every array has `horizon.periodCount` entries. */
export interface Forecast {
  /** Series name, e.g. `pv.gonghe.availableRatio`. */
  readonly target: string;
  readonly issuedAtMs: EpochMs;
  /** Latest observation used; nothing later was seen. */
  readonly lastObservationMs: EpochMs;
  readonly method: string;
  readonly horizon: Horizon;
  /** Rising, e.g. 0.1, 0.5, 0.9. */
  readonly levels: readonly Ratio[];
  /** quantiles[k][t] for levels[k]. */
  readonly quantiles: readonly Float64Array[];
}
