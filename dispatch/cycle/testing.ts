import { type Job, Job as JobSchema, Region, type Series } from '#dispatch/domain';
import type { Scenario } from '#dispatch/sources';
import { type Horizon, MS_PER_MINUTE } from '#units';

/** Midnight of 2025-03-10 in Shanghai. */
export const MIDNIGHT_MS = Date.parse('2025-03-10T00:00:00+08:00');
const HISTORY_DAYS = 3;

/** Two sites joined by one link, one grid connection, one battery, sun as a series: small enough to check by hand. */
export function smallRegion(change: Readonly<Record<string, unknown>> = {}): Region {
  const name = { zh: '测试', en: 'test' };
  const cooling = {
    lossRatio: 0.05,
    fanRatio: 0,
    fixedMw: 0.1,
    freeCoolingBelowC: 10,
    chillerRatio: 0.2,
    chillerFullAtC: 20,
  };
  const pool = { name, kind: 'gpu', idleKwPerUnit: 0.1, peakKwPerUnit: 0.6 };
  return Region.parse({
    id: 'small',
    name,
    periodMinutes: 60,
    series: { sun: { file: 'sun.csv', column: 'sun' } },
    areas: [{ id: 'town', name, loadMw: 5, position: { x: 50, y: 50 } }],
    pv: [
      {
        id: 'roof',
        name,
        area: 'town',
        capacityMw: 10,
        latitude: 36,
        longitude: 100,
        availableRatio: { series: 'sun' },
      },
    ],
    batteries: [
      {
        ...{ id: 'store', name, area: 'town', chargeMw: 2, dischargeMw: 2, capacityMwh: 10 },
        ...{ chargeEfficiencyRatio: 0.9, dischargeEfficiencyRatio: 0.9, wearYuanPerMwh: 10 },
        ...{ minimumSocRatio: 0.1, maximumSocRatio: 0.9, initialSocRatio: 0.5 },
      },
    ],
    gridConnections: [
      {
        ...{ id: 'grid', name, area: 'town', importLimitMw: 20, exportLimitMw: 0 },
        ...{ importYuanPerMwh: 300, exportYuanPerMwh: 0, emissionTco2PerMwh: 0.5, cleanShareRatio: 0 },
      },
    ],
    sites: [
      {
        ...{ id: 'east', name, area: 'town', altitudeM: 0, temperatureC: 15, wetBulbC: 15, cooling },
        pools: [
          {
            id: 'east-gpu',
            ...pool,
            unitCount: 100,
            capCurve: [
              [1, 1],
              [0.8, 0.9],
              [0.6, 0.7],
            ],
          },
        ],
      },
      {
        ...{ id: 'west', name, area: 'town', altitudeM: 0, temperatureC: 5, wetBulbC: 5, cooling },
        pools: [{ id: 'west-gpu', ...pool, unitCount: 10 }],
      },
    ],
    networkLinks: [{ id: 'wire', name, from: 'east', to: 'west', gbps: 8, latencyMs: 5 }],
    userRegions: [{ id: 'shore', name, latencyMs: { east: 40, west: 20 } }],
    ...change,
  });
}

/** A scenario in memory: the sun shines from 08:00 to 16:00 at 0.5, three days back and two ahead. */
export function smallScenario(jobs: readonly Job[] = [], region: Region = smallRegion()): Scenario {
  const startMs = MIDNIGHT_MS - HISTORY_DAYS * 24 * 60 * MS_PER_MINUTE;
  const values = Float64Array.from({ length: (HISTORY_DAYS + 3) * 24 }, (_, hour) =>
    hour % 24 >= 8 && hour % 24 < 16 ? 0.5 : 0,
  );
  const sun: Series = {
    name: 'sun',
    startMs,
    periodMinutes: 60,
    values,
    quality: new Uint8Array(values.length),
    source: 'test',
  };
  return {
    folder: '/nowhere',
    region,
    hash: 'test',
    series: async () => sun,
    jobs: async () => jobs,
  };
}

/** Whole hours from Shanghai midnight on. */
export const hoursFromMidnight = (periodCount: number): Horizon => ({
  startMs: MIDNIGHT_MS,
  periodMinutes: 60,
  periodCount,
});

/** `+HH:MM` after midnight as an instant that people write. */
export const at = (clock: string): string => `2025-03-10T${clock}:00+08:00`;

/** A rigid job of four cards and two hours within the day, unless told otherwise. */
export const aJob = (change: Readonly<Record<string, unknown>> = {}): Job =>
  JobSchema.parse({
    kind: 'rigid',
    id: 'job',
    submittedAt: at('00:00'),
    latestEndAt: at('12:00'),
    poolKind: 'gpu',
    units: 4,
    durationHours: 2,
    ...change,
  });
