import type { Random } from './random.ts';

/** A year on a regular clock: instants and the calendar parts that shapes need, in local solar-civil time (UTC+8). */
export interface YearClock {
  readonly startMs: number;
  readonly stepMinutes: number;
  readonly count: number;
  /** Day of the year from 0, with fraction. */
  readonly yearDay: Float64Array;
  readonly hour: Float64Array;
  /** 0 Monday .. 6 Sunday. */
  readonly weekday: Uint8Array;
}

export function yearClock(year: number, stepMinutes: number, dayCount?: number): YearClock {
  const startMs = Date.parse(`${year}-01-01T00:00:00+08:00`);
  const days = dayCount ?? (Date.parse(`${year + 1}-01-01T00:00:00+08:00`) - startMs) / 86_400_000;
  const perDay = 1440 / stepMinutes;
  const count = days * perDay;
  const yearDay = Float64Array.from({ length: count }, (_, i) => i / perDay);
  const firstWeekday = (new Date(startMs + 8 * 3_600_000).getUTCDay() + 6) % 7;
  return {
    startMs,
    stepMinutes,
    count,
    yearDay,
    hour: yearDay.map((day) => (day % 1) * 24),
    weekday: Uint8Array.from({ length: count }, (_, i) => (firstWeekday + Math.floor(i / perDay)) % 7),
  };
}

/** Cosine over the year: 1 on `peakDay`, -1 half a year away. */
export const seasonal = (yearDay: number, peakDay: number): number =>
  Math.cos((2 * Math.PI * (yearDay - peakDay)) / 365);

/** Cosine over the day: 1 at `peakHour`. */
export const daily = (hour: number, peakHour: number): number =>
  Math.cos((2 * Math.PI * (hour - peakHour)) / 24);

/** A bump of height 1 at `centre`, wrapped at `period`. */
export function bump(x: number, centre: number, width: number, period: number): number {
  const distance = Math.abs(((x - centre + period * 1.5) % period) - period / 2);
  return Math.exp(-0.5 * (distance / width) ** 2);
}

/** Stationary Ornstein-Uhlenbeck process of unit variance, sampled exactly: autocorrelation exp(-step/memory). */
export function ornsteinUhlenbeck(
  random: Random,
  count: number,
  stepHours: number,
  memoryHours: number,
): Float64Array {
  const keep = Math.exp(-stepHours / memoryHours);
  const fresh = Math.sqrt(1 - keep * keep);
  const values = new Float64Array(count);
  let x = random.normal();
  for (let i = 0; i < count; i += 1) {
    values[i] = x;
    x = keep * x + fresh * random.normal();
  }
  return values;
}

/** Weighted sum of processes of unit variance, scaled back to unit variance. */
export function blended(parts: readonly (readonly [Float64Array, number])[]): Float64Array {
  const scale = 1 / Math.sqrt(parts.reduce((sum, [, weight]) => sum + weight * weight, 0));
  const first = parts[0]![0];
  return first.map((_, i) => scale * parts.reduce((sum, [values, weight]) => sum + weight * values[i]!, 0));
}

/** Probability that a standard normal lies below x (Abramowitz and Stegun 26.2.17, error below 1e-7). */
export function normalCdf(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const poly =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = Math.exp((-x * x) / 2) * 0.3989422804014327 * poly;
  return x >= 0 ? 1 - tail : tail;
}

/** Mean over a centred window, shorter at the ends: what a plant spread over kilometres sees of a point's sky. */
export function smoothed(values: Float64Array, halfWindow: number): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i += 1) sums[i + 1] = sums[i]! + values[i]!;
  return values.map((_, i) => {
    const from = Math.max(0, i - halfWindow);
    const to = Math.min(values.length, i + halfWindow + 1);
    return (sums[to]! - sums[from]!) / (to - from);
  });
}
