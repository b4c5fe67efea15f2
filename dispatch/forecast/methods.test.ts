import { describe, expect, test } from 'vitest';
import { horizonOver } from '#units';
import { backTest, pastForecasts } from './back-test.ts';
import { forecasterContract } from './forecaster.contract.ts';
import { DEFAULT_LEVELS, type Forecaster } from './forecaster.ts';
import { GOLMUD, madeUpHistory } from './made-up-history.ts';
import { blend, climatology, FORECASTERS, persistence } from './methods.ts';
import { coverageRatios } from './scores.ts';

const START_MS = Date.parse('2025-01-01T00:00:00+08:00');
const ISSUED_MS = Date.parse('2025-03-20T12:00:00+08:00');

for (const forecaster of FORECASTERS) describe(forecaster.id, () => forecasterContract(forecaster));

const pastRequest = (kind: 'pv' | 'wind' | 'load', seed: number) => ({
  target: kind,
  kind,
  history: madeUpHistory({ kind, startMs: START_MS, days: 80, seed }),
  issuedAtMs: ISSUED_MS,
  horizon: horizonOver(ISSUED_MS, 24, 15),
  levels: DEFAULT_LEVELS,
  capacity: 1,
  days: 20,
  ...(kind === 'pv' ? { location: GOLMUD } : {}),
});

const SEEDS = [11, 12, 13, 14, 15, 16];
const meanLoss = (forecaster: Forecaster, kind: 'pv' | 'wind' | 'load'): number =>
  SEEDS.reduce((sum, seed) => sum + backTest(forecaster, pastRequest(kind, seed))!.pinballLoss, 0);

describe('back-test on weather that lasts some hours', () => {
  for (const kind of ['pv', 'wind', 'load'] as const) {
    test(`the blend loses least for ${kind}`, () => {
      const [persisted, usual, blended] = [persistence, climatology, blend].map((one) => meanLoss(one, kind));
      expect(blended).toBeLessThan(persisted!);
      expect(blended).toBeLessThan(usual!);
    });
  }

  test('actual wind falls below each quantile about as often as its level says', () => {
    const past = SEEDS.flatMap((seed) => pastForecasts(blend, pastRequest('wind', seed)));
    const actual = past.flatMap((one) => one.actual);
    const quantiles = DEFAULT_LEVELS.map((_, k) =>
      past.flatMap((one) => Array.from(one.forecast.quantiles[k]!)),
    );
    coverageRatios(actual, quantiles).forEach((covered, k) => {
      expect(Math.abs(covered! - DEFAULT_LEVELS[k]!)).toBeLessThan(0.1);
    });
  });
});
