import { describe, expect, it } from 'vitest';
import type { Plan } from '#dispatch/domain';
import { poolRows } from './assemble.ts';
import { bidOf } from './bid.ts';
import { quickPlace } from './quick-place.ts';
import { shiftPlan } from './shift-plan.ts';
import { aJob, at, hoursFromMidnight, MIDNIGHT_MS, smallRegion } from './testing.ts';

const HOUR_MS = 3_600_000;
const region = smallRegion();
const pools = poolRows(region);

/** Power is cheap from 04:00 to 06:00. */
const plan = {
  horizon: hoursFromMidnight(12),
  placements: [],
  series: [],
  explanations: [],
  priceSetters: [],
  prices: { 'areaYuanPerMwh.town': [300, 300, 300, 300, 100, 100, 300, 300, 300, 300, 300, 300] },
  co2Tonnes: 0,
} as unknown as Plan;
const place = (change: object, held = new Map<string, Float64Array>()) => {
  const outcome = bidOf(aJob({ allowedSites: ['west'], ...change }) as never, {
    nowMs: MIDNIGHT_MS,
    pools,
    links: [],
  });
  return 'bid' in outcome ? quickPlace(outcome.bid, { plan, region, pools, held }) : null;
};
const startHour = (change: object, held?: Map<string, Float64Array>) => {
  const start = place(change, held)?.segments[0]?.startMs;
  return start === undefined ? null : (start - MIDNIGHT_MS) / HOUR_MS;
};

describe('a new job between two plans', () => {
  it('starts where the prices of the plan in force are lowest', () => {
    expect(startHour({})).toBe(4);
  });
  it('starts at once when it cannot wait for them', () => {
    expect(startHour({ latestEndAt: at('02:30') })).toBe(0);
  });
  it('keeps away from units that are taken', () => {
    const held = new Map([['west-gpu', Float64Array.from({ length: 12 }, (_, t) => (t === 4 ? 8 : 0))]]);
    // 05:00-07:00 costs 100 + 300 against 300 + 300 elsewhere; 04:00 has only 2 of 10 units free.
    expect(startHour({}, held)).toBe(5);
  });
  it('waits for the next plan when nothing is free within this one', () => {
    expect(startHour({}, new Map([['west-gpu', new Float64Array(12).fill(8)]]))).toBeNull();
  });
});

it('the last good plan goes on without the periods that have passed, and says why', () => {
  const reason = { zh: '求解失败', en: 'the solve failed' };
  const shifted = shiftPlan(
    {
      ...plan,
      series: [
        {
          element: 'grid',
          kind: 'grid',
          quantity: 'importMw',
          values: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
        },
      ],
    },
    MIDNIGHT_MS + 2.5 * HOUR_MS,
    reason,
  )!;
  expect(shifted.horizon).toEqual({ startMs: MIDNIGHT_MS + 2 * HOUR_MS, periodMinutes: 60, periodCount: 10 });
  expect(shifted.series[0]!.values[0]).toBe(2);
  expect(shifted.degraded).toEqual(reason);
  expect(shiftPlan(plan, MIDNIGHT_MS + 12 * HOUR_MS, reason)).toBeNull();
});
