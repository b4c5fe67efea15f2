import { type Forecast, QUALITIES } from '#dispatch/domain';
import { type Forecaster, nearestLevel } from '#dispatch/forecast';
import { resolveValue, type Scenario } from '#dispatch/sources';
import { AppError } from '#platform/errors';
import { type EpochMs, type Horizon, shanghaiIso } from '#units';
import { forecastOf, forecastTarget } from './foresight.ts';
import { type Foreseen, type TimeValue, timeValuesOf, valueKey, type WindowValues } from './values.ts';

export interface ResolveRequest {
  readonly scenario: Scenario;
  readonly horizon: Horizon;
  readonly foresight: 'forecast' | 'perfect';
  /** Observations over by then may be used; default: the horizon's start. */
  readonly issuedAtMs?: EpochMs;
  readonly forecaster?: Forecaster | undefined;
  /** Resolve these alone: `published` is what is known ahead (prices, tariffs, factors, contracts). */
  readonly only?: Foreseen;
}
export interface ResolvedWindow {
  readonly values: WindowValues;
  readonly forecasts: readonly Forecast[];
  /** Values with gaps that were bridged, and how many periods of each. */
  readonly filled: readonly { readonly key: string; readonly periods: number }[];
}

/** Every value of the region over a window: forecast medians, or the series themselves; published ones as they are. */
export async function resolveWindow(request: ResolveRequest): Promise<ResolvedWindow> {
  const values = new Map<string, Float64Array>();
  const forecasts: Forecast[] = [];
  const filled: { key: string; periods: number }[] = [];
  for (const row of timeValuesOf(request.scenario.region)) {
    if (request.only !== undefined && row.foreseen !== request.only) continue;
    const key = valueKey(row.elementId, row.field);
    const target = request.foresight === 'forecast' ? forecastTarget(row) : null;
    if (target === null) {
      const known = await knownValues(row, request);
      if (known.periods > 0) filled.push({ key, periods: known.periods });
      values.set(key, known.values);
      continue;
    }
    const { scenario, horizon, forecaster } = request;
    const issuedAtMs = request.issuedAtMs ?? horizon.startMs;
    const forecast = await forecastOf(target, scenario, horizon, issuedAtMs, forecaster);
    const median = forecast.quantiles[nearestLevel(forecast.levels, 0.5)]!;
    forecasts.push(forecast);
    values.set(
      key,
      median.map((value) => value * target.scale),
    );
    // One forecast takes tens of milliseconds: requests are answered in between.
    await new Promise((resume) => setImmediate(resume));
  }
  return { values, forecasts, filled };
}

/** A value that is known ahead. A gap takes the last value before it (the next one at the start), and is counted. */
async function knownValues(
  row: TimeValue,
  request: ResolveRequest,
): Promise<{ values: Float64Array; periods: number }> {
  const { values, quality } = await resolveValue(row.value, request.horizon, request.scenario);
  const missing = QUALITIES.indexOf('missing');
  const isGap = (t: number): boolean => quality[t] === missing;
  const first = quality.findIndex((_, t) => !isGap(t));
  if (first < 0) throw withoutData(row, request.horizon.startMs);
  let last = values[first]!;
  let periods = 0;
  const bridged = values.map((value, t) => {
    if (isGap(t)) periods += 1;
    else last = value;
    return last;
  });
  return { values: bridged, periods };
}

const withoutData = (row: TimeValue, fromMs: EpochMs): AppError =>
  new AppError({
    code: 'window-without-data',
    kind: 'invalid-input',
    message: `${valueKey(row.elementId, row.field)} has no value at all in the window from ${shanghaiIso(fromMs)}.`,
    remedy: 'Choose a window inside the data, or import the missing series.',
  });
