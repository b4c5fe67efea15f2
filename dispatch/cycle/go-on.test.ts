import { describe, expect, it } from 'vitest';
import type { Job, Placement } from '#dispatch/domain';
import { createHighsSolver, planProblem } from '#dispatch/optimise';
import { goOn } from './go-on.ts';
import { aJob, at, MIDNIGHT_MS, smallScenario } from './testing.ts';
import { planWindow } from './window.ts';

const MINUTE_MS = 60_000;
const nowMs = MIDNIGHT_MS + 20 * MINUTE_MS;
const readyByMs = nowMs + 5 * MINUTE_MS;

it('a plan lets running work go on from now, and new work start when the plan is ready', async () => {
  const jobs: Job[] = [
    aJob({
      id: 'runs',
      kind: 'preemptible',
      durationHours: 3,
      checkpointHours: 0.25,
      latestEndAt: at('12:00'),
    }),
    aJob({ id: 'new', kind: 'preemptible', durationHours: 1, latestEndAt: at('12:00') }),
  ];
  const solver = await createHighsSolver();
  const { plan, problem } = await planWindow({
    scenario: smallScenario(jobs),
    ...{ fromMs: nowMs, notBeforeMs: readyByMs, hours: 12, objective: 'cost', foresight: 'forecast' },
    ...{ jobs, jobsAreChosen: true },
    started: new Map([
      ['runs', { jobId: 'runs', poolId: 'east-gpu', units: 4, powerRatio: 1, remainingRatio: 0.5 }],
    ]),
    planner: (given, control) => planProblem(given, solver, control),
  });
  expect(problem.bids.map((bid) => [bid.id, bid.releaseMs])).toEqual([
    ['runs', nowMs],
    ['new', readyByMs],
  ]);
  expect(plan.placements.map((row) => row.jobId).sort()).toEqual(['new', 'runs']);
});

describe('a plan that is ready before it was expected', () => {
  const placement = (startMs: number): Placement =>
    ({ jobId: 'runs', segments: [{ startMs, endMs: startMs + 60 * MINUTE_MS }] }) as unknown as Placement;

  it('does not pause running work until then', () => {
    expect(goOn(placement(readyByMs), nowMs, readyByMs).segments).toEqual([
      { startMs: nowMs, endMs: readyByMs + 60 * MINUTE_MS },
    ]);
  });
  it('pauses it where the plan means a pause', () => {
    const later = placement(readyByMs + 60 * MINUTE_MS);
    expect(goOn(later, nowMs, readyByMs)).toBe(later);
  });
});
