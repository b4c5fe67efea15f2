import { bump, ornsteinUhlenbeck, seasonal, type YearClock } from './processes.ts';
import { randomStream } from './random.ts';
import type { Weather } from './weather.ts';

/** Demand of an area apart from compute. */
export interface AreaDemand {
  readonly id: string;
  readonly meanMw: number;
  /** 0 all homes and shops, 1 all continuous industry. */
  readonly industryRatio: number;
}

/** Spring Festival of 2025 as days of the year: 28 January to 4 February. */
const FESTIVAL = { from: 27, to: 34 };

/** MW a period: hours of the day, weekday, heating by temperature, festival, and a slow and a fast disturbance. */
export function areaLoad(seed: number, clock: YearClock, area: AreaDemand, weather: Weather): Float64Array {
  const hours = clock.stepMinutes / 60;
  const slow = ornsteinUhlenbeck(randomStream(seed, `${area.id}.load`), clock.count, hours, 60);
  const fast = ornsteinUhlenbeck(randomStream(seed, `${area.id}.flicker`), clock.count, hours, 1.5);
  const people = 1 - area.industryRatio;
  return slow.map((x, i) => {
    const hour = clock.hour[i]!;
    const shape =
      0.78 +
      0.2 * bump(hour, 11, 2.6, 24) +
      0.44 * bump(hour, 19.5, 2.4, 24) +
      0.08 * bump(hour, 7.5, 1.2, 24);
    const weekend = clock.weekday[i]! >= 5 ? 1 - 0.06 * people - 0.02 : 1;
    const day = clock.yearDay[i]!;
    const festival = day >= FESTIVAL.from && day < FESTIVAL.to ? 1 - 0.12 * area.industryRatio : 1;
    const heating = 1 + people * 0.012 * Math.max(0, 14 - weather.temperatureC[i]!);
    const daily = area.industryRatio + people * shape;
    return area.meanMw * 0.93 * daily * weekend * festival * heating * (1 + 0.018 * x + 0.007 * fast[i]!);
  });
}

/** A river's natural inflow, m³/s. */
export interface River {
  readonly id: string;
  readonly winterM3PerS: number;
  readonly snowMeltM3PerS: number;
  readonly summerM3PerS: number;
  readonly autumnM3PerS: number;
}

/** Base flow of winter, snow melt in May, rains in July and the autumn rains of September; days hang together. */
export function riverInflow(seed: number, clock: YearClock, river: River): Float64Array {
  const perDay = 1440 / clock.stepMinutes;
  const days = Math.ceil(clock.count / perDay) + 1;
  const noise = ornsteinUhlenbeck(randomStream(seed, `${river.id}.inflow`), days, 24, 24 * 6);
  const dayFlow = noise.map((x, day) => {
    const wet = 0.5 + 0.5 * seasonal(day, 215);
    const mean =
      river.winterM3PerS +
      river.snowMeltM3PerS * bump(day, 138, 24, 365) +
      river.summerM3PerS * bump(day, 195, 24, 365) +
      river.autumnM3PerS * bump(day, 258, 20, 365);
    return mean * Math.exp((0.07 + 0.16 * wet) * x - 0.01);
  });
  return clock.yearDay.map((_, i) => {
    const day = Math.floor(i / perDay);
    const share = (i % perDay) / perDay;
    return dayFlow[day]! * (1 - share) + dayFlow[day + 1]! * share;
  });
}

/**
 * Contracted delivery over the HVDC line, MW: four steps a day (night, morning, the sunny hours, evening) that average
 * `meanMw`, stronger in summer; steps hold for hours.
 */
export function hvdcContract(clock: YearClock, meanMw: number): Float64Array {
  const shareAt = (hour: number): number =>
    hour < 7 || hour >= 22 ? 0.6 : hour < 9 ? 0.8 : hour < 17 ? 1.5 : 1;
  return clock.yearDay.map((day, i) => {
    const season = 1 + 0.08 * seasonal(Math.floor(day), 200);
    return Math.round((meanMw * season * shareAt(clock.hour[i]!)) / 50) * 50;
  });
}

/** A spot-like price, yuan/MWh: falls with the sun of the region, rises in the evening and on still, cold days. */
export function spotPrice(
  seed: number,
  clock: YearClock,
  sunRatio: Float64Array,
  windRatio: Float64Array,
): Float64Array {
  const noise = ornsteinUhlenbeck(randomStream(seed, 'spot'), clock.count, clock.stepMinutes / 60, 5);
  return sunRatio.map((sun, i) => {
    const hour = clock.hour[i]!;
    const evening = 150 * bump(hour, 19.5, 1.8, 24) + 60 * bump(hour, 7.8, 1, 24);
    const winter = 30 * seasonal(clock.yearDay[i]!, 10);
    const price = 330 + evening + winter - 330 * sun - 130 * windRatio[i]! + 26 * noise[i]!;
    return Math.max(-30, price);
  });
}
