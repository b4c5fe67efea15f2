import type { Region } from '#dispatch/domain';
import type { JobAccount, SettleContext, SettlePeriod } from './records.ts';

const START_MS = Date.parse('2025-03-10T00:00:00+08:00');
const name = { zh: '名', en: 'name' };

/** One town with sun, a store, a site and a meter; three parties; prices that are easy to multiply. */
export const smallMarket = (change: Partial<Region> = {}): Region =>
  ({
    id: 'small',
    areas: [{ id: 'town' }],
    pv: [{ id: 'roof' }],
    ...{ wind: [], cspPlants: [], reservoirs: [], thermalUnits: [], hvdcLinks: [] },
    batteries: [{ id: 'store', leaseYuanPerMwh: 50 }],
    gridConnections: [
      {
        ...{ id: 'meter', name },
        demandCharge: { yuanPerMwMonth: 30_000, monthToDatePeakMw: 3 },
        tiers: { steps: [{ fromMwh: 5, addedYuanPerMwh: 20 }], monthToDateMwh: 2 },
      },
    ],
    sites: [{ id: 'hall', name, pools: [{ id: 'hall-gpu', kind: 'gpu' }] }],
    parties: [
      { id: 'sun-works', name, kind: 'generator', owns: ['roof'] },
      { id: 'store-works', name, kind: 'storage', owns: ['store'] },
      { id: 'hall-works', name, kind: 'consumer', owns: ['hall'] },
    ],
    contracts: [
      {
        ...{ id: 'ppa', seller: 'sun-works', buyer: 'hall-works', sources: ['roof'], consumers: ['hall'] },
        ...{ energyYuanPerMwh: 250, environmentYuanPerMwh: 30 },
      },
    ],
    settlement: [
      {
        ...{ id: 'prices', effectiveFrom: '2025-01-01', source: 'test' },
        ...{ consumptionYuanPerMwh: 400, generationYuanPerMwh: 220 },
        ...{ certificateYuanPerMwh: 6, flexibilityYuanPerMwh: 1_000 },
        compute: [
          { poolKind: 'gpu', tier: 2, yuanPerUnitHour: 5 },
          { poolKind: 'gpu', yuanPerUnitHour: 8 },
        ],
      },
    ],
    flexibilityCalls: [],
    ...change,
  }) as unknown as Region;

export const contextOf = (
  region: Region,
  jobs: Readonly<Record<string, JobAccount>> = {},
  isFirstMonth = false,
): SettleContext => ({ region, jobs: new Map(Object.entries(jobs)), isFirstMonth });

/** Hour `at` of the day; meters by `element quantity` in MW. */
export const hour = (
  at: number,
  meters: Readonly<Record<string, number | null>>,
  change: Partial<SettlePeriod> = {},
): SettlePeriod => ({
  startMs: START_MS + at * 3_600_000,
  minutes: 60,
  powerMw: (element, quantity) => meters[`${element} ${quantity}`] ?? null,
  valueAt: (_, field) => ({ importYuanPerMwh: 300, exportYuanPerMwh: 150 })[field] ?? 0,
  ...{ claims: [], contracts: [], jobReadings: [], baselineMw: {} },
  ...change,
});
