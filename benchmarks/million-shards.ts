import type { Plan } from '#dispatch/domain';
import { createHighsSolver, planProblem, type ShardPool } from '#dispatch/optimise';
import { ThreadShards } from '../apps/worker/index.ts';
import { millionJobs, millionProblem } from './million-region.ts';
import { type Bench, type BenchRow, row } from './report.ts';

const LIMIT_S = 900;
const THREADS = 2;

/** The plan of 1.09 million jobs with its jobs in one piece, and in shards on two threads: what a second processor is worth. */
export const millionShards = async (): Promise<Bench> => {
  const problem = millionProblem(millionJobs(1));
  const solver = await createHighsSolver();
  const timed = async (pool: ShardPool | null): Promise<{ plan: Plan; wallS: number; cpuS: number }> => {
    const [startedAt, before] = [performance.now(), process.cpuUsage()];
    const elapsedS = (): number => (performance.now() - startedAt) / 1000;
    const control = { progress: () => undefined, elapsedS, timeLimitS: LIMIT_S, isCancelled: () => false };
    const plan = await planProblem(problem, solver, control, pool);
    const used = process.cpuUsage(before);
    return { plan, wallS: elapsedS(), cpuS: (used.user + used.system) / 1e6 };
  };
  const one = await timed(null);
  const threads = new ThreadShards(THREADS);
  const two = await timed(threads);
  await threads.end();
  const against = (what: string, ours: number, reference: number, unit: string): BenchRow =>
    row(`two threads: ${what}`, ours, reference, unit, 'one piece');
  return {
    bench: 'million-shards',
    rows: [
      against('wall time', two.wallS, one.wallS, 's'),
      against('processor time', two.cpuS, one.cpuS, 's'),
      against('gap', two.plan.gapRatio, one.plan.gapRatio, 'proven relative gap'),
      against('cost', two.plan.costYuan, one.plan.costYuan, 'yuan'),
      against('bound', two.plan.objectiveBound, one.plan.objectiveBound, 'yuan'),
    ],
  };
};
