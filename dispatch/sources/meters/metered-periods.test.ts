import { describe, expect, it } from 'vitest';
import {
  aChannel,
  aMeter,
  dayOf,
  interval,
  kindsOf,
  MIDNIGHT_MS,
  MINUTE_MS,
  register,
  whOf,
} from './testing-meters.ts';

const intervals = aChannel([aMeter({ register: null })]);

describe('a register', () => {
  it('read on the edges of periods gives what ran between them, measured', () => {
    const periods = dayOf(aChannel(), [register(0, 100), register(15, 140), register(30, 150.5)]);
    expect(whOf(periods)).toEqual([40_000, 10_500]);
    expect(periods.map(({ quality, flags }) => [quality, flags])).toEqual([
      ['measured', []],
      ['measured', []],
    ]);
  });

  it('read off the edges is apportioned by time and says so', () => {
    // 30 kWh from 00:05 to 00:20: ten of fifteen minutes lie in the first period, which began unread.
    const periods = dayOf(aChannel(), [register(5, 0), register(20, 30), register(35, 60)]);
    // 00:15 to 00:30: a third of the first step and two thirds of the second.
    expect(periods.map((period) => [period.energyWh, period.quality, kindsOf(period)])).toEqual([
      [30_000, 'filled', ['apportioned']],
    ]);
  });

  it('read after several periods gives their sum, spread evenly and flagged, to the Wh', () => {
    const periods = dayOf(aChannel(), [register(0, 0), register(45, 0.1)]);
    expect(whOf(periods)).toEqual([33, 34, 33]);
    expect(kindsOf(periods[1])).toEqual(['spread']);
    expect(periods[1]!.quality).toBe('filled');
  });

  it('turns over after its last digit', () => {
    const periods = dayOf(aChannel(), [register(0, 99_990), register(15, 5)]);
    expect(whOf(periods)).toEqual([15_000]);
    expect(kindsOf(periods[0])).toEqual(['roll-over']);
  });

  it('that fell is a gap, never a negative energy, and goes on from where it fell to', () => {
    const periods = dayOf(aChannel(), [register(0, 500), register(15, 40), register(30, 60)]);
    expect(periods.map((period) => [period.energyWh, period.quality, kindsOf(period)])).toEqual([
      [null, 'missing', ['decreasing', 'gap']],
      [20_000, 'measured', []],
    ]);
  });

  it('that fell by more than its rating allows has not turned over', () => {
    // 15 kWh in a quarter of an hour are 60 kW: with 50 kW it cannot be.
    const rated = (ratedMw: number) => aChannel([aMeter({ ratedMw })]);
    const turned = [register(0, 99_990.5), register(15, 5.5)];
    expect(whOf(dayOf(rated(0.05), turned))).toEqual([null]);
    expect(whOf(dayOf(rated(0.06), turned))).toEqual([15_000]);
  });

  it('that fell once and came back was read wrongly once: its neighbours say what ran', () => {
    const periods = dayOf(aChannel(), [register(0, 500), register(15, 40), register(30, 520)]);
    expect(whOf(periods)).toEqual([10_000, 10_000]);
    expect(kindsOf(periods[0])).toEqual(['set-aside', 'spread']);
  });

  it('of two counters sent under one name is false in no place that could be told: nothing is known there', () => {
    const values = [500, 40_000, 530, 40_030, 560];
    const periods = dayOf(
      aChannel([aMeter({ ratedMw: 1 })]),
      values.map((value, at) => register(15 * at, value)),
    );
    // Every register between two others could be the false one: 500 to 40,000 is cut to its rating, the falls are gaps.
    expect(whOf(periods)).toEqual([250_000, null, 250_000, null]);
    expect(periods.flatMap(kindsOf)).not.toContain('set-aside');
  });

  it('that jumped above its rating once and came back was read wrongly once', () => {
    const channel = aChannel([aMeter({ ratedMw: 0.1 })]);
    const periods = dayOf(channel, [
      register(0, 500),
      register(15, 9000),
      register(30, 520),
      register(45, 530),
    ]);
    expect(whOf(periods)).toEqual([10_000, 10_000, 10_000]);
    expect(kindsOf(periods[1])).toEqual(['set-aside', 'spread']);
  });

  it('says nothing over a time in which it may have turned over unseen', () => {
    // 1 MW runs through 100 MWh in 100 hours.
    const channel = aChannel([aMeter({ ratedMw: 1 })]);
    expect(whOf(dayOf(channel, [register(0, 0), register(100 * 60, 5)])).every((wh) => wh === null)).toBe(
      true,
    );
    expect(kindsOf(dayOf(channel, [register(0, 0), register(100 * 60, 5)])[0])).toEqual([
      'gap',
      'turns-unknown',
    ]);
  });
});

describe('generation above its rating', () => {
  const rated = (quantity: string) => aChannel([aMeter({ ratedMw: 0.1 })], quantity);
  const receipts = [register(0, 0.5), register(15, 40.5)];

  it('is cut to it, and the excess is flagged: it is never minted', () => {
    // 40 kWh against 0.1 MW for a quarter of an hour: 25 kWh.
    const [period] = dayOf(rated('generationMw'), receipts);
    expect(period).toMatchObject({ energyWh: 25_000, quality: 'filled' });
    expect(period!.flags).toMatchObject([{ kind: 'above-rating', excessWh: 15_000 }]);
  });

  it('of anything else is flagged and believed', () => {
    const [period] = dayOf(rated('importMw'), receipts);
    expect(period).toMatchObject({ energyWh: 40_000, quality: 'measured' });
    expect(kindsOf(period)).toEqual(['above-rating']);
  });

  it('may be what a display of whole counts hides', () => {
    expect(whOf(dayOf(rated('generationMw'), [register(0, 0), register(15, 26)]))).toEqual([26_000]);
    expect(whOf(dayOf(rated('generationMw'), [register(0, 0), register(15, 27)]))).toEqual([25_000]);
  });
});

describe('a meter that is changed', () => {
  const at = (minute: number) => MIDNIGHT_MS + minute * MINUTE_MS;
  const change = (removed: number, installed: number) =>
    aChannel([
      aMeter({ id: 'old', removedAtMs: at(removed) }),
      aMeter({ id: 'new', installedFromMs: at(installed) }),
    ]);

  it('within a period: what both counted is added up, and the change flagged', () => {
    const periods = dayOf(change(7, 7), [
      ...[register(0, 900, { meter: 'old' }), register(7, 914, { meter: 'old' })],
      ...[register(7, 3, { meter: 'new' }), register(15, 19, { meter: 'new' })],
    ]);
    expect(whOf(periods)).toEqual([30_000]);
    expect([periods[0]!.quality, kindsOf(periods[0])]).toEqual(['measured', ['meter-change']]);
  });

  it('with a time between them: only what was counted, and the gap flagged', () => {
    const periods = dayOf(change(5, 10), [
      ...[register(0, 900, { meter: 'old' }), register(5, 910, { meter: 'old' })],
      ...[register(10, 0, { meter: 'new' }), register(15, 10, { meter: 'new' })],
    ]);
    expect(whOf(periods)).toEqual([20_000]);
    expect([periods[0]!.quality, kindsOf(periods[0])]).toEqual(['filled', ['gap', 'meter-change']]);
  });
});

describe('a meter of intervals', () => {
  it('adds up shorter ones and leaves a gap where one is missing', () => {
    const fives = [0, 5, 10, 15, 25].map((minute) => interval(minute, minute + 5, 1));
    const periods = dayOf(intervals, fives);
    expect(whOf(periods)).toEqual([3000, null]);
    expect(kindsOf(periods[1])).toEqual(['gap']);
  });

  it('takes mean powers too', () => {
    const [period] = dayOf(intervals, [interval(0, 15, 2, { unit: 'MW' })]);
    expect(period!.energyWh).toBe(500_000);
  });

  it('leaves the rest of a long interval to the time of which no shorter one speaks', () => {
    // 10 kWh in the hour, of which a quarter of an hour took 4.
    const periods = dayOf(intervals, [interval(0, 60, 10), interval(15, 30, 4)]);
    expect(whOf(periods)).toEqual([2000, 4000, 2000, 2000]);
    expect(periods.map((period) => kindsOf(period))).toEqual([
      ['overlapping'],
      [],
      ['overlapping', 'spread'],
      ['overlapping', 'spread'],
    ]);
    expect(periods.map(({ quality }) => quality)).toEqual(['filled', 'measured', 'filled', 'filled']);
  });
});

describe('two values for one time', () => {
  it('the later receipt holds', () => {
    const [period] = dayOf(intervals, [interval(0, 15, 5), interval(0, 15, 7)]);
    expect([period!.energyWh, kindsOf(period)]).toEqual([7000, ['correction']]);
  });

  it('the one issued later holds, whichever came first', () => {
    const late = interval(0, 15, 5, { issuedAtMs: MIDNIGHT_MS + 2 });
    const early = interval(0, 15, 7, { issuedAtMs: MIDNIGHT_MS + 1 });
    expect(whOf(dayOf(intervals, [late, early]))).toEqual([5000]);
    expect(whOf(dayOf(intervals, [early, late]))).toEqual([5000]);
  });

  it('of one delivery contradict each other: the smaller holds, as an estimate', () => {
    const both = [interval(0, 15, 7, { delivery: 1 }), interval(0, 15, 5, { delivery: 1 })];
    const [period] = dayOf(intervals, both);
    expect([period!.energyWh, period!.quality, kindsOf(period)]).toEqual([5000, 'filled', ['contradiction']]);
  });
});
