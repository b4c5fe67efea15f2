import { type Bid, type BidOption, NO_PARTS, type Problem } from '#dispatch/domain';
import { MS_PER_HOUR } from '#units';

/** Small linear congruential generator: the same seed gives the same problem everywhere. */
export const seeded = (seed: number): (() => number) => {
  let state = (seed >>> 0) + 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
};

export interface SyntheticSize {
  readonly hours: number;
  readonly periodMinutes: number;
  readonly areas: number;
  readonly sites: number;
  readonly jobs: number;
  readonly preemptibleShare: number;
  readonly seed: number;
}

const START_MS = Date.UTC(2025, 2, 10, 0, 0);

/** A ring of areas with sun, wind, water, batteries, a DC export and sites with batch and online work. For tests and benchmarks. */
export const syntheticRegion = (size: SyntheticSize): Problem => {
  const random = seeded(size.seed);
  const periodCount = Math.round((size.hours * 60) / size.periodMinutes);
  const hours = size.periodMinutes / 60;
  const series = (at: (hourOfDay: number, t: number) => number): Float64Array =>
    Float64Array.from({ length: periodCount }, (_, t) => at((t * hours) % 24, t));
  const sun = (hour: number): number => Math.max(0, Math.sin(((hour - 6) / 12) * Math.PI));
  const areas = Array.from({ length: size.areas }, (_, a) => ({
    id: `area${a}`,
    loadMw: series((hour) => 120 + 30 * Math.sin(((hour - 9) / 24) * 2 * Math.PI) + 5 * a),
  }));
  const pools = Array.from({ length: size.sites * 2 }, (_, p) => ({
    id: `pool${p}`,
    site: p >> 1,
    kind: p % 2 === 0 ? 'gpu' : 'cpu',
    unitCount: p % 2 === 0 ? 4000 : 8000,
    idleKwPerUnit: p % 2 === 0 ? 0.1 : 0.05,
    peakKwPerUnit: p % 2 === 0 ? 0.9 : 0.3,
    committedUnits: new Float64Array(periodCount),
  }));
  return {
    ...NO_PARTS,
    regionId: `synthetic-${size.seed}`,
    horizon: { startMs: START_MS, periodMinutes: size.periodMinutes, periodCount },
    objective: 'cost',
    areas,
    acLines: areas.map((area, a) => ({
      id: `line${a}`,
      fromArea: a,
      toArea: (a + 1) % size.areas,
      reactanceOhm: 10 + 5 * random(),
      limitMw: area.id === 'area0' ? 250 : 400,
    })),
    hvdcLinks: [
      {
        id: 'hvdc',
        area: 0,
        ratedMw: 600,
        minimumRatio: 0.1,
        lossRatio: 0.05,
        holdPeriods: 4,
        deliveredYuanPerMwh: series((hour) => 220 + 80 * Math.sin(((hour - 14) / 24) * 2 * Math.PI)),
        contractedMw: series(() => 150),
        shortfallYuanPerMwh: 600,
      },
    ],
    renewables: areas.flatMap((_, a) => [
      {
        id: `pv${a}`,
        area: a,
        kind: 'pv' as const,
        availableMw: series((hour) => 260 * sun(hour) * (0.8 + 0.2 * random())),
        operatingYuanPerMwh: 5,
      },
      {
        id: `wind${a}`,
        area: a,
        kind: 'wind' as const,
        availableMw: series((_, t) => 70 * (1 + Math.sin(t / 17 + a)) * (0.8 + 0.4 * random())),
        operatingYuanPerMwh: 12,
      },
    ]),
    reservoirs: [
      {
        id: 'hydro',
        area: 1,
        ratedMw: 400,
        mwPerM3PerS: 1.3,
        minimumMm3: 100,
        maximumMm3: 400,
        initialMm3: 250,
        inflowM3PerS: series(() => 180),
        minimumReleaseM3PerS: 100,
        waterValueYuanPerMwh: 160,
      },
    ],
    batteries: areas.slice(0, 5).map((_, a) => ({
      id: `battery${a}`,
      area: a,
      chargeMw: 50,
      dischargeMw: 50,
      minimumMwh: 20,
      maximumMwh: 180,
      initialMwh: 100,
      finalMwh: 100,
      chargeEfficiencyRatio: 0.93,
      dischargeEfficiencyRatio: 0.93,
      wearYuanPerMwh: 40,
    })),
    gridConnections: [
      {
        id: 'grid',
        area: 0,
        importLimitMw: 500,
        exportLimitMw: 300,
        importYuanPerMwh: series((hour) => (hour >= 17 && hour < 22 ? 620 : hour < 7 ? 260 : 400)),
        exportYuanPerMwh: series(() => 120),
        emissionTco2PerMwh: series(() => 0.6),
        cleanShareRatio: 0,
      },
    ],
    sites: Array.from({ length: size.sites }, (_, s) => ({
      id: `site${s}`,
      area: s % size.areas,
      facilityPerIt: series((hour) => 1.12 + 0.04 * sun(hour) + 0.01 * s),
      fixedMw: series(() => 0.2),
      facilityLimitMw: 12,
      tailYuanPerMwh: 300,
      tailTco2PerMwh: 0.3,
    })),
    pools,
    bids: Array.from({ length: size.jobs }, (_, j) => syntheticBid(size, random, j, size.sites)),
    online: [
      {
        id: 'chat',
        streams: [0, 1, 2].map((r) => ({
          userRegion: `user${r}`,
          demandUnits: series((hour) => 150 + 100 * sun(hour) * (1 + r)),
          pools: [0, 2, 4].filter((p) => p < size.sites * 2),
        })),
        unservedYuanPerUnitHour: 50,
      },
    ],
    unservedYuanPerMwh: 10_000,
    curtailedYuanPerMwh: 1,
    carbonYuanPerTco2: 60,
  };
};

const syntheticBid = (size: SyntheticSize, random: () => number, j: number, sites: number): Bid => {
  const releaseH = random() * size.hours * 0.8;
  const durationHours = Math.min(size.hours / 2, 0.25 + 8 * random() ** 3);
  const slackH = 1 + 24 * random();
  const gpu = random() < 0.5;
  const units = Math.max(1, Math.round((gpu ? 160 : 300) * random() ** 3));
  const choice = Math.floor(random() * sites);
  const options: BidOption[] = [0, 1, 2].slice(0, Math.min(3, sites)).map((k) => ({
    pool: ((choice + k) % sites) * 2 + (gpu ? 0 : 1),
    units,
    powerRatio: 1,
    durationHours,
    itMw: (units * (gpu ? 0.8 : 0.25)) / 1000,
    fixedYuan: 2 * k,
  }));
  const releaseMs = START_MS + Math.round(releaseH * MS_PER_HOUR);
  const latestEndMs = releaseMs + Math.round((durationHours + slackH) * MS_PER_HOUR);
  return {
    id: `job${j}`,
    kind: random() < size.preemptibleShare ? 'preemptible' : 'rigid',
    releaseMs,
    latestEndMs,
    dueMs: latestEndMs,
    latenessYuanPerH: 0,
    checkpointHours: 0,
    options,
  };
};
