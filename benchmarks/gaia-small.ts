import type { Bid, Plan, Problem } from '#dispatch/domain';
import { createHighsSolver, type LpSolver, planProblem } from '#dispatch/optimise';
import { MS_PER_HOUR } from '#units';
import { gaiaRegion, KW_PER_CPU } from './gaia-region.ts';
import { type Bench, type BenchRow, row } from './report.ts';
import { readColumns } from './shared-data.ts';

/** Setting of the peers: start hour 7000 of 2022, 30 days, 1 kW a cpu, waits of 6 h (under 2 h long) or 24 h. */
const START_HOUR = 7000;
const HOURS = 720;
const START_MS = Date.UTC(2022, 0, 1) + START_HOUR * MS_PER_HOUR;

interface Trace {
  readonly arrivalH: Float64Array;
  readonly lengthH: Float64Array;
  readonly cpus: Float64Array;
  /** tCO2/MWh by hour from the start. */
  readonly intensity: Float64Array;
}

const readTrace = (): Trace => {
  const jobs = readColumns('jobs/gaia_pai_1k_s.csv.gz');
  const carbon = readColumns('carbon/ci_lca_2022_5zones.csv.gz');
  return {
    arrivalH: jobs.arrival_time!.map((seconds) => seconds / 3600),
    lengthH: jobs.length!.map((seconds) => seconds / 3600),
    cpus: jobs.cpus!,
    intensity: Float64Array.from({ length: HOURS }, (_, h) => carbon['AU-SA']![START_HOUR + h]! / 1000),
  };
};

const problemOf = (trace: Trace, kind: Bid['kind'], cpus: number): Problem => ({
  ...gaiaRegion({
    regionId: 'gaia-small',
    startMs: START_MS,
    intensity: trace.intensity,
    cpus,
    tailTco2PerMwh: 0.2,
  }),
  bids: Array.from(trace.lengthH, (lengthH, j) => bidOf(trace, kind, j, lengthH)),
});

const bidOf = (trace: Trace, kind: Bid['kind'], j: number, lengthH: number): Bid => {
  const releaseMs = START_MS + Math.round(trace.arrivalH[j]! * MS_PER_HOUR);
  const waitH = lengthH < 2 ? 6 : 24;
  const latestEndMs = releaseMs + Math.round((lengthH + waitH) * MS_PER_HOUR);
  const units = trace.cpus[j]!;
  return {
    id: `job${j}`,
    kind,
    releaseMs,
    latestEndMs,
    dueMs: latestEndMs,
    latenessYuanPerH: 0,
    checkpointHours: 0,
    options: [
      {
        pool: 0,
        units,
        powerRatio: 1,
        durationHours: lengthH,
        itMw: (units * KW_PER_CPU) / 1000,
        fixedYuan: 0,
      },
    ],
  };
};

/** Tonnes of running every job the moment it arrives: computed here, without the optimiser. */
const runAtOnceTonnes = (trace: Trace): number => {
  let tonnes = 0;
  trace.lengthH.forEach((lengthH, j) => {
    const end = trace.arrivalH[j]! + lengthH;
    for (let at = trace.arrivalH[j]!; at < end; ) {
      const next = Math.min(end, Math.floor(at) + 1);
      tonnes += ((next - at) * trace.cpus[j]! * trace.intensity[Math.floor(at)]!) / 1000;
      at = next;
    }
  });
  return tonnes;
};

const plan = async (problem: Problem, solver: LpSolver): Promise<Plan & { seconds: number }> => {
  const startedAt = performance.now();
  const elapsedS = (): number => (performance.now() - startedAt) / 1000;
  const control = { progress: () => undefined, elapsedS, timeLimitS: 300, isCancelled: () => false };
  const result = await planProblem(problem, solver, control);
  return { ...result, seconds: elapsedS() };
};

const cases = [
  { name: 'preemptive, unlimited', kind: 'preemptible', cpus: Number.POSITIVE_INFINITY, optimum: 0.5462 },
  { name: 'preemptive, 42.9 cpus', kind: 'preemptible', cpus: 42.9, optimum: 0.5751 },
  { name: 'preemptive, 32.2 cpus', kind: 'preemptible', cpus: 32.2, optimum: 0.6114 },
  { name: 'preemptive, 25.7 cpus', kind: 'preemptible', cpus: 25.7, optimum: 0.6527 },
  { name: 'rigid, unlimited', kind: 'rigid', cpus: Number.POSITIVE_INFINITY, optimum: 0.612 },
] as const;

/** Carbon of shifted jobs as a share of run-at-once, beside the known optima and the peers' schedulers. */
export const gaiaSmall = async (): Promise<Bench> => {
  const trace = readTrace();
  const atOnce = runAtOnceTonnes(trace);
  const solver = await createHighsSolver();
  const rows: BenchRow[] = [];
  const shares = new Map<string, number>();
  for (const { name, kind, cpus, optimum } of cases) {
    const result = await plan(problemOf(trace, kind, cpus), solver);
    const share = result.co2Tonnes / atOnce;
    shares.set(name, share);
    const gap = `gap ${(100 * result.gapRatio).toFixed(3)} %, ${result.seconds.toFixed(1)} s`;
    rows.push(row(name, share, optimum, `share of run-at-once (${gap})`, 'the optimum'));
    if (result.refused.length > 0)
      rows.push(row(`${name}: refused`, result.refused.length, 0, 'jobs', 'none'));
  }
  const ours = shares.get('preemptive, unlimited')!;
  const unit = 'share of run-at-once';
  rows.push(row('preemptive, unlimited', ours, 0.546196, unit, 'Wait AWhile (peer)'));
  rows.push(row('preemptive, unlimited', ours, 0.639105, unit, 'Ecovisor (peer)'));
  rows.push(row('rigid, unlimited', shares.get('rigid, unlimited')!, 0.683704, unit, 'Lowest-Window (peer)'));
  rows.push(
    row('rigid, unlimited', shares.get('rigid, unlimited')!, 0.724888, unit, 'Carbon-Time of GAIA (peer)'),
  );
  return { bench: 'gaia-small', rows };
};
