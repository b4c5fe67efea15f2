import { type Forecast, type ForecastView, QUALITIES, type Region } from '#dispatch/domain';
import { backTest, defaultForecaster, FORECASTERS, nearestLevel } from '#dispatch/forecast';
import type { Scenario } from '#dispatch/sources';
import type { StoredForecast } from '#dispatch/store';
import { type EpochMs, type Horizon, MS_PER_HOUR, periodMs, periodStartMs } from '#units';
import { type ForecastTarget, forecastRequest, forecastTarget } from './foresight.ts';
import { timeValuesOf } from './values.ts';

const DAY_MS = 24 * MS_PER_HOUR;
/** Days over which each method is scored. */
const SCORED_DAYS = 7;

/** What a screen needs to know of a target besides its numbers. */
interface Shown {
  readonly target: ForecastTarget;
  readonly name: ForecastView['name'];
  readonly kind: ForecastView['kind'];
  readonly capacityMw: number | null;
  /** From the series' own numbers to what is shown: MW for plants. */
  readonly factor: number;
}

/** Targets that people look at: sun, wind, demand and water; the weather of sites serves only the plan. */
export function shownTargets(region: Region): readonly Shown[] {
  const elements = new Map(
    [
      ...region.pv,
      ...region.wind,
      // Heat of the field, before any turbine.
      ...region.cspPlants.map(({ id, name, fieldMw }) => ({ id, name, capacityMw: fieldMw })),
      ...region.areas,
      ...region.reservoirs,
    ].map((row) => [row.id, row]),
  );
  return timeValuesOf(region).flatMap((row): Shown[] => {
    const target = forecastTarget(row);
    const element = elements.get(row.elementId);
    if (target === null || element === undefined || row.foreseen === 'weather') return [];
    const capacityMw = 'capacityMw' in element ? element.capacityMw : null;
    const factor = target.scale * (capacityMw ?? 1);
    return [{ target, name: element.name, kind: target.kind, capacityMw, factor }];
  });
}

/** A forecast as it was used by the plan in force, with what has come of it so far. */
export async function forecastView(
  shown: Shown,
  forecast: StoredForecast,
  scenario: Scenario,
  nowMs: EpochMs,
): Promise<ForecastView> {
  const { horizon } = forecast;
  const actual = await actualOf(shown, scenario, horizon, nowMs);
  return {
    ...identity(shown, forecast.method, forecast.issuedAtMs),
    startMs: Array.from({ length: horizon.periodCount }, (_, t) => periodStartMs(horizon, t)),
    levels: forecast.levels,
    quantiles: forecast.quantiles.map((row) => row.map((value) => value * shown.factor)),
    actual,
    scores: [],
  };
}

/**
 * The same with the day before: the forecast as it would have been issued 24 h earlier beside what came, and how well
 * each method did over the past week.
 */
export async function forecastStory(
  shown: Shown,
  forecast: StoredForecast,
  scenario: Scenario,
  nowMs: EpochMs,
): Promise<ForecastView> {
  const ahead = await forecastView(shown, forecast, scenario, nowMs);
  const { horizon, issuedAtMs } = forecast;
  const history = await scenario.series(shown.target.seriesName);
  const length = periodMs(horizon);
  const before = { ...horizon, startMs: horizon.startMs - DAY_MS, periodCount: Math.round(DAY_MS / length) };
  const scores = await scoresOf(shown, scenario, horizon, issuedAtMs);
  if (history.startMs > before.startMs - length) return { ...ahead, scores };
  const request = forecastRequest(shown.target, scenario.region, history, before, before.startMs);
  const past = defaultForecaster(shown.target.kind).forecast(request);
  const actual = await actualOf(shown, scenario, before, nowMs);
  return {
    ...ahead,
    startMs: [
      ...Array.from({ length: before.periodCount }, (_, t) => periodStartMs(before, t)),
      ...ahead.startMs,
    ],
    quantiles: ahead.quantiles.map((row, k) => [...levelOf(past, ahead.levels[k]!, shown.factor), ...row]),
    actual: [...actual, ...ahead.actual],
    scores,
  };
}

const identity = (shown: Shown, method: string, issuedAtMs: EpochMs) => ({
  target: shown.target.target,
  name: shown.name,
  kind: shown.kind,
  capacityMw: shown.capacityMw,
  method,
  issuedAtMs,
});

const levelOf = (forecast: Forecast, level: number, factor: number): number[] =>
  Array.from(forecast.quantiles[nearestLevel(forecast.levels, level)]!, (value) => value * factor);

/** What came, for periods that are over; a gap is null. */
async function actualOf(
  shown: Shown,
  scenario: Scenario,
  horizon: Horizon,
  nowMs: EpochMs,
): Promise<(number | null)[]> {
  const series = await scenario.series(shown.target.seriesName);
  const stepMs = series.periodMinutes * 60_000;
  const missing = QUALITIES.indexOf('missing');
  const seriesEndMs = series.startMs + series.values.length * stepMs;
  return Array.from({ length: horizon.periodCount }, (_, t) => {
    const startMs = periodStartMs(horizon, t);
    const endMs = startMs + periodMs(horizon);
    if (endMs > nowMs || startMs < series.startMs || endMs > seriesEndMs) return null;
    let sum = 0;
    let count = 0;
    const first = Math.floor((startMs - series.startMs) / stepMs);
    for (let i = first; series.startMs + i * stepMs < endMs; i += 1) {
      if (series.quality[i] === missing) continue;
      sum += series.values[i]!;
      count += 1;
    }
    return count === 0 ? null : (sum / count) * shown.factor;
  });
}

async function scoresOf(
  shown: Shown,
  scenario: Scenario,
  horizon: Horizon,
  issuedAtMs: EpochMs,
): Promise<ForecastView['scores']> {
  const history = await scenario.series(shown.target.seriesName);
  const dayAhead = {
    ...horizon,
    periodCount: Math.min(horizon.periodCount, Math.round(DAY_MS / periodMs(horizon))),
  };
  const request = {
    ...forecastRequest(shown.target, scenario.region, history, dayAhead, issuedAtMs),
    days: SCORED_DAYS,
  };
  const scores: ForecastView['scores'][number][] = [];
  for (const forecaster of FORECASTERS.filter((one) => one.kinds.includes(shown.target.kind))) {
    const score = backTest(forecaster, request);
    if (score !== null) scores.push({ ...score, pinballLoss: score.pinballLoss * shown.factor });
    // A week of forecasts takes a while: requests are answered in between.
    await new Promise((resume) => setImmediate(resume));
  }
  return scores;
}
