import { expect, test } from 'vitest';
import type { PeriodMeters } from './meters.ts';
import { traceNetwork } from './network.ts';
import { openingContent } from './storage.ts';
import { tracePeriod } from './trace-period.ts';

const PERIOD_MS = Date.parse('2025-03-10T08:00:00+08:00');
const empty: PeriodMeters = {
  periodStartMs: PERIOD_MS,
  periodMinutes: 15,
  quality: 'measured',
  residualTco2PerMwh: 0.8,
  network: traceNetwork(['z', 'far', 'island'], []),
  lines: [],
  sources: [],
  storages: [],
  transfers: [],
  consumers: [],
  pools: [],
  contracts: [],
  jobs: [],
};
const pv = (energyWh: number, area = 'z') =>
  ({ id: 'sun', kind: 'pv', area, energyWh, cleanShareRatio: 1, emissionTco2PerMwh: 0 }) as const;
const grid = (energyWh: number, area = 'z') =>
  ({ id: 'grid', kind: 'grid', area, energyWh, cleanShareRatio: 0.25, emissionTco2PerMwh: 0.6 }) as const;
const battery = (chargeWh: number, dischargeWh: number) => ({
  id: 'battery',
  area: 'z',
  chargeWh,
  dischargeWh,
  storedAfterWh: null,
  chargeEfficiencyRatio: 0.9,
  dischargeEfficiencyRatio: 0.9,
  contentOrder: 'mixed' as const,
});
const site = (energyWh: number) => ({ id: 'xining', kind: 'site', area: 'z', energyWh }) as const;
const job = (jobId: string, energyWh: number) => ({
  periodStartMs: PERIOD_MS,
  jobId,
  poolId: 'xining.gpu',
  siteId: 'xining',
  unitHours: 1,
  energyWh,
  method: 'modelled' as const,
});
const rowOf = (result: ReturnType<typeof tracePeriod>, kind: string, id: string) =>
  result.trace.rows.find((row) => row.consumer.kind === kind && row.consumer.id === id)!;

test('every consumer takes of every source in proportion', () => {
  const load = { id: 'town', kind: 'load', area: 'z', energyWh: 1000 } as const;
  const result = tracePeriod(
    { ...empty, sources: [pv(3000), grid(1000)], consumers: [load, site(3000)] },
    {},
  );
  // The mix is 3:1; of the grid's quarter a quarter is clean: 750 + 63 (62.5) of 1,000 Wh.
  expect(rowOf(result, 'load', 'town')).toMatchObject({ bySourceWh: { sun: 750, grid: 250 }, cleanWh: 813 });
  expect(rowOf(result, 'site', 'xining').bySourceWh).toEqual({ sun: 2250, grid: 750 });
  // 1,000 Wh of grid at 0.6 t/MWh, shared by use.
  const co2 = result.trace.rows.reduce((sum, row) => sum + row.co2Tonnes, 0);
  expect(co2).toBeCloseTo(0.0006, 12);
});

test('jobs share their site and the rest stays with the site', () => {
  const jobs = [job('a', 1000), job('b', 500), job('a', 500)];
  const result = tracePeriod({ ...empty, sources: [pv(3000)], consumers: [site(3000)], jobs }, {});
  expect(rowOf(result, 'job', 'a').energyWh).toBe(1500);
  expect(rowOf(result, 'job', 'b').energyWh).toBe(500);
  expect(rowOf(result, 'site', 'xining').energyWh).toBe(1000);
});

test('jobs that claim more than their site was metered are scaled down to the meter', () => {
  const jobs = [job('a', 3000), job('b', 1000)];
  const result = tracePeriod({ ...empty, sources: [pv(2000)], consumers: [site(2000)], jobs }, {});
  expect(rowOf(result, 'job', 'a').energyWh).toBe(1500);
  expect(rowOf(result, 'job', 'b').energyWh).toBe(500);
  expect(rowOf(result, 'site', 'xining')).toBeUndefined();
});

test('energy out of a storage keeps the origin it went in with', () => {
  const charged = tracePeriod({ ...empty, sources: [pv(1000)], storages: [battery(1000, 0)] }, {});
  // 1,000 Wh of sun charged, 900 Wh stored, 100 Wh lost.
  expect(charged.content).toEqual({ battery: { sun: { cleanWh: 900, otherWh: 0, co2Tonnes: 0 } } });
  expect(charged.storageLossWh).toEqual({ battery: 100 });
  const used = tracePeriod(
    { ...empty, storages: [battery(0, 450)], consumers: [site(450)] },
    charged.content,
  );
  // 450 Wh given take 500 Wh out of 900.
  expect(rowOf(used, 'site', 'xining')).toMatchObject({ bySourceWh: { 'battery/sun': 450 }, cleanWh: 450 });
  expect(used.content.battery).toMatchObject({ sun: { cleanWh: 400 } });
  expect(used.trace.matchedGreenShareRatio).toBe(1);
});

test('a storage that gives more than was ever seen going in gives it of unknown origin', () => {
  const content = openingContent({ battery: 0.0001 }, 0.8);
  const used = tracePeriod({ ...empty, storages: [battery(0, 450)], consumers: [site(450)] }, content);
  expect(rowOf(used, 'site', 'xining')).toMatchObject({ bySourceWh: { 'battery/unknown': 450 }, cleanWh: 0 });
  expect(used.content).toEqual({ battery: {} });
});

test('energy that nobody metered going in is unknown, and going nowhere is a loss', () => {
  const short = tracePeriod({ ...empty, sources: [pv(600)], consumers: [site(1000)] }, {});
  expect(rowOf(short, 'site', 'xining').bySourceWh).toEqual({ sun: 600, unknown: 400 });
  expect(rowOf(short, 'site', 'xining').co2Tonnes).toBeCloseTo(0.0004 * 0.8, 12);
  const long = tracePeriod({ ...empty, sources: [pv(1000)], consumers: [site(600)] }, {});
  expect(rowOf(long, 'loss', 'network.z').energyWh).toBe(400);
});

test('zones share nothing', () => {
  const town = { id: 'town', kind: 'load', area: 'island', energyWh: 500 } as const;
  const meters = { ...empty, sources: [pv(1000), grid(500, 'island')], consumers: [site(1000), town] };
  const result = tracePeriod(meters, {});
  expect(rowOf(result, 'load', 'town').bySourceWh).toEqual({ grid: 500 });
  expect(rowOf(result, 'site', 'xining').bySourceWh).toEqual({ sun: 1000 });
  // 1,000 Wh of 1,500 matched in full, 125 Wh clean of the other 500.
  expect(result.trace.matchedGreenShareRatio).toBeCloseTo(1125 / 1500, 12);
});

const cable = (takenWh: number, arrivedWh: number, from = 'z', to = 'far') => ({
  id: `${from}-${to}`,
  from,
  to,
  takenWh,
  arrivedWh,
});
const town = (energyWh: number, area: string) => ({ id: area, kind: 'load', area, energyWh }) as const;

test('what a DC link or a heat pump brings keeps its origin and its emissions, and is no load of where it left', () => {
  // 4,000 Wh of sun and 1,000 of grid: half of it leaves, 90 % arrives: 2,000 + 500 taken, 1,800 + 450 arrived.
  const result = tracePeriod(
    {
      ...{ ...empty, sources: [pv(4000), grid(1000)], transfers: [cable(2500, 2250)] },
      consumers: [town(2500, 'z'), town(2250, 'far')],
    },
    {},
  );
  expect(rowOf(result, 'transfer', 'z-far')).toMatchObject({ bySourceWh: { sun: 2000, grid: 500 } });
  const far = rowOf(result, 'load', 'far');
  expect(far.bySourceWh).toEqual({ sun: 1800, grid: 450 });
  // A quarter of the grid is clean.
  expect(Math.abs(far.cleanWh - (1800 + 112.5))).toBeLessThan(1);
  // 500 Wh of grid at 0.6 t/MWh left: the loss on the way is borne by those who got the rest.
  expect(far.co2Tonnes).toBeCloseTo(0.0003, 12);
  const both = far.cleanWh + rowOf(result, 'load', 'z').cleanWh;
  expect(result.trace.matchedGreenShareRatio).toBeCloseTo(both / 4750, 9);
});

test('areas that feed each other in a circle are one pool: everything mixes, nothing is unknown or twice', () => {
  const result = tracePeriod(
    {
      ...{ ...empty, sources: [pv(1000), grid(100, 'far')] },
      transfers: [cable(500, 500), cable(200, 200, 'far', 'z')],
      consumers: [town(700, 'z'), town(400, 'far')],
    },
    {},
  );
  // 1,000 of sun and 100 of grid for 700 and 400: 636.4 + 63.6 and 363.6 + 36.4.
  expect(rowOf(result, 'load', 'z').bySourceWh).toEqual({ sun: 636, grid: 64 });
  expect(rowOf(result, 'load', 'far').bySourceWh).toEqual({ sun: 364, grid: 36 });
});

test('fuel is never clean and carries its own emissions', () => {
  const coal = {
    ...grid(1000),
    id: 'coal',
    kind: 'thermal',
    cleanShareRatio: 0,
    emissionTco2PerMwh: 0.9,
  } as const;
  const result = tracePeriod({ ...empty, sources: [coal], consumers: [town(1000, 'z')] }, {});
  expect(rowOf(result, 'load', 'z')).toMatchObject({ cleanWh: 0, co2Tonnes: expect.closeTo(0.0009, 12) });
});
