import { createHighsSolver, planProblem, syntheticRegion } from '#dispatch/optimise';
import { type Bench, type BenchRow, row } from './report.ts';

/** Most seconds and largest gap that a 48-hour plan may take. */
const TARGET_SECONDS = 40;
const TARGET_GAP_RATIO = 0.005;

/** Whole plans of a generated six-area region over 48 h of 15 min with 2,500 jobs: time and proven gap. */
export const synthetic48h = async (): Promise<Bench> => {
  const solver = await createHighsSolver();
  const rows: BenchRow[] = [];
  for (const preemptibleShare of [0, 0.3, 1]) {
    const problem = syntheticRegion({
      hours: 48,
      periodMinutes: 15,
      areas: 6,
      sites: 5,
      jobs: 2500,
      preemptibleShare,
      seed: 1,
    });
    const startedAt = performance.now();
    const elapsedS = (): number => (performance.now() - startedAt) / 1000;
    const control = { progress: () => undefined, elapsedS, timeLimitS: 120, isCancelled: () => false };
    const plan = await planProblem(problem, solver, control);
    const name = `2,500 jobs, ${Math.round(100 * preemptibleShare)} % preemptible`;
    rows.push(row(name, elapsedS(), TARGET_SECONDS, 's', 'target'));
    rows.push(row(name, plan.gapRatio, TARGET_GAP_RATIO, 'relative gap', 'target'));
  }
  return { bench: 'synthetic-48h', rows };
};
