import { type BidColumns, type BidTemplate, NO_PARTS, type Problem } from '#dispatch/domain';
import { MS_PER_HOUR } from '#units';
import { readColumns } from './shared-data.ts';

/** 10 days of 15 min from a Monday in July 2020, so that wind, sun and prices are of one time. */
const PERIODS = 960;
const START_MS = Date.UTC(2020, 6, 6);
const YEAR_MS = Date.UTC(2020, 0, 1);
const WEEK_H = 168;
const WAIT_H = 24;
const PERIODS_PER_HOUR = 4;
/** Real-time wind comes every five minutes. */
const STEPS_PER_PERIOD = 3;
const KW_PER_CPU = 1;
/** Room of all sites together over the mean need of the week. */
const ROOM_RATIO = 1.3;
/** Wind and sun each give this share of the mean need. */
const RENEWABLE_RATIO = 0.25;
const YUAN_PER_USD = 7;
const GRID_FEE_YUAN_PER_MWH = 60;
const EXPORT_RATIO = 0.8;

/** Five sites of unequal size, each with the wind, sun and market price of another place. */
const SITES = [
  { share: 0.3, wind: '309_WIND_1', sun: '320_PV_1', price: 'US-CAL-CISO', windDaysLater: 0 },
  { share: 0.25, wind: '317_WIND_1', sun: '314_PV_1', price: 'DE-LU', windDaysLater: 0 },
  { share: 0.2, wind: '303_WIND_1', sun: '215_PV_1', price: 'US-TEX-ERCO', windDaysLater: 0 },
  { share: 0.15, wind: '122_WIND_1', sun: '102_PV_1', price: 'ES', windDaysLater: 0 },
  { share: 0.1, wind: '309_WIND_1', sun: '113_PV_1', price: 'AU-NSW', windDaysLater: 40 },
] as const;

/** Jobs of the trace, every so-manieth of them: arrivals folded onto one week, 24 h to wait, any site. */
export const millionJobs = (stride: number): BidColumns => {
  const trace = readColumns('jobs/tiled_1m_h.csv.gz');
  const rows = Int32Array.from(
    { length: Math.floor(trace.arrival_h!.length / stride) },
    (_, row) => row * stride,
  );
  const releaseMs = Float64Array.from(
    rows,
    (row) => START_MS + Math.round((trace.arrival_h![row]! % WEEK_H) * MS_PER_HOUR),
  );
  const durationHours = Float64Array.from(rows, (row) => trace.length_h![row]!);
  return {
    count: rows.length,
    templates: SITES.map((_, home) => anywhereFrom(home)),
    template: Uint16Array.from(rows, (_, job) => homeOf(job)),
    releaseMs,
    latestEndMs: releaseMs.map((ms, job) => ms + Math.round((durationHours[job]! + WAIT_H) * MS_PER_HOUR)),
    durationHours,
    units: Float64Array.from(rows, (row) => trace.cpus![row]!),
  };
};

/** Any site; run-at-once tries the home site first. */
const anywhereFrom = (home: number): BidTemplate => ({
  kind: 'rigid',
  checkpointHours: 0,
  options: SITES.map((_, s) => ({
    pool: (home + s) % SITES.length,
    powerRatio: 1,
    itKwPerUnit: KW_PER_CPU,
    fixedYuan: 0,
  })),
});

/** Homes in proportion to the sites' sizes, twenty jobs in turn. */
const homeOf = (job: number): number => {
  const place = ((job % 20) + 0.5) / 20;
  let sum = 0;
  return SITES.findIndex(({ share }) => {
    sum += share;
    return place < sum;
  });
};

export const millionProblem = (jobs: BidColumns): Problem => {
  const cpuHours = jobs.units.reduce((sum, units, job) => sum + units * jobs.durationHours[job]!, 0);
  const meanCpus = cpuHours / WEEK_H;
  const series = readSeries();
  return {
    ...NO_PARTS,
    regionId: 'million',
    horizon: { startMs: START_MS, periodMinutes: 15, periodCount: PERIODS },
    objective: 'cost',
    areas: SITES.map((_, s) => ({ id: `area${s}`, loadMw: flat(0) })),
    ...powerParts(series, meanCpus),
    ...computeParts(series, meanCpus),
    bidColumns: jobs,
    unservedYuanPerMwh: 10_000,
    curtailedYuanPerMwh: 0,
    carbonYuanPerTco2: 0,
  };
};

interface SiteSeries {
  /** Shapes with a mean of one. */
  readonly wind: Float64Array;
  readonly sun: Float64Array;
  readonly yuanPerMwh: Float64Array;
}

const readSeries = (): SiteSeries[] => {
  const wind = readColumns('renewables/rts_gmlc_REAL_TIME_wind.csv.gz');
  const sun = readColumns('renewables/rts_gmlc_DAY_AHEAD_pv.csv.gz');
  const price = readColumns('price/price_usd_mwh_2020-2024_22zones.csv.gz');
  const firstHour = (START_MS - YEAR_MS) / MS_PER_HOUR;
  return SITES.map((site) => {
    const windHour = firstHour + 24 * site.windDaysLater;
    return {
      wind: withMeanOne((t) => windIn(wind[site.wind]!, windHour * PERIODS_PER_HOUR + t)),
      sun: withMeanOne((t) => between(sun[site.sun]!, firstHour + (t + 0.5) / PERIODS_PER_HOUR - 0.5)),
      yuanPerMwh: Float64Array.from(
        { length: PERIODS },
        (_, t) => YUAN_PER_USD * price[site.price]![firstHour + Math.floor(t / PERIODS_PER_HOUR)]!,
      ),
    };
  });
};

const windIn = (values: Float64Array, period: number): number => {
  const first = period * STEPS_PER_PERIOD;
  return (values[first]! + values[first + 1]! + values[first + 2]!) / STEPS_PER_PERIOD;
};
const between = (hourly: Float64Array, hour: number): number => {
  const before = Math.floor(hour);
  return hourly[before]! + (hour - before) * (hourly[before + 1]! - hourly[before]!);
};
const withMeanOne = (at: (t: number) => number): Float64Array => {
  const values = Float64Array.from({ length: PERIODS }, (_, t) => at(t));
  const mean = values.reduce((sum, value) => sum + value, 0) / PERIODS;
  return values.map((value) => value / mean);
};
const flat = (value: number): Float64Array => new Float64Array(PERIODS).fill(value);

const powerParts = (series: readonly SiteSeries[], meanCpus: number) => {
  const meanMw = SITES.map(({ share }) => (share * meanCpus * KW_PER_CPU) / 1000);
  const plant = (kind: 'wind' | 'pv', area: number, shape: Float64Array) => ({
    id: `${kind}${area}`,
    area,
    kind,
    availableMw: shape.map((value) => value * RENEWABLE_RATIO * meanMw[area]!),
    operatingYuanPerMwh: 0,
  });
  return {
    renewables: series.flatMap(({ wind, sun }, s) => [plant('wind', s, wind), plant('pv', s, sun)]),
    batteries: meanMw.map((mw, s) => ({
      id: `battery${s}`,
      area: s,
      chargeMw: 0.25 * mw,
      dischargeMw: 0.25 * mw,
      minimumMwh: 0.1 * mw,
      maximumMwh: mw,
      initialMwh: 0.5 * mw,
      finalMwh: 0.5 * mw,
      chargeEfficiencyRatio: 0.93,
      dischargeEfficiencyRatio: 0.93,
      wearYuanPerMwh: 20,
    })),
    gridConnections: series.map(({ yuanPerMwh }, s) => ({
      id: `grid${s}`,
      area: s,
      importLimitMw: 2 * meanMw[s]!,
      exportLimitMw: 0.5 * meanMw[s]!,
      importYuanPerMwh: yuanPerMwh.map((price) => price + GRID_FEE_YUAN_PER_MWH),
      exportYuanPerMwh: yuanPerMwh.map((price) => EXPORT_RATIO * price),
      emissionTco2PerMwh: flat(0.5),
      cleanShareRatio: 0,
    })),
  };
};

const computeParts = (series: readonly SiteSeries[], meanCpus: number) => ({
  sites: series.map(({ yuanPerMwh }, s) => ({
    id: `site${s}`,
    area: s,
    facilityPerIt: flat(1.1 + 0.02 * s),
    fixedMw: flat(0),
    facilityLimitMw: Number.POSITIVE_INFINITY,
    tailYuanPerMwh: yuanPerMwh.reduce((sum, price) => sum + price, 0) / PERIODS + GRID_FEE_YUAN_PER_MWH,
    tailTco2PerMwh: 0.5,
  })),
  pools: SITES.map(({ share }, s) => ({
    id: `cpu${s}`,
    site: s,
    kind: 'cpu',
    unitCount: Math.round(share * ROOM_RATIO * meanCpus),
    idleKwPerUnit: 0,
    peakKwPerUnit: KW_PER_CPU,
    committedUnits: new Float64Array(0),
  })),
});
