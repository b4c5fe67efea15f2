import { describe, expect, test } from 'vitest';
import type { BudgetRule } from '#dispatch/domain';
import { shanghaiDayStartMs } from '#units';
import { type RuleOutlook, ruleBudget } from './pace.ts';
import { aRule } from './testing.ts';

const budget = (
  counted: { part: number; whole: number },
  outlook: Partial<RuleOutlook['projection']> | null,
  change: { day?: string; days?: number; rule?: object } = {},
) => {
  const rule = aRule({ limitRatio: 0.5, excessYuanPerMwh: 200, ...change.rule }) as BudgetRule;
  return ruleBudget({
    rule,
    counted,
    startMs: shanghaiDayStartMs(change.day ?? '2025-12-22'),
    days: change.days ?? 1,
    outlook:
      outlook === null
        ? null
        : {
            ...{ effectiveFrom: rule.effectiveFrom, since: '2025-01-01' },
            projection: {
              ...{ probability: 0.75, nextDaySlack: 1e6, remainingDays: 10 },
              ...{ restSlack: { low: -20e6, median: 10e6, high: 40e6 } },
              ...outlook,
            },
          },
    dearestYuanPerMwh: 20_000,
  });
};

describe('the part of a rule that a window has', () => {
  test('without an outlook it has an even share of what is ahead, at half the price', () => {
    // 60 of 100 counted: 10 MWh ahead of one half, ten days left.
    expect(budget({ part: 60, whole: 100 }, null)).toMatchObject({
      ...{ limit: 0.5, soFar: { part: 60, whole: 100 }, version: '2025-01-01', excessYuanPerUnit: 100 },
      pace: { slackUnits: 1, lendMostUnits: 0 },
    });
    // 20 behind: two days make up a fifth of it, not all.
    expect(budget({ part: 30, whole: 100 }, null, { days: 2 }).pace!.slackUnits).toBeCloseTo(-4, 12);
  });

  test('with an outlook it has what such days give and its share of the rest, and may borrow what is sure to come', () => {
    const { pace, excessYuanPerUnit } = budget({ part: 60, whole: 100 }, {});
    // 10 ahead and 10 to come in 10 days: 2 a day may be missing, less the 1 that the day gives by itself.
    expect(pace!.slackUnits).toBeCloseTo(-1 + 2, 12);
    // Of ten years one brings 9/10 of 20 MWh less: 10 - 18 are not there to be lent.
    expect(pace!.lendMostUnits).toBe(0);
    expect(excessYuanPerUnit).toBe(200);
    // With a better outlook 10 - 0 are: 9 beyond the day's own part, each at a quarter of the price.
    const better = budget({ part: 60, whole: 100 }, { restSlack: { low: 0, median: 10e6, high: 40e6 } });
    expect(better.pace).toEqual({
      slackUnits: expect.closeTo(1, 12),
      lendMostUnits: expect.closeTo(9, 12),
      lendYuanPerUnit: 50,
    });
  });

  test('a rule that is sure to be met costs nothing until what is sure is spent', () => {
    const { pace } = budget(
      { part: 60, whole: 100 },
      { probability: 1, restSlack: { low: 0, median: 0, high: 0 } },
    );
    expect(pace).toMatchObject({ lendYuanPerUnit: 0, lendMostUnits: expect.closeTo(10, 12) });
  });

  test('the last window of a count has all that is left, at the whole price', () => {
    const last = budget({ part: 60, whole: 100 }, {}, { day: '2025-12-31' });
    expect(last.pace).toBeUndefined();
    expect(last.excessYuanPerUnit).toBe(200);
  });

  test('an outlook of another version or year says nothing', () => {
    const stale = budget({ part: 60, whole: 100 }, {}, { day: '2026-12-22', rule: {} });
    expect(stale.excessYuanPerUnit).toBe(100);
  });

  test('a rule that holds whatever it costs may always use what was counted', () => {
    const hard = budget({ part: 60, whole: 100 }, {}, { rule: { excessYuanPerMwh: null } });
    expect(hard.excessYuanPerUnit).toBeNull();
    // 1 is the day's own part, up to 10 are lent at a quarter of the dearest price.
    expect(hard.pace).toMatchObject({ lendMostUnits: expect.closeTo(9, 12), lendYuanPerUnit: 5000 });
    expect(budget({ part: 60, whole: 100 }, null, { rule: { excessYuanPerMwh: null } }).pace).toMatchObject({
      ...{ slackUnits: 1, lendMostUnits: 9 },
    });
  });

  test('a rule that each plan keeps for itself has no pace', () => {
    const own = budget({ part: 0, whole: 0 }, null, { rule: { countedOver: 'window' } });
    expect([own.pace, own.excessYuanPerUnit]).toEqual([undefined, 200]);
  });
});
