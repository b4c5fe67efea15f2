import type { Bid, Plan, Problem } from '#dispatch/domain';
import { createHighsSolver, type LpSolver, planProblem } from '#dispatch/optimise';
import { type Bench, type BenchRow, row } from './report.ts';
import { bidOf, type Case, problemOf, readCase, YUAN_PER_USD } from './residual-case.ts';
import { SEQUENTIAL, shiftJobs } from './residual-sequential.ts';

/** Import caps as multiples of the jobs' mean load. */
const CAP_RATIOS = [10, 2.5];
const TIME_LIMIT_S = 240;

interface Outcome {
  readonly name: string;
  /** Without the price of what is not served: in favour of whoever does not serve it. */
  readonly yuan: number;
  readonly tonnes: number;
  readonly greenRatio: number;
  readonly servedRatio: number;
}

/**
 * Jobs, battery and import planned together, against jobs shifted first (by carbon, by price, or to wind and sun) and
 * the battery and import then dispatched around them by the same power model. Rigid jobs of GAIA's PAI trace.
 */
export const residual = async (): Promise<Bench> => {
  const data = readCase();
  const solver = await createHighsSolver();
  console.log(
    `${data.jobs.length} rigid jobs that arrive from 11 to 25 April 2022 UTC, mean load ${data.meanMw.toFixed(2)} MW at ` +
      `0.1 MW a cpu; wind 317_WIND_1 and sun 320_PV_1 of the same days of RTS-GMLC 2020, scaled to 60 % and 40 % of the ` +
      `jobs' energy; battery of 1 x mean load for 4 h; price and carbon of US-CAL-CISO, a dollar as ${YUAN_PER_USD} yuan; ` +
      'hourly, 18 days, no export.',
  );
  const rows: BenchRow[] = [];
  for (const capRatio of CAP_RATIOS) rows.push(...(await rowsAt(data, solver, capRatio)));
  return { bench: 'residual', rows };
};

const rowsAt = async (data: Case, solver: LpSolver, capRatio: number): Promise<BenchRow[]> => {
  const rows: BenchRow[] = [];
  const shifted = SEQUENTIAL.map((shifter) => ({ ...shifter, bids: fixedBids(data, shifter, capRatio) }));
  const free = data.jobs.map((job) => bidOf(job, job.arrivalH, job.latestStartH));
  for (const objective of ['cost', 'carbon'] as const) {
    const name = `cap ${capRatio} x mean, for ${objective}`;
    const used = process.cpuUsage();
    const plan = await planned(problemOf(data, objective, capRatio, free), solver);
    const { user, system } = process.cpuUsage(used);
    const ours = outcomeOf(`${name}: ours`, plan);
    const theirs: Outcome[] = [];
    for (const { name: shifter, bids } of shifted) {
      const problem = problemOf(data, objective, capRatio, bids);
      theirs.push(outcomeOf(`${name}: sequential ${shifter}`, await planned(problem, solver)));
    }
    rows.push(...compare(name, ours, theirs));
    rows.push(
      row(`${name}: gap`, plan.gapRatio, 0.01, 'relative gap', 'a hundredth'),
      row(`${name}: time`, (user + system) / 1e6, TIME_LIMIT_S, 'CPU s', 'limit'),
    );
  }
  return rows;
};

/** What does not serve this little serves all. */
const ALL_SERVED = 1 - 1e-6;

/** Each measure beside the sequential plan that is best at it among those that serve all, and what each serves. */
const compare = (name: string, ours: Outcome, theirs: readonly Outcome[]): BenchRow[] => {
  const whole = theirs.filter(({ servedRatio }) => servedRatio >= ALL_SERVED);
  const best = (of: (outcome: Outcome) => number): Outcome =>
    (whole.length > 0 ? whole : theirs).reduce((a, b) => (of(b) < of(a) ? b : a));
  const measure = (label: string, unit: string, of: (outcome: Outcome) => number, sign: 1 | -1): BenchRow => {
    const other = best((outcome) => sign * of(outcome));
    return row(`${name}: ${label}`, of(ours), of(other), unit, shifterOf(other));
  };
  return [
    measure('cost', 'yuan', ({ yuan }) => yuan, 1),
    measure('CO2', 't', ({ tonnes }) => tonnes, 1),
    measure('green share', 'matched hourly', ({ greenRatio }) => greenRatio, -1),
    ...theirs.map((other) =>
      row(`${name}: energy served`, ours.servedRatio, other.servedRatio, 'share of need', shifterOf(other)),
    ),
  ];
};

const shifterOf = ({ name }: Outcome): string => name.slice(name.indexOf('sequential'));

const fixedBids = (
  data: Case,
  { ranking, seesCap }: (typeof SEQUENTIAL)[number],
  capRatio: number,
): Bid[] => {
  const starts = shiftJobs(data, ranking, seesCap ? capRatio * data.meanMw : Number.POSITIVE_INFINITY);
  return data.jobs.map((job, j) => bidOf(job, starts[j]!, starts[j]!));
};

const planned = (problem: Problem, solver: LpSolver): Promise<Plan> => {
  const startedAt = performance.now();
  return planProblem(problem, solver, {
    progress: () => undefined,
    elapsedS: () => (performance.now() - startedAt) / 1000,
    timeLimitS: TIME_LIMIT_S,
    isCancelled: () => false,
  });
};

const outcomeOf = (name: string, plan: Plan): Outcome => {
  const unservedYuan = plan.costParts.find((part) => part.name === 'unserved')?.yuan ?? 0;
  const sum = (kind: string, quantity: string): number =>
    plan.series
      .filter((series) => series.kind === kind && series.quantity === quantity)
      .flatMap(({ values }) => values)
      .reduce((total, mw) => total + mw, 0);
  const [unservedMwh, neededMwh] = [sum('area', 'unservedMw'), sum('site', 'facilityMw')];
  const outcome = {
    name,
    yuan: plan.costYuan - unservedYuan,
    tonnes: plan.co2Tonnes,
    greenRatio: plan.matchedGreenShareRatio,
    servedRatio: 1 - unservedMwh / neededMwh,
  };
  const figures = [
    `${outcome.yuan.toFixed(0)} yuan`,
    `${outcome.tonnes.toFixed(1)} t`,
    `${(100 * outcome.greenRatio).toFixed(2)} % green`,
    `${unservedMwh.toFixed(2)} MWh not served`,
  ];
  console.log(
    `${name}: ${figures.join(', ')}${plan.refused.length > 0 ? `, ${plan.refused.length} refused` : ''}`,
  );
  return outcome;
};
