import { describe, expect, test } from 'vitest';
import type { Explanation, Plan, PriceSetter, Region } from '#dispatch/domain';
import { testContext } from '../test-context.ts';
import { explainAnswer } from './explain-answer.ts';
import { priceSettersPicture } from './price-setters.ts';
import { priceShares } from './price-shares.ts';
import { jobReasons, selectExplanations } from './select-explanations.ts';

const HOUR_MS = 3_600_000;
const setter = (
  kind: PriceSetter['kind'],
  element: string,
  from: number,
  to: number,
  yuan: number,
): PriceSetter => ({
  ...{ area: 'town', kind, element },
  ...{ fromMs: from * HOUR_MS, toMs: to * HOUR_MS, yuanPerMwh: yuan },
});
const explanation = (
  kind: Explanation['kind'],
  element: string,
  from: number,
  to: number,
  stake: number,
): Explanation => ({
  ...{ id: `${kind}-${element}-${from}`, kind, element, fromMs: from * HOUR_MS, toMs: to * HOUR_MS },
  ...{ amount: 5, unit: 'MW', energyMwh: 10, stake, sentence: { zh: '句', en: 'sentence' } },
  binding: [
    {
      block: 'grid_connection',
      element: 'meter',
      text: { zh: '限', en: 'limit' },
      pricePerUnit: 9,
      unit: 'MWh',
    },
  ],
  alternative: {
    ...{ what: { zh: '不做', en: 'not doing it' }, basis: 'resolved' },
    ...{ extraObjective: stake, extraYuan: stake, extraTco2: 0 },
  },
});
const plan = {
  horizon: { startMs: 0, periodMinutes: 60, periodCount: 4 },
  objective: 'cost',
  prices: { 'areaYuanPerMwh.town': [400, 400, 400, 5] },
  priceSetters: [setter('import', 'meter', 0, 3, 400), setter('curtail', 'wind', 3, 4, 5)],
  explanations: [explanation('charge', 'store', 3, 4, 900), explanation('importLimit', 'meter', 0, 2, 300)],
  placements: [
    {
      ...{ jobId: 'job', poolId: 'pool', siteId: 'site' },
      segments: [{ startMs: 3 * HOUR_MS, endMs: 4 * HOUR_MS }],
    },
  ],
} as unknown as Plan;
const names: Record<string, { zh: string; en: string }> = {
  meter: { zh: '关口', en: 'Meter' },
  store: { zh: '电池', en: 'Battery' },
};
const nameOf = (id: string) => names[id] ?? { zh: id, en: id };

test('shares of time add up to one, the longest first, each with its mean price', () => {
  expect(priceShares(plan)).toEqual([
    { kind: 'import', element: 'meter', ratio: 0.75, meanYuanPerMwh: 400 },
    { kind: 'curtail', element: 'wind', ratio: 0.25, meanYuanPerMwh: 5 },
  ]);
});

describe('the answer of a plan in one breath', () => {
  test('says what set the price, which limit cost most, and the decision worth most', () => {
    expect(explainAnswer(plan, nameOf, 'en').join('')).toBe(
      'Grid import (Meter) set the price for 75 % of the time (400 CNY/MWh on average), then sun and wind that is turned away for 25 % (5 CNY/MWh). The limits that cost most: Meter import limit at 300 CNY. The decision worth most: Battery, charging, 900 CNY.',
    );
    expect(explainAnswer(plan, nameOf, 'zh').join('')).toBe(
      '电价有 75 % 的时间由关口（购电）决定（均价 400 元/MWh），其次 25 % 的时间由弃电决定（5 元/MWh）。最贵的限值：关口购电限额，300 元。价值最大的决定：电池（储能充电），值 900 元。',
    );
  });
  test('says so when a plan has kept no reasons', () => {
    const bare = { ...plan, explanations: [], priceSetters: [] };
    expect(explainAnswer(bare, nameOf, 'en').join('')).toBe('No reasons were kept with this plan.');
  });
});

test('explanations are found by the element that acts or binds, by kind and by instant', () => {
  const kinds = (filter: Parameters<typeof selectExplanations>[1]) =>
    selectExplanations(plan.explanations, filter).map(({ kind }) => kind);
  expect(kinds({ element: 'store' })).toEqual(['charge']);
  expect(kinds({ element: 'meter' })).toEqual(['charge', 'importLimit']);
  expect(kinds({ atMs: 2 * HOUR_MS })).toEqual([]);
  expect(kinds({ atMs: 3.5 * HOUR_MS })).toEqual(['charge']);
  expect(kinds({ kind: 'importLimit' })).toEqual(['importLimit']);
});

test('a job is told what sets the price of its area while it runs', () => {
  const region = { sites: [{ id: 'site', area: 'town' }] } as unknown as Region;
  expect(jobReasons(plan, region, 'job')!.priceSetters.map(({ kind }) => kind)).toEqual(['curtail']);
  expect(jobReasons(plan, region, 'nobody')).toBeNull();
});

test('the price of an area is one line for each thing that set it, with gaps where others did', () => {
  const picture = priceSettersPicture(plan, 'town', testContext);
  expect(picture.keys.map(({ id }) => id)).toEqual(['import', 'curtail']);
  const [bought, turnedAway] = picture.keys;
  expect([bought!.valueAt!(HOUR_MS), bought!.valueAt!(3.5 * HOUR_MS)]).toEqual([400, null]);
  expect(turnedAway!.valueAt!(3.5 * HOUR_MS)).toBe(5);
  expect(picture.description).toContain('between 5 and 400');
});
