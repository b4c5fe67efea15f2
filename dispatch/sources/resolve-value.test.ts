import { describe, expect, test } from 'vitest';
import { QUALITIES, Region, type Series } from '#dispatch/domain';
import { horizonOver } from '#units';
import { resolveValue } from './resolve-value.ts';

const START = Date.parse('2025-03-10T00:00:00+08:00');
const quality = (name: (typeof QUALITIES)[number]): number => QUALITIES.indexOf(name);

const region = Region.parse({
  id: 'r',
  name: { zh: '区', en: 'R' },
  tariffs: [
    {
      id: 'tou',
      title: { zh: '价', en: 'Price' },
      effectiveFrom: '2025-01-01',
      effectiveTo: '2025-03-10',
      periods: [
        { name: 'day', from: '08:00', to: '22:00', yuanPerMwh: 600 },
        { name: 'night', from: '22:00', to: '08:00', yuanPerMwh: 300 },
      ],
      source: 'test',
    },
    {
      id: 'tou',
      title: { zh: '价', en: 'Price' },
      effectiveFrom: '2025-03-11',
      periods: [{ name: 'all', from: '00:00', to: '24:00', yuanPerMwh: 500 }],
      source: 'test',
    },
  ],
  emissionFactors: [
    {
      id: 'grid',
      title: { zh: '因', en: 'F' },
      effectiveFrom: '2025-01-01',
      tco2PerMwh: 0.5,
      source: 'test',
    },
  ],
  areas: [{ id: 'a', name: { zh: '甲', en: 'A' }, loadMw: 0, position: { x: 0, y: 0 } }],
  sites: [
    {
      id: 's',
      name: { zh: '站', en: 'S' },
      area: 'a',
      altitudeM: 0,
      temperatureC: 1,
      wetBulbC: 1,
      cooling: {
        lossRatio: 0,
        fanRatio: 0,
        fixedMw: 0,
        freeCoolingBelowC: 1,
        chillerRatio: 0,
        chillerFullAtC: 2,
      },
      pools: [
        {
          id: 'p',
          name: { zh: '池', en: 'P' },
          kind: 'cpu',
          unitCount: 1,
          idleKwPerUnit: 0,
          peakKwPerUnit: 1,
        },
      ],
    },
  ],
});

const scenarioWith = (values: (number | null)[], periodMinutes: number) => ({
  region,
  series: async (name: string): Promise<Series> => ({
    name,
    startMs: START,
    periodMinutes,
    values: Float64Array.from(values, (value) => value ?? 0),
    quality: Uint8Array.from(values, (value) => quality(value === null ? 'missing' : 'measured')),
    source: 'test',
  }),
});
const scenario = scenarioWith([1, 2, 3, 4, 5, 6, 7, 8], 15);

describe('a value over a horizon', () => {
  test('of a finer series is its mean in each period', async () => {
    const { values } = await resolveValue({ series: 'x' }, horizonOver(START, 2, 60), scenario);
    // (1+2+3+4)/4 and (5+6+7+8)/4
    expect([...values]).toEqual([2.5, 6.5]);
  });

  test('of a coarser series holds the value, scaled', async () => {
    const hourly = scenarioWith([10, 20], 60);
    const { values } = await resolveValue({ series: 'x', scale: 0.5 }, horizonOver(START, 2, 30), hourly);
    expect([...values]).toEqual([5, 5, 10, 10]);
  });

  test('that starts within a period of its series weighs by time', async () => {
    const hourly = scenarioWith([10, 20], 60);
    const { values } = await resolveValue({ series: 'x' }, horizonOver(START + 30 * 60_000, 1, 60), hourly);
    expect([...values]).toEqual([15]);
  });

  test('bridges a part that is missing and says so; a whole gap stays a gap', async () => {
    const gappy = scenarioWith([1, null, 3, 5, null, null, null, null], 15);
    const resolved = await resolveValue({ series: 'x' }, horizonOver(START, 2, 60), gappy);
    expect([...resolved.values]).toEqual([3, 0]);
    expect([...resolved.quality]).toEqual([quality('filled'), quality('missing')]);
  });

  test('outside its series is refused with the range there is', async () => {
    await expect(resolveValue({ series: 'x' }, horizonOver(START, 3, 60), scenario)).rejects.toMatchObject({
      code: 'value-out-of-range',
      remedy: expect.stringContaining('2025-03-10T00:00:00+08:00 to 2025-03-10T02:00:00+08:00') as string,
    });
  });

  test('of a tariff follows the time of day in Shanghai and the date', async () => {
    const { values } = await resolveValue({ tariff: 'tou' }, horizonOver(START, 48, 60), scenario);
    expect(values[7]).toBe(300);
    expect(values[8]).toBe(600);
    expect(values[22]).toBe(300);
    expect(values[24]).toBe(500);
  });

  test('of a tariff that changes within a period is the mean over its minutes', async () => {
    const at = Date.parse('2025-03-10T07:30:00+08:00');
    const { values } = await resolveValue({ tariff: 'tou' }, horizonOver(at, 1, 60), scenario);
    expect(values[0]).toBe(450);
  });

  test('of a factor before its first date is refused', async () => {
    const before = Date.parse('2024-12-31T00:00:00+08:00');
    await expect(
      resolveValue({ factor: 'grid' }, horizonOver(before, 1, 60), scenario),
    ).rejects.toMatchObject({
      code: 'value-out-of-range',
    });
    const { values } = await resolveValue({ factor: 'grid' }, horizonOver(START, 1, 60), scenario);
    expect([...values]).toEqual([0.5]);
  });
});
