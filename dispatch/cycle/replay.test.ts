import { expect, it } from 'vitest';
import { createHighsSolver, planProblem } from '#dispatch/optimise';
import { replay } from './replay.ts';
import { aJob, at, MIDNIGHT_MS, smallScenario } from './testing.ts';

it('a replayed day runs every job once, closes its energy and plans only on what was known', async () => {
  const solver = await createHighsSolver();
  const jobs = [
    aJob({ id: 'early' }),
    aJob({ id: 'pausable', kind: 'preemptible', durationHours: 3, latestEndAt: at('23:00') }),
    aJob({ id: 'later', submittedAt: at('06:00'), latestEndAt: at('14:00') }),
    aJob({ id: 'never', units: 1000 }),
  ];
  const seen: string[][] = [];
  const result = await replay({
    ...{
      scenario: smallScenario(jobs),
      fromMs: MIDNIGHT_MS,
      hours: 12,
      objective: 'cost',
      foresight: 'forecast',
    },
    ...{ windowHours: 12, replanMinutes: 180 },
    planner: (problem, control) => {
      seen.push(problem.bids.map((bid) => bid.id));
      return planProblem(problem, solver, control);
    },
  });
  expect(result.plans).toHaveLength(4);
  // At 00:00 and 03:00 nobody knew of the job submitted at 06:00.
  expect(seen.slice(0, 2).flat()).not.toContain('later');
  expect(seen[2]).toContain('later');
  const states = Object.fromEntries(result.jobs.map((job) => [job.id, job.state]));
  expect(states).toMatchObject({ early: 'finished', never: 'refused' });
  // 4 cards x 2 h.
  const unitHours = result.jobReadings
    .filter((reading) => reading.jobId === 'early')
    .reduce((sum, reading) => sum + reading.unitHours, 0);
  expect(unitHours).toBeCloseTo(8, 6);
  for (const row of result.traces.flatMap((trace) => trace.rows)) {
    expect(Object.values(row.bySourceWh).reduce((a, b) => a + b, 0)).toBe(row.energyWh);
  }
  expect(result.reports.map((report) => report.day)).toEqual(['2025-03-10']);
}, 120_000);
