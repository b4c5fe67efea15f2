import { expect, test } from 'vitest';
import { checkPlan } from '#dispatch/check';
import { createHighsSolver, PlanningStopped, planProblem } from './index.ts';
import { randomRegion } from './testing/random-region.ts';
import { patient } from './testing/small-problem.ts';

const solver = await createHighsSolver();
const REGIONS = 1000;

/** How planning a random region ends: in a word where that is as it should be, else in a sentence. */
const endingOf = async (seed: number): Promise<string> => {
  const problem = randomRegion(seed);
  try {
    const plan = await planProblem(problem, solver, patient);
    const [first] = checkPlan(problem, plan);
    return first === undefined ? 'holds' : `region ${seed} breaks ${JSON.stringify(first)}`;
  } catch (error) {
    const isNamed =
      error instanceof PlanningStopped &&
      error.ending.kind === 'infeasible' &&
      error.ending.blocks.length > 0;
    return isNamed ? 'named' : `region ${seed} ends with: ${error instanceof Error ? error.message : error}`;
  }
};

test('a thousand random regions each end with a plan that can be carried out or with the laws that cannot hold together', async () => {
  const endings = new Map<string, number>();
  for (let seed = 1; seed <= REGIONS; seed++) {
    const ending = await endingOf(seed);
    endings.set(ending, (endings.get(ending) ?? 0) + 1);
  }
  expect([...endings.keys()].filter((ending) => ending !== 'holds' && ending !== 'named')).toEqual([]);
  // Both happen often enough for the test to mean something.
  expect(endings.get('holds')).toBeGreaterThan(600);
  expect(endings.get('named')).toBeGreaterThan(100);
}, 600_000);
