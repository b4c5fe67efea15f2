import { describe, expect, test } from 'vitest';
import { CarbonRule as Carbon, ForecastRule as Forecast, PueRule as Pue } from '#dispatch/domain';
import { countDay } from './count-day.ts';
import { anHour, aRule, MORNING_MS, smallRegion } from './testing.ts';

// One hour: 8 of 10 MW of sun generated, 3 fed in, 5 bought (a fifth clean), 2 burnt; load 10, site 2 with 1.6 of IT.
const hour = anHour({
  'roof.generationMw': 8,
  'roof.availableMw': 10,
  'grid.exportMw': 3,
  'grid.importMw': 5,
  'coal.generationMw': 2,
  'town.loadMw': 10,
  'hall.facilityMw': 2,
  'hall.itMw': 1.6,
});
const named = {
  ...{ id: 'r', title: { zh: '规', en: 'r' }, jurisdiction: 'x', effectiveFrom: '2025-01-01', source: 's' },
};
const counted = (change: object) => {
  const { part, whole, unit } = countDay(aRule({ ...change }), hour);
  return [part / 1e6, whole / 1e6, unit];
};

describe('an hour is counted by hand', () => {
  test('green share: sun and the clean part of imports, of all load', () => {
    expect(counted({ kind: 'greenShare' })).toEqual([9, 12, 'Wh']);
  });
  test('self-use and self-supply leave out what is fed in', () => {
    expect(counted({ kind: 'selfUse' })).toEqual([5, 10, 'Wh']);
    expect(counted({ kind: 'selfSupply' })).toEqual([5, 12, 'Wh']);
  });
  test('feed-in and curtailment are of what was available', () => {
    expect(counted({ kind: 'feedIn' })).toEqual([3, 10, 'Wh']);
    expect(counted({ kind: 'curtailment' })).toEqual([2, 10, 'Wh']);
  });
  test('carbon: 5 MWh bought at 0.5 t and 2 burnt at 0.8 t', () => {
    const carbon = { ...named, kind: 'carbon', limitTonnes: 10, excessYuanPerTonne: 50 };
    const { part, whole, unit } = countDay(Carbon.parse(carbon), hour);
    expect([part, whole, unit]).toEqual([4_100_000, 0, 'g']);
  });
  test('PUE: facility energy over IT energy, and nothing where a meter is missing', () => {
    const pue = Pue.parse({ ...named, kind: 'pue', site: 'hall', mostRatio: 1.3 });
    expect(countDay(pue, hour)).toEqual({ part: 2_000_000, whole: 1_600_000, unit: 'Wh' });
    expect(countDay(pue, anHour({ 'hall.facilityMw': 2 }))).toMatchObject({ part: 0, whole: 0 });
  });
  test('a direct supply uses the smaller of what its sources make and its consumers take', () => {
    const project = { sources: ['roof'], consumers: ['hall'] };
    const watched = { project, enforcement: 'watched' };
    // 8 made, 10 could be, 2 taken: 2 used, 6 fed in.
    expect(counted({ ...watched, kind: 'selfUse' })).toEqual([2, 10, 'Wh']);
    expect(counted({ ...watched, kind: 'selfSupply' })).toEqual([2, 2, 'Wh']);
    expect(counted({ ...watched, kind: 'feedIn' })).toEqual([6, 10, 'Wh']);
  });
  test('the green share of a site is what tracing gave to it and to the jobs that ran there', () => {
    const row = (kind: 'site' | 'job', id: string, energyWh: number, cleanWh: number) => ({
      ...{ periodStartMs: MORNING_MS, consumer: { kind, id }, energyWh, cleanWh },
      ...{ bySourceWh: {}, co2Tonnes: 0 },
    });
    const traced = {
      ...hour,
      jobReadings: [
        {
          ...{ periodStartMs: MORNING_MS, jobId: 'here', poolId: 'gpu', siteId: 'hall', unitHours: 1 },
          ...{ energyWh: 300, method: 'metered' as const },
        },
      ],
      traces: [
        {
          ...{ periodStartMs: MORNING_MS, matchedGreenShareRatio: 1 },
          rows: [row('site', 'hall', 700, 100), row('job', 'here', 300, 250), row('job', 'there', 900, 900)],
        },
      ],
    };
    const rule = aRule({ site: 'hall', enforcement: 'watched' });
    expect(countDay(rule, traced)).toEqual({ part: 350, whole: 1000, unit: 'Wh' });
  });
  test('a forecast counts the accuracy of its day, and a day without one is no day', () => {
    const asked = { ...named, kind: 'forecast', stations: 'pv', lead: 'dayAhead', leastRatio: 0.85 };
    const rule = Forecast.parse(asked);
    expect(countDay(rule, { ...hour, accuracies: { 'pv.dayAhead': 0.9 } })).toEqual({
      ...{ part: 900_000, whole: 1_000_000, unit: 'ppm' },
    });
    expect(countDay(rule, hour)).toMatchObject({ part: 0, whole: 0 });
  });
});

test('a store of a direct supply is used by what it takes in and supplies what it gives', () => {
  const region = { ...smallRegion(), batteries: [{ id: 'own' }] } as unknown as ReturnType<
    typeof smallRegion
  >;
  const project = { sources: ['roof'], consumers: ['hall'], stores: ['own'] };
  const share = (kind: string, meters: Record<string, number>) => {
    const { part, whole } = countDay(
      aRule({ kind, project, enforcement: 'watched' }),
      anHour(meters, region),
    );
    return [part / 1e6, whole / 1e6];
  };
  // 8 made, 2 taken, 3 charged: 5 used, 3 fed in, and the 2 come from the sun.
  const charging = { 'roof.generationMw': 8, 'roof.availableMw': 8, 'hall.facilityMw': 2, 'own.chargeMw': 3 };
  expect([share('selfUse', charging), share('feedIn', charging)]).toEqual([
    [5, 8],
    [3, 8],
  ]);
  expect(share('selfSupply', charging)).toEqual([2, 2]);
  // At night the store gives 1.5 of the 2 that are taken.
  expect(share('selfSupply', { 'hall.facilityMw': 2, 'own.dischargeMw': 1.5 })).toEqual([1.5, 2]);
});
