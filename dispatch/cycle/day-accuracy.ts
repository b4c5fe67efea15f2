import { accuracyKey } from '#dispatch/compliance';
import type { Reading, Region } from '#dispatch/domain';
import { accuracyByCapacity } from '#dispatch/forecast';
import type { Scenario } from '#dispatch/sources';
import { type MedianForecast, mediansWithin, type StoreDb } from '#dispatch/store';
import {
  type EpochMs,
  type Horizon,
  MS_PER_DAY,
  MS_PER_HOUR,
  type Mw,
  periodMs,
  periodStartMs,
  type Ratio,
} from '#units';
import { type ForecastTarget, forecastOf, forecastTarget } from './foresight.ts';
import { timeValuesOf } from './values.ts';

const KINDS = ['pv', 'wind'] as const;
/** The rules ask for the forecast of the day before by 09:00, and for the one of the fourth hour. */
const SUBMITTED_AT_MS = 9 * MS_PER_HOUR;
const FOURTH_HOUR_MS = 4 * MS_PER_HOUR;
/** A plan older than this says nothing of its fourth hour. */
const OLDEST_PLAN_MS = 8 * MS_PER_HOUR;

export interface DayOfForecasts {
  readonly scenario: Scenario;
  readonly horizon: Horizon;
  readonly readings: readonly Reading[];
}

/**
 * How good the forecasts of a day were, by kind of station and lead, stations of a kind taken together. That of the day
 * before is made again from what was known at 09:00; that of the fourth hour is the one the plans were made with. What
 * there is no forecast or reading of is left out.
 */
export async function dayAccuracies(
  db: StoreDb,
  day: DayOfForecasts,
): Promise<Readonly<Record<string, Ratio>>> {
  const asked = new Set(
    day.scenario.region.rules.flatMap((rule) =>
      rule.kind === 'forecast' ? [accuracyKey(rule.stations, rule.lead)] : [],
    ),
  );
  const found: Record<string, Ratio> = {};
  for (const kind of KINDS) {
    const stations = stationsOf(day.scenario.region, kind);
    if (stations.length === 0) continue;
    for (const lead of ['dayAhead', 'fourthHour'] as const) {
      const key = accuracyKey(kind, lead);
      if (!asked.has(key)) continue;
      const forecast =
        lead === 'dayAhead' ? await dayAhead(day, stations) : await fourthHour(db, day, stations);
      const accuracy = forecast === null ? null : accuracyOf(day, stations, forecast);
      if (accuracy !== null) found[key] = accuracy;
    }
  }
  return found;
}

interface Station {
  readonly id: string;
  readonly capacityMw: Mw;
  readonly target: ForecastTarget;
}

const stationsOf = (region: Region, kind: 'pv' | 'wind'): Station[] =>
  timeValuesOf(region).flatMap((row) => {
    const station = region[kind].find(({ id }) => id === row.elementId && row.field === 'availableRatio');
    const target = row.foreseen === kind ? forecastTarget(row) : null;
    return station === undefined || target === null ? [] : [{ ...station, target }];
  });

/** Power of all stations together a period; NaN where one of them has no forecast. */
type Power = Float64Array;

async function dayAhead(
  { scenario, horizon }: DayOfForecasts,
  stations: readonly Station[],
): Promise<Power | null> {
  const issuedAtMs = horizon.startMs - MS_PER_DAY + SUBMITTED_AT_MS;
  const sum = new Float64Array(horizon.periodCount);
  for (const { target, capacityMw } of stations) {
    const forecast = await forecastOf(target, scenario, horizon, issuedAtMs, undefined).catch(() => null);
    if (forecast === null) return null;
    const median = forecast.quantiles[Math.floor(forecast.levels.length / 2)]!;
    for (let t = 0; t < sum.length; t += 1) sum[t]! += median[t]! * target.scale * capacityMw;
  }
  return sum;
}

async function fourthHour(
  db: StoreDb,
  { horizon }: DayOfForecasts,
  stations: readonly Station[],
): Promise<Power | null> {
  const endMs = periodStartMs(horizon, horizon.periodCount);
  const fromMs = horizon.startMs - OLDEST_PLAN_MS;
  const medians = await mediansWithin(
    db,
    stations.map(({ target }) => target.target),
    fromMs,
    endMs - FOURTH_HOUR_MS,
  );
  if (medians.length === 0) return null;
  return Float64Array.from({ length: horizon.periodCount }, (_, t) =>
    stations.reduce((sum, station) => {
      const ratio = madeBefore(medians, station, periodStartMs(horizon, t));
      return sum + ratio * station.target.scale * station.capacityMw;
    }, 0),
  );
}

/** The value for a period of the last forecast that was made at least four hours before it. */
function madeBefore(medians: readonly MedianForecast[], { target }: Station, startMs: EpochMs): Ratio {
  let best: MedianForecast | null = null;
  for (const row of medians) {
    const isInTime =
      row.target === target.target &&
      row.issuedAtMs <= startMs - FOURTH_HOUR_MS &&
      row.issuedAtMs >= startMs - OLDEST_PLAN_MS;
    if (isInTime && row.issuedAtMs > (best?.issuedAtMs ?? Number.NEGATIVE_INFINITY)) best = row;
  }
  if (best === null) return Number.NaN;
  return best.values[Math.floor((startMs - best.startMs) / (best.periodMinutes * 60_000))] ?? Number.NaN;
}

/** Null where less than half of the day can be compared: it would say little of a day. */
function accuracyOf(
  { horizon, readings }: DayOfForecasts,
  stations: readonly Station[],
  forecast: Power,
): Ratio | null {
  const ids = new Set(stations.map(({ id }) => id));
  const actual = new Float64Array(horizon.periodCount);
  const seen = new Uint16Array(horizon.periodCount);
  for (const { element, quantity, value, quality, periodStartMs: startMs } of readings) {
    if (quantity !== 'availableMw' || quality === 'missing' || !ids.has(element)) continue;
    const t = Math.round((startMs - horizon.startMs) / periodMs(horizon));
    actual[t]! += value;
    seen[t]! += 1;
  }
  const pairs = Array.from(actual, (value, t) =>
    seen[t] === stations.length && !Number.isNaN(forecast[t]!) ? value : null,
  );
  if (pairs.filter((value) => value !== null).length < horizon.periodCount / 2) return null;
  const capacity = stations.reduce((sum, { capacityMw }) => sum + capacityMw, 0);
  return accuracyByCapacity(pairs, forecast, capacity);
}
