import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { projectCount } from './projection.ts';
import type { Terms } from './terms.ts';
import { daysOf } from './testing.ts';

const atLeast = (limitRatio: number): Terms => ({ sense: 'atLeast', limitRatio, limitTotal: 0, unit: 'Wh' });
const carbon = (tonnes: number): Terms => ({
  ...{ sense: 'atMost', limitRatio: null, limitTotal: tonnes * 1e6, unit: 'g' },
});
const project = (
  terms: Terms,
  counts: readonly (readonly [number, number])[],
  change: { part?: number; whole?: number; day?: string; untilDay?: string; seed?: number } = {},
) => {
  const recorded = daysOf('2025-02-01', counts);
  return projectCount({
    terms,
    recorded,
    part: change.part ?? recorded.reduce((sum, { part }) => sum + part, 0),
    whole: change.whole ?? recorded.reduce((sum, { whole }) => sum + whole, 0),
    day: change.day ?? '2025-02-28',
    untilDay: change.untilDay ?? '2025-12-31',
    seed: change.seed ?? 1,
  });
};
const same = (days: number, part: number, whole: number) =>
  Array.from({ length: days }, () => [part, whole] as const);

describe('where a count ends', () => {
  test('days that are all alike end where they are, for certain', () => {
    const met = project(atLeast(0.8), same(28, 9, 10));
    expect(met).toMatchObject({
      method: 'blockBootstrap',
      probability: 1,
      sampleDays: 28,
      remainingDays: 306,
    });
    expect(met.value!.median).toBeCloseTo(0.9, 12);
    // Each day is 9 - 0.8 x 10 = 1 MWh on the right side, 306 of them are left.
    expect(met.restSlack!.median).toBeCloseTo(306e6, 0);
    expect(met.nextDaySlack).toBeCloseTo(1e6, 3);
    expect(project(atLeast(0.95), same(28, 9, 10)).probability).toBe(0);
  });

  test('a lead that the days ahead cannot use up is kept, and one that they do is lost', () => {
    // 400 MWh ahead; every day loses 1 MWh over 306 days, or 2.
    const ahead = { part: 400e6, whole: 0 };
    expect(project(atLeast(0.5), same(28, 4, 10), ahead).probability).toBe(1);
    expect(project(atLeast(0.6), same(28, 4, 10), ahead).probability).toBe(0);
  });

  test('a budget of tonnes is met while the days ahead leave room in it', () => {
    expect(project(carbon(335), same(28, 1, 0)).probability).toBe(1);
    expect(project(carbon(333), same(28, 1, 0)).probability).toBe(0);
  });

  test('with few days there is no probability, and the worst and the best day say how far it can go', () => {
    // 10 days left: 1 and 9 of 10 so far, then ten days of 1, of 5 (mean) or of 9.
    const few = project(
      atLeast(0.5),
      [
        [1, 10],
        [9, 10],
      ],
      { day: '2025-12-21' },
    );
    expect(few).toMatchObject({ method: 'dayRange', probability: null, sampleDays: 2 });
    expect(few.value).toEqual({ low: 20 / 120, median: 60 / 120, high: 100 / 120 });
  });

  test('a count that is over is met or not', () => {
    const over = { day: '2025-12-31' };
    expect(project(atLeast(0.9), same(28, 9, 10), over)).toMatchObject({ method: 'counted', probability: 1 });
    expect(project(atLeast(0.91), same(28, 9, 10), over).probability).toBe(0);
  });

  test('days of the season ahead are drawn where they are recorded', () => {
    // A year: winter days lose 5, summer days win 5. From mid June to the end of July only summer lies ahead.
    const year = Array.from(
      { length: 365 },
      (_, at) => (at > 90 && at < 270 ? [10, 10] : [0, 10]) as [number, number],
    );
    const recorded = daysOf('2024-01-01', year);
    const summer = projectCount({
      ...{
        terms: atLeast(0.5),
        recorded,
        part: 0,
        whole: 0,
        day: '2025-06-15',
        untilDay: '2025-07-31',
        seed: 3,
      },
    });
    expect(summer.seasonMatchedRatio).toBeGreaterThan(0.99);
    expect(summer.value!.median).toBe(1);
  });

  test('a short record spreads its ends more than a long one of the same days', () => {
    const spread = (days: number) => {
      const counts = Array.from(
        { length: days },
        (_, at) => (at % 14 < 7 ? [7, 10] : [9, 10]) as [number, number],
      );
      const { low, high } = project(atLeast(0.8), counts, { part: 0, whole: 0 }).value!;
      return high - low;
    };
    expect(spread(14)).toBeGreaterThan(1.5 * spread(140));
  });
});

describe('whatever was recorded', () => {
  const day = fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 100 }));
  const days = fc.array(day, { minLength: 1, maxLength: 60 });
  const cases = fc.record({ days, limit: fc.double({ min: 0, max: 1, noNaN: true }), seed: fc.nat() });

  test('a probability lies between nothing and one, the ends are in order, and a seed gives the same again', () => {
    fc.assert(
      fc.property(cases, ({ days: counts, limit, seed }) => {
        const one = project(atLeast(limit), counts, { seed });
        expect(project(atLeast(limit), counts, { seed })).toEqual(one);
        if (one.probability !== null) {
          expect(one.probability).toBeGreaterThanOrEqual(0);
          expect(one.probability).toBeLessThanOrEqual(1);
        }
        expect(one.value!.low).toBeLessThanOrEqual(one.value!.median);
        expect(one.value!.median).toBeLessThanOrEqual(one.value!.high);
      }),
      { numRuns: 40 },
    );
  });

  test('more clean energy never lowers the probability, less of it emitted neither', () => {
    const more = fc.record({ base: cases, added: fc.array(fc.nat(20), { minLength: 60, maxLength: 60 }) });
    fc.assert(
      fc.property(more, ({ base: { days: counts, limit, seed }, added }) => {
        const cleaner = counts.map(([part, whole], at) => [part + added[at]!, whole] as const);
        const floor = (rows: readonly (readonly [number, number])[]) =>
          project(atLeast(limit), rows, { seed }).probability ?? 0;
        expect(floor(cleaner)).toBeGreaterThanOrEqual(floor(counts));
        const cap = (rows: readonly (readonly [number, number])[]) =>
          project(carbon(limit * 20_000), rows, { seed }).probability ?? 0;
        expect(cap(counts)).toBeGreaterThanOrEqual(cap(cleaner));
      }),
      { numRuns: 60 },
    );
  });
});
