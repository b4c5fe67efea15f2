import type { Plan } from '#dispatch/domain';
import { createHighsSolver, type LpSolver, type PlanStage, planProblem } from '#dispatch/optimise';
import { lowestWindow, peakCpus, peakOfPlan, runAtOnce, tonnesOf } from './gaia-year-peers.ts';
import { hoursOf, type YearCase, yearIntensity, yearProblem, yearTrace } from './gaia-year-region.ts';
import { type Bench, type BenchRow, row } from './report.ts';

/** Share of run-at-once's carbon: peers' schedulers and the optima at unlimited capacity (shared figures of the peers). */
const cases = [
  { jobs: 'pai', zone: 'AU-SA', carbonTime: 0.77, ecovisor: 0.7476, rigid: 0.6768, preemptible: 0.6034 },
  { jobs: 'azure', zone: 'AU-SA', carbonTime: 0.826, ecovisor: 0.7968, rigid: 0.7352, preemptible: 0.64 },
  {
    jobs: 'pai',
    zone: 'US-CAL-CISO',
    carbonTime: 0.8512,
    ecovisor: 0.8219,
    rigid: 0.8239,
    preemptible: 0.7739,
  },
  { jobs: 'pai', zone: 'DE', carbonTime: 0.8995, ecovisor: 0.8918, rigid: 0.8695, preemptible: 0.8417 },
  { jobs: 'azure', zone: 'DE', carbonTime: 0.9365, ecovisor: 0.9165, rigid: 0.8962, preemptible: 0.8613 },
  { jobs: 'pai', zone: 'GB', carbonTime: 0.8929, ecovisor: 0.8988, rigid: 0.8595, preemptible: 0.8374 },
  { jobs: 'pai', zone: 'CA-ON', carbonTime: 0.7715, ecovisor: 0.7578, rigid: 0.7125, preemptible: 0.6504 },
] as const;
const kinds = ['rigid', 'preemptible'] as const;

/**
 * Clusters as large as run-at-once needs them at its peak, and of this share of it: the widest job of pai takes 72 % of
 * that peak, and day-long jobs run beside it.
 */
const CAPS = [1, 0.8];
const TARGET_JOBS_PER_S = 100_000;
const TARGET_GAP_RATIO = 0.01;
/** The box may be busy with other work: no plan is cut short. */
const LIMIT_S = 900;

/** A year of 100,000 jobs shifted by carbon: the optimum where capacity has no limit, and plans with their proof where it has. */
export const gaiaYear = async (): Promise<Bench> => {
  const solver = await createHighsSolver();
  const rows: BenchRow[] = [];
  for (const entry of cases) {
    const trace = yearTrace(entry.jobs);
    const intensity = yearIntensity(entry.zone, hoursOf(trace));
    const atOnce = runAtOnce(trace);
    const atOnceTonnes = tonnesOf(trace, atOnce, intensity);
    const peers = lowestWindow(trace, intensity);
    const lowest = tonnesOf(trace, peers, intensity) / atOnceTonnes;
    const name = `${entry.jobs}, ${entry.zone}`;
    for (const kind of kinds) {
      const year = { trace, kind, intensity, cpus: Number.POSITIVE_INFINITY };
      rows.push(...(await unlimitedRows(`${name}, ${kind}`, year, solver, atOnceTonnes, entry, lowest)));
    }
    const peak = peakCpus(trace, atOnce);
    for (const share of CAPS) {
      const cpus = Math.floor(share * peak);
      const capped = `${name}, ${cpus} cpus`;
      rows.push(row(`${capped}: peak of Lowest-Window`, peakCpus(trace, peers), cpus, 'cpus', 'the cap'));
      for (const kind of kinds) {
        const year = { trace, kind, intensity, cpus };
        rows.push(...(await cappedRows(`${capped}, ${kind}`, year, solver, atOnceTonnes, entry[kind])));
      }
    }
  }
  return { bench: 'gaia-year', rows };
};

const unlimitedRows = async (
  name: string,
  year: YearCase,
  solver: LpSolver,
  atOnceTonnes: number,
  entry: (typeof cases)[number],
  lowest: number,
): Promise<BenchRow[]> => {
  const { plan, cpuS, placementS } = await timed(year, solver);
  const share = plan.co2Tonnes / atOnceTonnes;
  const unit = `share of run-at-once (gap ${percent(plan.gapRatio)}, whole plan ${cpuS.toFixed(1)} CPU s)`;
  const peers =
    year.kind === 'preemptible'
      ? []
      : [
          row(name, share, lowest, 'share of run-at-once', 'Lowest-Window (peer, worked out here)'),
          row(name, share, entry.carbonTime, 'share of run-at-once', 'Carbon-Time of GAIA (peer)'),
        ];
  const ecovisor = row(name, share, entry.ecovisor, 'share of run-at-once', 'Ecovisor (peer)');
  return [
    row(name, share, entry[year.kind], unit, 'the optimum'),
    ...peers,
    ...(year.kind === 'preemptible' ? [ecovisor] : []),
    row(
      `${name}: placement`,
      year.trace.count / placementS,
      TARGET_JOBS_PER_S,
      'jobs a CPU s, one pass over all and the dispatch around it',
      'target',
    ),
  ];
};

const cappedRows = async (
  name: string,
  year: YearCase,
  solver: LpSolver,
  atOnceTonnes: number,
  optimum: number,
): Promise<BenchRow[]> => {
  const { plan, cpuS, placementS } = await timed(year, solver);
  const times = `whole plan ${cpuS.toFixed(1)} CPU s, placement with all rounds ${placementS.toFixed(1)}`;
  const share = plan.co2Tonnes / atOnceTonnes;
  return [
    row(name, share, optimum, `share of run-at-once (${times})`, 'the optimum without a cap'),
    row(`${name}: gap`, plan.gapRatio, TARGET_GAP_RATIO, 'proven relative gap', 'target'),
    row(`${name}: peak`, peakOfPlan(year.trace, plan), year.cpus, 'cpus', 'the cap'),
    row(`${name}: refused`, plan.refused.length, year.trace.count, 'jobs', 'all jobs'),
  ];
};

interface Timed {
  readonly plan: Plan;
  readonly cpuS: number;
  /** From the first job placed to the last dispatch around them. */
  readonly placementS: number;
}

const timed = async (year: YearCase, solver: LpSolver): Promise<Timed> => {
  const problem = yearProblem(year);
  const startedAt = performance.now();
  const before = cpuS();
  const spent = new Map<PlanStage, number>();
  let [stage, since]: [PlanStage, number] = ['build', before];
  const control = {
    progress: (next: PlanStage): void => {
      const now = cpuS();
      spent.set(stage, (spent.get(stage) ?? 0) + now - since);
      [stage, since] = [next, now];
    },
    elapsedS: (): number => (performance.now() - startedAt) / 1000,
    timeLimitS: LIMIT_S,
    isCancelled: (): boolean => false,
  };
  const plan = await planProblem(problem, solver, control);
  return { plan, cpuS: cpuS() - before, placementS: spent.get('placement')! };
};

const cpuS = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
const percent = (ratio: number): string => `${(100 * ratio).toFixed(3)} %`;
