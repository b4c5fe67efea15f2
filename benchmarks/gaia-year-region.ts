import type { BidColumns, Problem } from '#dispatch/domain';
import { MS_PER_HOUR } from '#units';
import { gaiaRegion, KW_PER_CPU } from './gaia-region.ts';
import { readColumns } from './shared-data.ts';

/** Setting of the peers: a job arrives at its hour of 2022, draws 1 kW a cpu and may wait 6 h (under 2 h long) or 24 h. */
const START_MS = Date.UTC(2022, 0, 1);
const YEAR_H = 8760;
export const SHORT_H = 2;
const SHORT_WAIT_H = 6;
const WAIT_H = 24;

export interface YearTrace {
  readonly count: number;
  readonly arrivalH: Float64Array;
  readonly lengthH: Float64Array;
  readonly cpus: Float64Array;
}

export const yearTrace = (name: 'pai' | 'azure'): YearTrace => {
  const jobs = readColumns(`jobs/gaia_${name}_100k_h.csv.gz`);
  return {
    count: jobs.length_h!.length,
    arrivalH: jobs.arrival_h!,
    lengthH: jobs.length_h!,
    cpus: jobs.cpus!,
  };
};

/** tCO2/MWh by hour: the year, and behind it its first days again, in which the last jobs end. */
export const yearIntensity = (zone: string, hours: number): Float64Array => {
  const grams = readColumns('carbon/ci_lca_2022_5zones.csv.gz')[zone]!;
  return Float64Array.from({ length: hours }, (_, hour) => grams[hour % YEAR_H]! / 1000);
};

export const waitH = (lengthH: number): number => (lengthH < SHORT_H ? SHORT_WAIT_H : WAIT_H);

/** Hours until the last job has to end. */
export const hoursOf = ({ arrivalH, lengthH }: YearTrace): number =>
  Math.ceil(arrivalH.reduce((last, at, job) => Math.max(last, at + lengthH[job]! + waitH(lengthH[job]!)), 0));

export interface YearCase {
  readonly trace: YearTrace;
  readonly kind: 'rigid' | 'preemptible';
  /** By hour. */
  readonly intensity: Float64Array;
  readonly cpus: number;
}

/** The one zone through the whole year with the trace's jobs. */
export const yearProblem = ({ trace, kind, intensity, cpus }: YearCase): Problem => ({
  ...gaiaRegion({
    regionId: 'gaia-year',
    startMs: START_MS,
    intensity,
    cpus,
    tailTco2PerMwh: intensity.at(-1)!,
  }),
  bidColumns: yearJobs(trace, kind),
});

const yearJobs = ({ count, arrivalH, lengthH, cpus }: YearTrace, kind: YearCase['kind']): BidColumns => {
  const releaseMs = arrivalH.map((at) => START_MS + Math.round(at * MS_PER_HOUR));
  return {
    count,
    templates: [
      {
        kind,
        checkpointHours: 0,
        options: [{ pool: 0, powerRatio: 1, itKwPerUnit: KW_PER_CPU, fixedYuan: 0 }],
      },
    ],
    template: new Uint16Array(count),
    releaseMs,
    latestEndMs: releaseMs.map(
      (ms, job) => ms + Math.round((lengthH[job]! + waitH(lengthH[job]!)) * MS_PER_HOUR),
    ),
    durationHours: lengthH,
    units: cpus,
  };
};
