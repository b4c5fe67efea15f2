import {
  type EmissionFactor,
  QUALITIES,
  type Region,
  type Series,
  type Tariff,
  type Value,
} from '#dispatch/domain';
import { AppError } from '#platform/errors';
import {
  type Horizon,
  horizonEndMs,
  MS_PER_MINUTE,
  periodStartMs,
  shanghaiDay,
  shanghaiHourOfDay,
  shanghaiIso,
} from '#units';
import { resample } from './resample.ts';
import type { ResolvedValue } from './resolved-value.ts';
import type { Scenario } from './scenario.ts';

/**
 * A value of the region as one number a period: the mean of a finer series, the held value of a coarser one, a tariff by
 * Shanghai date and time of day, a factor by Shanghai date. Throws AppError `value-out-of-range` outside the data.
 */
export async function resolveValue(
  value: Value,
  horizon: Horizon,
  scenario: Pick<Scenario, 'region' | 'series'>,
): Promise<ResolvedValue> {
  const { region } = scenario;
  if (typeof value === 'number') return known(horizon, region, () => value);
  if ('series' in value) {
    const series = await scenario.series(value.series);
    requireWithin(value.series, series, horizon);
    return resample(series, horizon, value.scale ?? 1);
  }
  if ('tariff' in value) return tariffPrices(value.tariff, horizon, region);
  return known(
    horizon,
    region,
    (period) => factorAt(region, value.factor, periodStartMs(horizon, period)).tco2PerMwh,
  );
}

function known(horizon: Horizon, region: Region, at: (period: number) => number): ResolvedValue {
  const quality = QUALITIES.indexOf(region.generated ? 'generated' : 'measured');
  return {
    values: Float64Array.from({ length: horizon.periodCount }, (_, period) => at(period)),
    quality: new Uint8Array(horizon.periodCount).fill(quality),
  };
}

function requireWithin(name: string, series: Series, horizon: Horizon): void {
  const endMs = series.startMs + series.values.length * series.periodMinutes * MS_PER_MINUTE;
  if (horizon.startMs >= series.startMs && horizonEndMs(horizon) <= endMs) return;
  throw new AppError({
    code: 'value-out-of-range',
    kind: 'invalid-input',
    message: `The series "${name}" has no values for ${shanghaiIso(horizon.startMs)} to ${shanghaiIso(horizonEndMs(horizon))}.`,
    remedy: `Choose a time within ${shanghaiIso(series.startMs)} to ${shanghaiIso(endMs)}, or give a file that reaches further.`,
  });
}

/** Mean price of each period, minute by minute, so that a change inside a period counts by its share. */
function tariffPrices(id: string, horizon: Horizon, region: Region): ResolvedValue {
  const minutePrices = new Map<Tariff, Float64Array>();
  return known(horizon, region, (period) => {
    let total = 0;
    for (let minute = 0; minute < horizon.periodMinutes; minute += 1) {
      const atMs = periodStartMs(horizon, period) + minute * MS_PER_MINUTE;
      const tariff = versionAt(region.tariffs, id, atMs, 'tariff');
      let prices = minutePrices.get(tariff);
      if (prices === undefined) {
        prices = pricesByMinute(tariff);
        minutePrices.set(tariff, prices);
      }
      total += prices[Math.floor(shanghaiHourOfDay(atMs) * 60 + 1e-6)]!;
    }
    return total / horizon.periodMinutes;
  });
}

function pricesByMinute(tariff: Tariff): Float64Array {
  const prices = new Float64Array(1440);
  const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
  for (const period of tariff.periods) {
    const [from, to] = [minuteOf(period.from), minuteOf(period.to)];
    const length = to > from ? to - from : to - from + 1440;
    for (let step = 0; step < length; step += 1) prices[(from + step) % 1440] = period.yuanPerMwh;
  }
  return prices;
}

const factorAt = (region: Region, id: string, atMs: number): EmissionFactor =>
  versionAt(region.emissionFactors, id, atMs, 'emission factor');

function versionAt<T extends { id: string; effectiveFrom: string; effectiveTo?: string | undefined }>(
  versions: readonly T[],
  id: string,
  atMs: number,
  what: string,
): T {
  const day = shanghaiDay(atMs);
  const found = versions.find(
    (each) => each.id === id && each.effectiveFrom <= day && day <= (each.effectiveTo ?? '9999'),
  );
  if (found !== undefined) return found;
  throw new AppError({
    code: 'value-out-of-range',
    kind: 'invalid-input',
    message: `The ${what} "${id}" has no version that holds on ${day}.`,
    remedy: `Add a version with effectiveFrom on or before ${day}, or plan for another day.`,
  });
}
