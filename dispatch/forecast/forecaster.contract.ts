import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clearSkyRatio } from '#dispatch/twin';
import { horizonOver, periodStartMs } from '#units';
import { DEFAULT_LEVELS, type Forecaster, type ForecastRequest } from './forecaster.ts';
import { GOLMUD, madeUpHistory } from './made-up-history.ts';

const START_MS = Date.parse('2025-01-01T00:00:00+08:00');
const DAY_MS = 86_400_000;

function requestOf(
  kind: 'pv' | 'wind' | 'load',
  seed: number,
  days: number,
  gapRatio: number,
): ForecastRequest {
  const issuedAtMs = START_MS + days * DAY_MS + (seed % 24) * 3_600_000;
  return {
    target: `made-up.${kind}`,
    kind,
    history: madeUpHistory({ kind, startMs: START_MS, days: days + 3, seed, gapRatio }),
    issuedAtMs,
    horizon: horizonOver(issuedAtMs, 48, 15),
    levels: DEFAULT_LEVELS,
    capacity: 1,
    ...(kind === 'pv' ? { location: GOLMUD } : {}),
  };
}

/** What every forecaster owes its callers. */
export function forecasterContract(forecaster: Forecaster): void {
  const kinds = fc.constantFrom(...(['pv', 'wind', 'load'] as const));
  const requests = fc
    .tuple(
      kinds,
      fc.integer({ min: 1, max: 1e6 }),
      fc.integer({ min: 0, max: 40 }),
      fc.constantFrom(0, 0.1, 0.9),
    )
    .filter(([kind]) => forecaster.kinds.includes(kind))
    .map((parts) => requestOf(...parts));

  test('quantiles rise and lie between nothing and the capacity, gaps or not', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const { quantiles, horizon } = forecaster.forecast(request);
        for (let t = 0; t < horizon.periodCount; t++) {
          let below = 0;
          for (const quantile of quantiles) {
            expect(quantile[t]).toBeGreaterThanOrEqual(below);
            expect(quantile[t]).toBeLessThanOrEqual(1);
            below = quantile[t]!;
          }
        }
      }),
      { numRuns: 15, seed: 1 },
    );
  });

  test('what comes at or after the issue time is never read', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const { history, issuedAtMs } = request;
        const firstUnknown = Math.floor((issuedAtMs - history.startMs) / 900_000);
        const values = history.values.map((value, t) => (t >= firstUnknown ? 1 - value : value));
        const quality = history.quality.map((flag, t) => (t >= firstUnknown ? 0 : flag));
        const changed = { ...request, history: { ...history, values, quality } };
        expect(forecaster.forecast(changed)).toEqual(forecaster.forecast(request));
      }),
      { numRuns: 10, seed: 2 },
    );
  });

  test('the sun gives nothing at night', () => {
    const request = requestOf('pv', 7, 30, 0.05);
    const { quantiles, horizon } = forecaster.forecast(request);
    let nights = 0;
    for (let t = 0; t < horizon.periodCount; t++) {
      const middleMs = periodStartMs(horizon, t) + 450_000;
      if (clearSkyRatio(GOLMUD.latitude, GOLMUD.longitude, middleMs) > 0) continue;
      nights++;
      for (const quantile of quantiles) expect(quantile[t]).toBe(0);
    }
    expect(nights).toBeGreaterThan(50);
  });

  test('the last observation named is the last value before the issue time', () => {
    const request = requestOf('wind', 5, 10, 0);
    expect(forecaster.forecast(request).lastObservationMs).toBe(request.issuedAtMs - 900_000);
  });

  test('without history every height up to the capacity is equally likely', () => {
    const request = requestOf('wind', 5, 0, 0);
    const empty = { ...request.history, values: new Float64Array(0), quality: new Uint8Array(0) };
    const { quantiles, levels } = forecaster.forecast({ ...request, history: empty });
    levels.forEach((level, k) => {
      expect(quantiles[k]![17]).toBeCloseTo(level, 12);
    });
  });
}
