import { QUALITIES, type Series } from '#dispatch/domain';
import { clearSkyRatio } from '#dispatch/twin';
import type { EpochMs } from '#units';

/** Histories made up for tests and contracts: seeded, with weather that lasts some hours. */
const QUARTER_MS = 900_000;
export const GOLMUD = { latitude: 36.4, longitude: 94.9 };

/** Park-Miller generator: the same numbers for the same seed on every machine. */
export function seededRandom(seed: number): () => number {
  let state = (seed % 2147483646) + 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

export interface MadeUp {
  readonly kind: 'pv' | 'wind' | 'load';
  readonly startMs: EpochMs;
  readonly days: number;
  readonly seed: number;
  /** Share of periods that are gaps. */
  readonly gapRatio?: number;
}

export function madeUpHistory({ kind, startMs, days, seed, gapRatio = 0 }: MadeUp): Series {
  const random = seededRandom(seed);
  const count = days * 96;
  const values = new Float64Array(count);
  const quality = new Uint8Array(count);
  let weather = 0;
  for (let t = 0; t < count; t++) {
    // An anomaly that halves in about seven hours, as cloud fields and wind do.
    weather = 0.975 * weather + 0.22 * (random() + random() + random() - 1.5);
    const atMs = startMs + t * QUARTER_MS;
    values[t] = shape(kind, atMs, weather);
    if (random() < gapRatio) {
      quality[t] = QUALITIES.indexOf('missing');
      values[t] = Number.NaN;
    }
  }
  return { name: `made-up.${kind}`, startMs, periodMinutes: 15, values, quality, source: 'made up' };
}

function shape(kind: MadeUp['kind'], atMs: EpochMs, weather: number): number {
  const bounded = 1 / (1 + Math.exp(-weather * 2));
  if (kind === 'wind') return bounded ** 2;
  if (kind === 'pv') {
    const sun = clearSkyRatio(GOLMUD.latitude, GOLMUD.longitude, atMs + QUARTER_MS / 2);
    return Math.min(1, sun * (0.3 + 0.7 * bounded));
  }
  const hour = (atMs / 3_600_000) % 24;
  return 0.6 + 0.2 * Math.sin(((hour - 2) / 24) * 2 * Math.PI) + 0.03 * weather;
}
