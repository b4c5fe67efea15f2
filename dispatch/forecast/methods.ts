import type { Forecast } from '#dispatch/domain';
import { invariant, MS_PER_MINUTE } from '#units';
import { blendPoints } from './blend.ts';
import { calibrate } from './calibrate.ts';
import { climateOf } from './climate.ts';
import type { Forecaster, ForecastKind, ForecastRequest } from './forecaster.ts';
import { type KnownHistory, knownHistory } from './known-history.ts';
import { persistencePoints } from './persistence.ts';
import type { PointMethod } from './points.ts';
import { clampTo, quantileOfSorted } from './quantile.ts';

/** Scaled quantiles of one period of the horizon; null when the history gives no ground for any. */
type ScaledQuantiles = (index: number) => readonly number[] | null;

/** Quantiles of scaled values from the samples of the season and hour. */
export const climatology: Forecaster = {
  id: 'climatology',
  kinds: ['pv', 'wind', 'load', 'inflow', 'price'],
  forecast: (request) => {
    const known = knownHistory(request);
    return asForecast('climatology', request, known, fromClimate(known, request));
  },
};
export const persistence: Forecaster = calibrated(persistencePoints);
const learnt: Forecaster = calibrated(blendPoints);
/**
 * The default of every kind: the mean, level by level, of the learnt decay of anomalies and of a companion that
 * learns less: the climate for the sun, persistence for everything else. Two forecasts that err differently lose
 * less together: on the scenario `qinghai` the mean is the best or within 2 % of the best of the four for 11 of
 * 13 targets.
 */
export const blend: Forecaster = {
  id: 'blend',
  kinds: learnt.kinds,
  forecast: (request) => {
    const companion = request.kind === 'pv' ? climatology : persistence;
    const [first, second] = [learnt.forecast(request), companion.forecast(request)];
    const quantiles = first.quantiles.map((quantile, k) =>
      quantile.map((value, t) => (value + second.quantiles[k]![t]!) / 2),
    );
    return { ...first, quantiles };
  },
};

export const FORECASTERS: readonly Forecaster[] = [persistence, climatology, blend];
/** The method with which a kind is forecast when nobody chose another. */
export const defaultForecaster = (kind: ForecastKind): Forecaster => {
  const found = [blend, climatology, persistence].find((forecaster) => forecaster.kinds.includes(kind));
  invariant(found, `a forecaster for ${kind}`);
  return found;
};
export const forecasterById = (id: string): Forecaster | null =>
  FORECASTERS.find((forecaster) => forecaster.id === id) ?? null;

/** A point method with the quantiles of its own past errors. */
function calibrated(method: PointMethod): Forecaster {
  return {
    id: method.id,
    kinds: method.kinds,
    forecast: (request) => {
      const known = knownHistory(request);
      const pointAt = method.prepare(known, request.kind);
      const longest = known.horizonIndex + request.horizon.periodCount - known.count;
      const around = calibrate(known, pointAt, longest);
      const usual = fromClimate(known, request);
      return asForecast(method.id, request, known, (index) => {
        const point = pointAt(known.count, index);
        if (point === null) return usual(index);
        return around(point, index, request.levels) ?? usual(index);
      });
    },
  };
}

function fromClimate(known: KnownHistory, request: ForecastRequest): ScaledQuantiles {
  let climate: ReturnType<typeof climateOf> | null = null;
  return (index) => {
    climate ??= climateOf(known);
    const samples = climate.samplesBySlot[known.slotOf(index)]!;
    return samples.length === 0 ? null : request.levels.map((level) => quantileOfSorted(samples, level)!);
  };
}

/** Without any history all heights up to the capacity are equally likely; without a capacity there is no ground. */
function asForecast(
  method: string,
  request: ForecastRequest,
  known: KnownHistory,
  scaledAt: ScaledQuantiles,
): Forecast {
  const { horizon, levels, kind, capacity } = request;
  invariant(
    known.lastIndex >= 0 || capacity !== undefined,
    `${request.target} has neither history before the issue time nor a capacity`,
  );
  const lowest = kind === 'price' ? Number.NEGATIVE_INFINITY : 0;
  const highest = capacity ?? Number.POSITIVE_INFINITY;
  const quantiles = levels.map(() => new Float64Array(horizon.periodCount));
  for (let t = 0; t < horizon.periodCount; t++) {
    const index = known.horizonIndex + t;
    const scale = known.scaleAt(index);
    const scaled = scaledAt(index) ?? levels.map((level) => level * highest);
    for (let k = 0; k < levels.length; k++) {
      quantiles[k]![t] = clampTo(scale * scaled[k]!, lowest, highest);
    }
  }
  const lastObservationMs =
    known.lastIndex >= 0
      ? known.startMs + known.lastIndex * known.stepMs
      : request.issuedAtMs - MS_PER_MINUTE;
  return {
    target: request.target,
    issuedAtMs: request.issuedAtMs,
    lastObservationMs,
    method,
    horizon,
    levels,
    quantiles,
  };
}
