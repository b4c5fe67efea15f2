import type { Plan } from '#dispatch/domain';
import { createHighsSolver, planProblem } from '#dispatch/optimise';
import { millionJobs, millionProblem } from './million-region.ts';
import { type Bench, type BenchRow, row } from './report.ts';

/** A plan of a million jobs may take this long, leave this gap, and hold this much memory. */
const TARGET_S = 120;
const TARGET_GAP_RATIO = 0.01;
const TARGET_BYTES = 4e9;
/** The box may be busy with other work: the plan is not cut short at the target. */
const LIMIT_S = 900;
/** Every so-manieth job of the trace: ten thousand, a hundred thousand, all. */
const STRIDES = [110, 11, 1];

/** Whole plans of 10 thousand, 100 thousand and 1.09 million rigid jobs on five sites over ten days of 15 min. */
export const million = async (): Promise<Bench> => {
  const solver = await createHighsSolver();
  const rows: BenchRow[] = [];
  let smaller: { jobs: number; cpuS: number; gapRatio: number } | null = null;
  for (const stride of STRIDES) {
    const problem = millionProblem(millionJobs(stride));
    const jobs = problem.bidColumns!.count;
    const [startedAt, before] = [performance.now(), process.cpuUsage()];
    const elapsedS = (): number => (performance.now() - startedAt) / 1000;
    const control = { progress: () => undefined, elapsedS, timeLimitS: LIMIT_S, isCancelled: () => false };
    const plan = await planProblem(problem, solver, control);
    const wallS = elapsedS();
    const used = process.cpuUsage(before);
    const cpuS = (used.user + used.system) / 1e6;
    rows.push(...rowsOf(plan, jobs, wallS, cpuS));
    if (smaller !== null) {
      const name = `${thousands(smaller.jobs)} -> ${thousands(jobs)} jobs`;
      rows.push(row(`${name}: time`, cpuS / smaller.cpuS, jobs / smaller.jobs, 'times', 'linear growth'));
      rows.push(row(`${name}: gap`, plan.gapRatio, smaller.gapRatio, 'relative gap', 'the smaller plan'));
    }
    smaller = { jobs, cpuS, gapRatio: plan.gapRatio };
  }
  return { bench: 'million', rows };
};

const rowsOf = (plan: Plan, jobs: number, wallS: number, cpuS: number): BenchRow[] => {
  const name = `${thousands(jobs)} jobs`;
  const memory = process.memoryUsage().rss;
  return [
    row(`${name}: gap`, plan.gapRatio, TARGET_GAP_RATIO, 'proven relative gap', 'target'),
    row(`${name}: wall time`, wallS, TARGET_S, 's', 'target'),
    row(`${name}: processor time`, cpuS, TARGET_S, 's', 'target'),
    row(`${name}: memory`, memory, TARGET_BYTES, 'bytes', 'target'),
    row(`${name}: cost`, plan.costYuan, plan.objectiveBound, 'yuan', 'the proven bound'),
    ...(plan.runAtOnce === null
      ? []
      : [row(`${name}: cost`, plan.costYuan, plan.runAtOnce.costYuan, 'yuan', 'run-at-once')]),
    row(`${name}: refused`, plan.refused.length, jobs, 'jobs', 'all jobs'),
  ];
};

const thousands = (count: number): string => count.toLocaleString('en');
