import { expect, test } from 'vitest';
import { createHighsSolver, planProblem, syntheticRegion } from '#dispatch/optimise';
import { checkedPlan } from './checked-plan.ts';

const problem = syntheticRegion({
  hours: 6,
  periodMinutes: 60,
  areas: 2,
  sites: 1,
  jobs: 5,
  preemptibleShare: 0,
  seed: 4,
});
const solver = await createHighsSolver();
const plan = await planProblem(problem, solver, {
  progress: () => undefined,
  elapsedS: () => 0,
  timeLimitS: 60,
  isCancelled: () => false,
});

test('a plan that holds is handed on as it is', () => {
  expect(checkedPlan(problem, plan)).toBe(plan);
});

test('a plan that does not hold says what, in both languages, beside what was said before', () => {
  const series = plan.series.map((entry) =>
    entry.element === 'battery0' && entry.quantity === 'storedMwh'
      ? { ...entry, values: entry.values.map((mwh, t) => (t === 2 ? mwh + 3 : mwh)) }
      : entry,
  );
  const before = { zh: '时限已到。', en: 'Time is up.' };
  const { degraded } = checkedPlan(problem, { ...plan, series, degraded: before });
  expect(degraded?.en).toMatch(
    /^Time is up\. An independent check found 2 figure\(s\).* storage_balance of battery0, period 3, by 3\.0 MWh\./,
  );
  expect(degraded?.zh).toMatch(/^时限已到。独立校核发现 2 处不符，第一处：storage_balance/);
});
