import {
  type BatteryInput,
  type Bid,
  type GridConnectionInput,
  NO_PARTS,
  type PoolInput,
  type Problem,
  type SiteInput,
} from '#dispatch/domain';
import { MS_PER_HOUR } from '#units';

/** The start of every small problem: midnight, so that period t begins at hour t. */
export const smallStartMs = Date.UTC(2025, 2, 10);

/** One area on the grid with one site and one pool, hourly; every part may be replaced. */
export const smallProblem = (periodCount: number, over: Partial<Problem> = {}): Problem => ({
  ...NO_PARTS,
  regionId: 'small',
  horizon: { startMs: smallStartMs, periodMinutes: 60, periodCount },
  objective: 'cost',
  areas: [{ id: 'a', loadMw: new Float64Array(periodCount) }],
  gridConnections: [smallGrid(new Float64Array(periodCount).fill(400))],
  sites: [smallSite(periodCount)],
  pools: [smallPool()],
  unservedYuanPerMwh: 10_000,
  curtailedYuanPerMwh: 0,
  carbonYuanPerTco2: 0,
  ...over,
});

export const smallGrid = (
  importYuanPerMwh: Float64Array,
  over: Partial<GridConnectionInput> = {},
): GridConnectionInput => ({
  id: 'grid',
  area: 0,
  importLimitMw: 100,
  exportLimitMw: 0,
  importYuanPerMwh,
  exportYuanPerMwh: new Float64Array(importYuanPerMwh.length),
  emissionTco2PerMwh: new Float64Array(importYuanPerMwh.length).fill(0.5),
  cleanShareRatio: 0,
  ...over,
});

export const smallSite = (periodCount: number, over: Partial<SiteInput> = {}): SiteInput => ({
  id: 's',
  area: 0,
  facilityPerIt: new Float64Array(periodCount).fill(1),
  fixedMw: new Float64Array(periodCount),
  facilityLimitMw: Number.POSITIVE_INFINITY,
  tailYuanPerMwh: 500,
  tailTco2PerMwh: 0.5,
  ...over,
});

export const smallPool = (over: Partial<PoolInput> = {}): PoolInput => ({
  id: 'p',
  site: 0,
  kind: 'gpu',
  unitCount: 10,
  idleKwPerUnit: 0,
  peakKwPerUnit: 1000,
  committedUnits: new Float64Array(0),
  ...over,
});

export const smallBattery = (over: Partial<BatteryInput> = {}): BatteryInput => ({
  id: 'b',
  area: 0,
  chargeMw: 5,
  dischargeMw: 5,
  minimumMwh: 0,
  maximumMwh: 10,
  initialMwh: 0,
  finalMwh: 0,
  chargeEfficiencyRatio: 1,
  dischargeEfficiencyRatio: 1,
  wearYuanPerMwh: 0,
  ...over,
});

/** A bid of some units at 1 MW each on the first pool, between two hours. */
export const smallBid = (
  id: string,
  kind: Bid['kind'],
  fromHour: number,
  untilHour: number,
  durationHours: number,
  units = 1,
  over: Partial<Bid> = {},
): Bid => {
  const latestEndMs = smallStartMs + untilHour * MS_PER_HOUR;
  return {
    id,
    kind,
    releaseMs: smallStartMs + fromHour * MS_PER_HOUR,
    latestEndMs,
    dueMs: latestEndMs,
    latenessYuanPerH: 0,
    checkpointHours: 0,
    options: [{ pool: 0, units, powerRatio: 1, durationHours, itMw: units, fixedYuan: 0 }],
    ...over,
  };
};

/** A control without a clock: time stands still. */
export const patient = {
  progress: (): void => undefined,
  elapsedS: (): number => 0,
  timeLimitS: 60,
  isCancelled: (): boolean => false,
};
