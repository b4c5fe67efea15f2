import { type Case, HOURS, type Job } from './residual-case.ts';

/** How a shifter that knows nothing of the battery ranks the hours that a job may run in. */
export type Ranking = 'carbon' | 'price' | 'net load' | 'carbon of net load' | 'price of net load';
/** Those that refuse to pass the import cap, and GAIA's Lowest-Window as it is, which knows no cap. */
export const SEQUENTIAL: readonly {
  readonly name: string;
  readonly ranking: Ranking;
  readonly seesCap: boolean;
}[] = [
  ...(['carbon', 'price', 'net load', 'carbon of net load', 'price of net load'] as const).map((ranking) => ({
    name: `by ${ranking}`,
    ranking,
    seesCap: true,
  })),
  { name: 'by carbon, blind to the cap', ranking: 'carbon', seesCap: false },
];

/** Overload this small is rounding. */
const ROUNDING_MWH = 1e-9;

/**
 * Starts of all jobs, one after the other in order of arrival, each in the window that ranks best: lowest mean carbon
 * (GAIA's Lowest-Window), lowest price, or least energy beyond what wind and sun still have (net load: by energy, then
 * carbon; by its carbon; by its price). A window
 * that would take the load above import cap plus wind and sun is taken only where every window does, and then the one
 * that does least.
 */
export const shiftJobs = (data: Case, ranking: Ranking, capMw: number): number[] => {
  const load = new Float64Array(HOURS);
  return data.jobs.map((job) => {
    let best = { start: job.arrivalH, overMwh: Number.POSITIVE_INFINITY, score: Number.POSITIVE_INFINITY };
    for (const start of startsOf(job)) {
      const { overMwh, score } = judge(data, ranking, capMw, load, job, start);
      const isBetter =
        overMwh < best.overMwh - ROUNDING_MWH ||
        (overMwh <= best.overMwh + ROUNDING_MWH && score < best.score);
      if (isBetter) best = { start, overMwh, score };
    }
    eachHour(job, best.start, (h, share) => {
      load[h]! += job.mw * share;
    });
    return best.start;
  });
};

/** Starts at which a job begins or ends with an hour, and the first and last it may take: one of them is the best. */
const startsOf = ({ arrivalH, latestStartH, lengthH }: Job): number[] => {
  const starts = [arrivalH, latestStartH];
  for (let h = Math.ceil(arrivalH); h <= latestStartH; h++) starts.push(h);
  for (let h = Math.ceil(arrivalH + lengthH); h <= latestStartH + lengthH; h++) starts.push(h - lengthH);
  return starts.sort((a, b) => a - b);
};

const eachHour = (job: Job, start: number, visit: (hour: number, share: number) => void): void => {
  const end = start + job.lengthH;
  for (let h = Math.floor(start); h < end; h++) visit(h, Math.min(end, h + 1) - Math.max(start, h));
};

const judge = (
  data: Case,
  ranking: Ranking,
  capMw: number,
  load: Float64Array,
  job: Job,
  start: number,
): { overMwh: number; score: number } => {
  let [overMwh, score] = [0, 0];
  eachHour(job, start, (h, share) => {
    const mwh = job.mw * share;
    const green = data.windMw[h]! + data.sunMw[h]!;
    overMwh += Math.max(0, Math.min(mwh, load[h]! + mwh - green - capMw));
    const rest = Math.max(0, Math.min(mwh, load[h]! + mwh - green));
    const [carbon, price] = [data.tco2PerMwh[h]!, data.yuanPerMwh[h]!];
    score += {
      carbon: mwh * carbon,
      price: mwh * price,
      'net load': rest + 1e-6 * mwh * carbon,
      'carbon of net load': rest * carbon + 1e-6 * mwh * carbon,
      'price of net load': rest * price + 1e-6 * mwh * price,
    }[ranking];
  });
  return { overMwh, score };
};
