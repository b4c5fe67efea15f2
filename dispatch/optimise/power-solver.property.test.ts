import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createHighsSolver, PowerSolver } from './index.ts';
import { bruteCommitment } from './testing/brute-commitment.ts';
import { randomCommitment } from './testing/random-commitment.ts';

const solver = await createHighsSolver();
const limits = { timeLimitS: 60, isCancelled: () => false, gapRatio: 1e-9 };

test('the cheapest commitment of tiny cases is the one found by trying them all', () => {
  const power = new PowerSolver(solver);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), (seed) => {
      const problem = randomCommitment(seed);
      const best = bruteCommitment(problem, solver);
      const solved = power.solve(problem, limits);
      expect(solved.outcome.kind).toBe(Number.isFinite(best) ? 'optimal' : 'infeasible');
      if (Number.isFinite(best)) expect(solved.objectiveValue / best).toBeCloseTo(1, 6);
    }),
    { numRuns: 25, seed: 4 },
  );
  power.dispose();
}, 120_000);
