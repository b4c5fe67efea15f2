import { expect, test } from 'vitest';
import { horizonOver } from '#units';
import { DEFAULT_LEVELS } from './forecaster.ts';
import { lateFeeds, lateFeedText } from './late-feed.ts';
import { GOLMUD, madeUpHistory } from './made-up-history.ts';
import { blend } from './methods.ts';

const named = () => ({ zh: '屋顶', en: 'Roof' });
const START_MS = Date.parse('2025-01-01T00:00:00+08:00');
const ISSUED_MS = Date.parse('2025-02-10T12:00:00+08:00');

function forecastWithGap(gapPeriods: number) {
  const history = madeUpHistory({ kind: 'pv', startMs: START_MS, days: 50, seed: 3 });
  const issued = (ISSUED_MS - START_MS) / 900_000;
  const quality = history.quality.map((flag, t) => (t >= issued - gapPeriods ? 4 : flag));
  return blend.forecast({
    target: 'roof-pv.availableRatio',
    kind: 'pv',
    history: { ...history, quality },
    issuedAtMs: ISSUED_MS,
    horizon: horizonOver(ISSUED_MS, 24, 15),
    levels: DEFAULT_LEVELS,
    location: GOLMUD,
    capacity: 1,
  });
}

test('a feed that stopped nine hours ago is late by nine hours and said so in both languages', () => {
  const late = lateFeeds([forecastWithGap(36)], 1);
  expect(late).toEqual([{ target: 'roof-pv.availableRatio', ageHours: 9 }]);
  expect(lateFeedText(late, named)!.en).toContain('Roof available power (9.0 h)');
  expect(lateFeedText(late, named)!.zh).toContain('9.0 h');
});

test('a fresh feed is not late', () => {
  expect(lateFeeds([forecastWithGap(0)], 1)).toEqual([]);
  expect(lateFeedText([], named)).toBeNull();
});
