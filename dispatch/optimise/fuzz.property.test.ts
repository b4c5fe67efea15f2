import { expect, test } from 'vitest';
import { checkPlan } from '#dispatch/check';
import { createHighsSolver, PlanningStopped, planProblem } from './index.ts';
import { randomRegion } from './testing/random-region.ts';
import { patient } from './testing/small-problem.ts';

const solver = await createHighsSolver();
const REGIONS = Number(process.env.N ?? 1000);

/** How planning a random region ends, in a word; what should never happen in a sentence. */
const endingOf = async (seed: number): Promise<string> => {
  const problem = randomRegion(seed, false);
  try {
    const plan = await planProblem(problem, solver, patient);
    const [worst] = checkPlan(problem, plan);
    return worst === undefined ? 'plan' : `seed ${seed}: ${JSON.stringify(worst)}`;
  } catch (error) {
    if (
      error instanceof PlanningStopped &&
      error.ending.kind === 'infeasible' &&
      error.ending.blocks.length > 0
    )
      return 'infeasible';
    return `seed ${seed}: ${error instanceof Error ? error.message : error}`;
  }
};

test('a thousand random regions each end with a plan that holds or with what cannot hold together', async () => {
  const endings = new Map<string, number>();
  const t0 = process.cpuUsage();
  for (let seed = Number(process.env.S ?? 1); seed <= REGIONS; seed++) {
    const ending = await endingOf(seed);
    endings.set(ending, (endings.get(ending) ?? 0) + 1);
  }
  console.log([...endings].map((e) => e.join(': ')).join('\n'), process.cpuUsage(t0).user / 1e6);
  expect([...endings.keys()].filter((ending) => ending !== 'plan' && ending !== 'infeasible')).toEqual([]);
}, 600_000);
