import { type Bid, NO_PARTS, type Problem } from '#dispatch/domain';
import { MS_PER_HOUR } from '#units';
import { readColumns } from './shared-data.ts';

/** 14 days of arrivals from 11 April 2022 00:00 UTC, and the hours after them in which the last jobs still run. */
const FROM = { month: 4, day: 11, hourOf2022: 2400 };
const ARRIVAL_HOURS = 336;
export const HOURS = ARRIVAL_HOURS + 96;
export const START_MS = Date.UTC(2022, FROM.month - 1, FROM.day);
/** What a cpu of the trace draws: all amounts are proportional to it. */
const MW_PER_CPU = 0.1;
/** RTS-GMLC tells local standard time of its place. */
const LOCAL_HOURS_BEHIND_UTC = 8;
/** A dollar of the price series counts as so many yuan. */
export const YUAN_PER_USD = 7.2;
/** Energy of wind and sun over the jobs' arrival days, as shares of what the jobs need. */
const [WIND_SHARE, SUN_SHARE] = [0.6, 0.4];
const [WIND_PLANT, SUN_PLANT] = ['317_WIND_1', '320_PV_1'];

export interface Job {
  readonly id: string;
  readonly arrivalH: number;
  readonly lengthH: number;
  readonly mw: number;
  /** Last hour at which it may start. */
  readonly latestStartH: number;
}

export interface Case {
  readonly jobs: readonly Job[];
  readonly meanMw: number;
  readonly windMw: Float64Array;
  readonly sunMw: Float64Array;
  readonly yuanPerMwh: Float64Array;
  readonly tco2PerMwh: Float64Array;
}

export const readCase = (): Case => {
  const trace = readColumns('jobs/gaia_pai_100k_h.csv.gz');
  const jobs: Job[] = [];
  trace.arrival_h!.forEach((arrival, j) => {
    const arrivalH = arrival - FROM.hourOf2022;
    if (arrivalH < 0 || arrivalH >= ARRIVAL_HOURS) return;
    const lengthH = trace.length_h![j]!;
    // As in the peers' setting: 6 h of waiting for jobs under 2 h, 24 h for the others.
    const latestStartH = arrivalH + (lengthH < 2 ? 6 : 24);
    jobs.push({ id: `job${j}`, arrivalH, lengthH, mw: trace.cpus![j]! * MW_PER_CPU, latestStartH });
  });
  const neededMwh = jobs.reduce((sum, { lengthH, mw }) => sum + lengthH * mw, 0);
  const meanMw = neededMwh / ARRIVAL_HOURS;
  const price = readColumns('price/price_usd_mwh_2020-2024_22zones.csv.gz')['US-CAL-CISO']!;
  const carbon = readColumns('carbon/ci_lca_2022_5zones.csv.gz')['US-CAL-CISO']!;
  // The price series begins with 2020, a leap year, and 2021 before 2022.
  const priceFrom = (366 + 365) * 24 + FROM.hourOf2022;
  const at = (series: Float64Array, from: number, factor: number): Float64Array =>
    Float64Array.from({ length: HOURS }, (_, h) => series[from + h]! * factor);
  return {
    jobs,
    meanMw,
    windMw: plant('wind', WIND_PLANT, WIND_SHARE * neededMwh),
    sunMw: plant('pv', SUN_PLANT, SUN_SHARE * neededMwh),
    yuanPerMwh: at(price, priceFrom, YUAN_PER_USD),
    tco2PerMwh: at(carbon, FROM.hourOf2022, 1 / 1000),
  };
};

/** A plant of the same days of 2020, scaled so that its energy over the arrival days is as given. */
const plant = (kind: 'wind' | 'pv', name: string, energyMwh: number): Float64Array => {
  const columns = readColumns(`renewables/rts_gmlc_DAY_AHEAD_${kind}.csv.gz`);
  const first = columns.Month!.findIndex(
    (month, row) => month === FROM.month && columns.Day![row] === FROM.day && columns.Period![row] === 1,
  );
  const raw = Float64Array.from(
    { length: HOURS },
    (_, h) => columns[name]![first + h - LOCAL_HOURS_BEHIND_UTC]!,
  );
  const total = raw.subarray(0, ARRIVAL_HOURS).reduce((sum, mw) => sum + mw, 0);
  return raw.map((mw) => (mw * energyMwh) / total);
};

/** The region of the case: one site on one connection with wind, sun and a battery of four hours. */
export const problemOf = (
  data: Case,
  objective: Problem['objective'],
  capRatio: number,
  bids: readonly Bid[],
): Problem => {
  const flat = (value: number): Float64Array => new Float64Array(HOURS).fill(value);
  const { meanMw } = data;
  return {
    ...NO_PARTS,
    regionId: 'residual',
    horizon: { startMs: START_MS, periodMinutes: 60, periodCount: HOURS },
    objective,
    areas: [{ id: 'area', loadMw: flat(0) }],
    gridConnections: [
      {
        id: 'grid',
        area: 0,
        importLimitMw: capRatio * meanMw,
        exportLimitMw: 0,
        importYuanPerMwh: data.yuanPerMwh,
        exportYuanPerMwh: flat(0),
        emissionTco2PerMwh: data.tco2PerMwh,
        cleanShareRatio: 0,
      },
    ],
    renewables: [
      { id: 'wind', area: 0, kind: 'wind', availableMw: data.windMw, operatingYuanPerMwh: 0 },
      { id: 'sun', area: 0, kind: 'pv', availableMw: data.sunMw, operatingYuanPerMwh: 0 },
    ],
    batteries: [
      {
        id: 'battery',
        area: 0,
        chargeMw: meanMw,
        dischargeMw: meanMw,
        minimumMwh: 0.4 * meanMw,
        maximumMwh: 4 * meanMw,
        initialMwh: 2 * meanMw,
        finalMwh: 2 * meanMw,
        chargeEfficiencyRatio: 0.92,
        dischargeEfficiencyRatio: 0.92,
        wearYuanPerMwh: 30,
      },
    ],
    sites: [
      {
        id: 'site',
        area: 0,
        facilityPerIt: flat(1),
        fixedMw: flat(0),
        facilityLimitMw: Number.POSITIVE_INFINITY,
        tailYuanPerMwh: 0,
        tailTco2PerMwh: 0,
      },
    ],
    pools: [
      {
        id: 'cpu',
        site: 0,
        kind: 'cpu',
        unitCount: Number.POSITIVE_INFINITY,
        idleKwPerUnit: 0,
        peakKwPerUnit: 1000 * MW_PER_CPU,
        committedUnits: flat(0),
      },
    ],
    bids,
    unservedYuanPerMwh: 20_000,
    curtailedYuanPerMwh: 0,
    carbonYuanPerTco2: 0,
  };
};

/** A rigid bid that may start between two hours. */
export const bidOf = ({ id, lengthH, mw }: Job, fromH: number, latestStartH: number): Bid => {
  const releaseMs = START_MS + Math.round(fromH * MS_PER_HOUR);
  const durationMs = Math.max(1, Math.round(lengthH * MS_PER_HOUR));
  const latestEndMs = Math.max(
    releaseMs + durationMs,
    START_MS + Math.round(latestStartH * MS_PER_HOUR) + durationMs,
  );
  return {
    id,
    kind: 'rigid',
    releaseMs,
    latestEndMs,
    dueMs: latestEndMs,
    latenessYuanPerH: 0,
    checkpointHours: 0,
    options: [
      { pool: 0, units: mw / MW_PER_CPU, powerRatio: 1, durationHours: lengthH, itMw: mw, fixedYuan: 0 },
    ],
  };
};
