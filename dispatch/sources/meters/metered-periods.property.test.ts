import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MeterReceipt } from '#dispatch/domain';
import { aChannel, aMeter, dayOf, interval, register, whOf } from './testing-meters.ts';

const CASES = Number(process.env.PROPERTY_CASES ?? 300);
const MODULUS = 100_000;

/** Registers of one meter at rising minutes, as it counts, over its last digit and on; sometimes sent with an issue time. */
const counting = fc
  .array(
    fc.record({ minutes: fc.integer({ min: 1, max: 70 }), counts: fc.integer({ min: 0, max: 40_000 }) }),
    {
      minLength: 1,
      maxLength: 30,
    },
  )
  .chain((steps) => fc.record({ steps: fc.constant(steps), first: fc.integer({ min: 0, max: MODULUS - 1 }) }))
  .map(({ steps, first }) => {
    let [minute, count] = [0, first];
    const receipts = [register(0, first)];
    for (const step of steps) {
      minute += step.minutes;
      count += step.counts;
      receipts.push(register(minute, count % MODULUS));
    }
    return { receipts, minute, totalWh: (count - first) * 1000 };
  });

/** Any rows at all: values that contradict each other, falls, overlaps, corrections. */
const anyRows = fc.array(
  fc.record({
    from: fc.integer({ min: 0, max: 200 }),
    length: fc.integer({ min: 1, max: 90 }),
    value: fc.integer({ min: 0, max: 900 }),
    issued: fc.option(fc.integer({ min: 0, max: 5 }), { nil: null }),
    delivery: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: 1, maxLength: 25 },
);
const shuffled = <T>(list: readonly T[], seeds: readonly number[]): T[] =>
  list
    .map((item, index) => ({
      item,
      key: seeds[index % seeds.length]! * 7919 + index * ((seeds[0]! % 5) - 2),
    }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);

describe('readings of meters', () => {
  it('of a register add up to its last value less its first, over every roll-over', () => {
    fc.assert(
      fc.property(counting, ({ receipts, minute, totalWh }) => {
        // One last register closes the last period.
        const end = Math.ceil(minute / 15) * 15;
        const last = receipts.at(-1)!;
        const closed = end === minute ? receipts : [...receipts, register(end, last.value)];
        const wh = whOf(dayOf(aChannel(), closed));
        expect(wh.every((energy) => energy !== null && energy >= 0)).toBe(true);
        expect(wh.reduce<number>((sum, energy) => sum + energy!, 0)).toBe(totalWh);
      }),
      { numRuns: CASES },
    );
  });

  it('do not depend on the order of rows, nor on rows that come twice', () => {
    const seeds = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 3, maxLength: 12 });
    fc.assert(
      fc.property(anyRows, seeds, fc.boolean(), (rows, order, isRegister) => {
        const receipts = rows.map(({ from, length, value, issued, delivery }): MeterReceipt => {
          const change = { issuedAtMs: issued, delivery, receivedAtMs: delivery };
          return isRegister ? register(from, value, change) : interval(from, from + length, value, change);
        });
        const channel = aChannel([aMeter(isRegister ? { ratedMw: 0.3 } : { register: null, ratedMw: 2 })]);
        const expected = dayOf(channel, receipts);
        const again = shuffled([...receipts, ...receipts.slice(0, order.length)], order);
        expect(dayOf(channel, again)).toEqual(expected);
        for (const { energyWh, quality } of expected) {
          expect(quality === 'missing').toBe(energyWh === null);
          expect(energyWh ?? 0).toBeGreaterThanOrEqual(0);
          expect(Number.isSafeInteger(energyWh ?? 0)).toBe(true);
        }
      }),
      { numRuns: CASES },
    );
  });

  it('of generation never exceed the rating by more than a count', () => {
    fc.assert(
      fc.property(counting, ({ receipts }) => {
        const channel = aChannel([aMeter({ ratedMw: 0.2 })]);
        // 0.2 MW for a quarter of an hour: 50 kWh.
        for (const { energyWh } of dayOf(channel, receipts))
          expect(energyWh ?? 0).toBeLessThanOrEqual(51_000);
      }),
      { numRuns: CASES },
    );
  });
});
