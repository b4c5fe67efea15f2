import { expect, test } from 'vitest';
import { attemptIdOf } from './attempt-id.ts';
import { dueActions, nextDueMs, type PlannedRun } from './due.ts';
import type { RunState, RunStatus } from './executor.ts';

const order = {
  attemptId: 'a.1',
  jobId: 'a',
  siteId: 'xining',
  poolId: 'xining.gpu',
  units: 1,
  powerRatio: 1,
  durationHours: 1,
  checkpointHours: 0,
};
const segments = [
  { startMs: 1000, endMs: 2000 },
  { startMs: 3000, endMs: 4000 },
];
const run = (state: RunState | null): PlannedRun => ({
  order,
  segments,
  status: state === null ? null : ({ state, attemptId: 'a.1' } as RunStatus),
});
const kinds = (state: RunState | null, nowMs: number) =>
  dueActions([run(state)], nowMs).map((action) => action.kind);

test('a run follows its segments: started, paused between them, resumed', () => {
  expect(kinds(null, 999)).toEqual([]);
  expect(kinds(null, 1000)).toEqual(['start']);
  expect(kinds('running', 1500)).toEqual([]);
  expect(kinds('running', 2000)).toEqual(['pause']);
  expect(kinds('paused', 2500)).toEqual([]);
  expect(kinds('paused', 3000)).toEqual(['resume']);
});

test('a run that outlasts its last segment goes on, and one that never started is left to the next plan', () => {
  expect(kinds('running', 4000)).toEqual([]);
  expect(kinds(null, 4000)).toEqual([]);
  expect(kinds(null, 3500)).toEqual(['start']);
});

test('what has ended needs nothing more', () => {
  for (const state of ['finished', 'failed', 'stopped', 'lost'] as const) {
    expect(kinds(state, 3500)).toEqual([]);
    expect(nextDueMs([run(state)], 0)).toBeNull();
  }
});

test('the next instant to look at is the next edge of a segment', () => {
  expect(nextDueMs([run(null)], 0)).toBe(1000);
  expect(nextDueMs([run('running')], 2000)).toBe(3000);
  expect(nextDueMs([run('running')], 4000)).toBeNull();
});

test('attempt ids name folders, and different jobs never share one', () => {
  expect(attemptIdOf('night-train-7', 2)).toBe('night-train-7.2');
  expect(attemptIdOf('../../etc', 1)).toMatch(/^etc_[0-9a-f]{16}\.1$/);
  expect(attemptIdOf('训练', 1)).not.toBe(attemptIdOf('推理', 1));
  expect(attemptIdOf('A', 1)).not.toBe(attemptIdOf('a', 1));
});
