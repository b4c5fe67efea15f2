import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLocalExecutor, createTwinExecutor } from '#dispatch/execute';
import { ledgerSigner } from '#dispatch/ledger';
import {
  createHighsSolver,
  type Planner,
  type PowerDispatcher,
  PowerSolver,
  planProblem,
  type Repairer,
  repairPlan,
} from '#dispatch/optimise';
import { type ManualClock, manualClock } from '#platform/clock';
import type { Role } from '#platform/http-shell';
import { shanghaiIso } from '#units';
import { openTestHall, type TestHall } from '../platform/auth/testing.ts';
import { dispatchRoom } from './server-room.ts';

const START_MS = Date.parse('2025-03-10T08:00:10+08:00');
const MINUTE_MS = 60_000;

let clock: ManualClock;
let hall: TestHall;
let runsFolder: string;
let commandsNeed: Role = 'administrator';

/** Solves in this process: the region is small. */
const solver = createHighsSolver();
const planHere: Planner = async (problem, control) => planProblem(problem, await solver, control);
const repairHere: Repairer = async (problem, kept, control) =>
  repairPlan(problem, kept, await solver, control);
const dispatchHere: PowerDispatcher = async (problem, control) =>
  new PowerSolver(await solver).solve(problem, control);

beforeAll(async () => {
  clock = manualClock(START_MS);
  runsFolder = mkdtempSync(join(tmpdir(), 'wattbit-room-'));
  const room = dispatchRoom({
    signer: () => ledgerSigner(new Uint8Array(32).fill(7)),
    planner: () => ({
      plan: planHere,
      repair: repairHere,
      dispatchPower: dispatchHere,
      close: async () => {},
    }),
    executors: () => ({
      local: createLocalExecutor({ runsFolder: join(runsFolder, 'local'), clockMsOf: () => clock.now() }),
      twin: createTwinExecutor({ runsFolder: join(runsFolder, 'twin'), now: () => clock.now() }),
    }),
    commandsNeed: () => commandsNeed,
    settings: { heartbeatMs: 50, windowHours: 6 },
  });
  hall = await openTestHall({ rooms: [room], clock, environment: { WATTBIT_SCENARIO: 'one-site' } });
  await until(async () => (await get('plans')).plans.length > 0);
}, 120_000);
afterAll(async () => {
  await hall?.close();
  rmSync(runsFolder, { recursive: true, force: true });
});

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const lastMs = Date.now() + 45_000;
  while (!(await isSo())) {
    if (Date.now() > lastMs) throw new Error('waited 45 s in vain');
    await new Promise((resume) => setTimeout(resume, 60));
  }
}
const call = (method: 'GET' | 'POST' | 'DELETE', path: string, role: Role | null, payload?: object) =>
  hall.app.inject({
    method,
    url: `/api/dispatch/${path}`,
    headers: role === null ? {} : hall.as(role),
    ...(payload === undefined ? {} : { payload }),
  });
const get = async (path: string) => (await call('GET', path, 'viewer')).json();
const stateOf = async (id: string): Promise<string> => (await get(`jobs/${id}`)).state;

/** Two cards for a quarter of an hour, at once: it has no slack to wait for a better price. */
const urgent = (id: string, more: object = {}) => ({
  ...{ kind: 'rigid', id, poolKind: 'gpu', units: 2, durationHours: 0.25 },
  latestEndAt: shanghaiIso(clock.now() + 15.4 * MINUTE_MS),
  ...more,
});

describe('who may do what', () => {
  const reads = [
    'overview',
    'region',
    'cycle',
    'plans',
    'plans/latest',
    'jobs',
    'sites',
    'forecasts',
    'schemas/job.json',
  ];
  it.each(reads)('a viewer reads %s, a stranger does not', async (path) => {
    expect((await call('GET', path, null)).statusCode).toBe(401);
    expect((await call('GET', path, 'viewer')).statusCode).toBe(200);
  });
  const writes: ['POST' | 'DELETE', string, object?][] = [
    ['POST', 'jobs', {}],
    ['POST', 'jobs/import'],
    ['POST', 'jobs/nobody/cancel'],
    ['POST', 'plans', {}],
    ['DELETE', 'plans/requests/nothing'],
    ['POST', 'cycle', { mode: 'live' }],
    ['POST', 'series/import?map=x'],
  ];
  it.each(writes)('%s %s needs an operator', async (method, path, payload) => {
    expect((await call(method, path, null, payload)).statusCode).toBe(401);
    expect((await call(method, path, 'viewer', payload)).statusCode).toBe(403);
    expect((await call(method, path, 'operator', payload)).statusCode).not.toBe(403);
  });
  it.each([
    'jobs/nobody',
    'plans/nothing',
    'plans/requests/nothing',
    'sites/nowhere',
    'forecasts/none',
    'reports/2020-01-01',
    'traces/2020-01-01',
  ])('%s is not found', async (path) => {
    expect((await call('GET', path, 'viewer')).statusCode).toBe(404);
  });
});

describe('submitting', () => {
  it('the same job again is accepted and exists once; other content is a conflict', async () => {
    const job = urgent('twice', { latestEndAt: shanghaiIso(clock.now() + 300 * MINUTE_MS) });
    for (let time = 0; time < 2; time += 1) {
      expect((await call('POST', 'jobs', 'operator', job)).json()).toEqual({
        accepted: ['twice'],
        rejected: [],
      });
    }
    const other = (await call('POST', 'jobs', 'operator', { ...job, units: 1 })).json();
    expect(other).toMatchObject({
      accepted: [],
      rejected: [{ line: 1, id: 'twice', problems: [{ field: 'id' }] }],
    });
    expect((await get('jobs?text=twice')).total).toBe(1);
  });

  it('good rows are taken, bad ones are named with their line and every problem', async () => {
    const list = [
      urgent('good'),
      { kind: 'rigid', id: 'bad', units: -1 },
      urgent('late', { latestEndAt: '2025-03-01T00:00:00Z' }),
    ];
    const { accepted, rejected } = (await call('POST', 'jobs', 'operator', list)).json();
    expect(accepted).toEqual(['good']);
    expect(rejected.map((row: { line: number; id: string }) => [row.line, row.id])).toEqual([
      [2, 'bad'],
      [3, 'late'],
    ]);
    expect(rejected[0].problems.length).toBeGreaterThan(2);
  });

  it('a command is taken from an administrator only; an operator is told which job and what to do', async () => {
    const withCommand = (id: string) => [urgent(`${id}-run`, { command: ['true'] }), urgent(`${id}-plain`)];
    expect((await call('POST', 'jobs', 'viewer', withCommand('viewer'))).statusCode).toBe(403);
    const { accepted, rejected } = (await call('POST', 'jobs', 'operator', withCommand('operator'))).json();
    expect(accepted).toEqual(['operator-plain']);
    expect(rejected).toMatchObject([
      {
        line: 1,
        id: 'operator-run',
        problems: [{ field: 'command', message: expect.stringContaining('administrator') }],
      },
    ]);
    expect(rejected[0].problems[0].remedy).toContain('WATTBIT_COMMANDS=operator');
    expect((await get('jobs?text=operator-run')).total).toBe(0);
    const root = (await call('POST', 'jobs', 'administrator', withCommand('root'))).json();
    expect(root).toEqual({ accepted: ['root-run', 'root-plain'], rejected: [] });
  });

  it('a command is taken from an operator where the centre is set so', async () => {
    commandsNeed = 'operator';
    try {
      const job = urgent('allowed', { command: ['true'] });
      expect((await call('POST', 'jobs', 'operator', job)).json().accepted).toEqual(['allowed']);
      expect((await call('POST', 'jobs', 'viewer', job)).statusCode).toBe(403);
    } finally {
      commandsNeed = 'administrator';
    }
  });

  it('a job that can never fit is refused with its reason within moments', async () => {
    await call('POST', 'jobs', 'operator', urgent('wide', { units: 1e6 }));
    await until(async () => (await stateOf('wide')) === 'refused');
    const story = await get('jobs/wide');
    expect(story.refusal.en).toContain('1000000 units');
    expect(story.events.map((event: { kind: string }) => event.kind)).toEqual(['submitted', 'refused']);
  });
});

describe('a job through the centre', () => {
  it('is planned, runs, ends and shows the energy it used by source; its period is closed once', async () => {
    await call('POST', 'jobs', 'operator', urgent('through'));
    await until(async () => (await stateOf('through')) === 'running');
    clock.advance(15.2 * MINUTE_MS);
    await until(async () => (await stateOf('through')) === 'finished');
    clock.advance(15 * MINUTE_MS);
    await until(
      async () =>
        (await get('jobs/through')).energyWh > 0 && (await get('overview')).periodStartMs >= START_MS,
    );
    const story = await get('jobs/through');
    const bySource = story.energy.flatMap((row: { bySourceWh: object }) => Object.values(row.bySourceWh));
    expect(bySource.reduce((a: number, b: number) => a + b, 0)).toBe(story.energyWh);
    expect(story.events.map((event: { kind: string }) => event.kind)).toEqual([
      'submitted',
      'planned',
      'started',
      'finished',
    ]);
    const closed = await hall.audit.list({ action: 'period.close', limit: 100 });
    const subjects = closed.rows.map((row) => row.subject);
    expect(new Set(subjects).size).toBe(subjects.length);
    expect((await hall.audit.verify()).whole).toBe(true);
  });

  it('runs a real program once and shows what it wrote', async () => {
    await call('POST', 'jobs', 'administrator', urgent('real', { command: ['echo', 'green power'] }));
    await until(async () => (await stateOf('real')) === 'finished');
    const storyFor = async (role: Role) => (await call('GET', 'jobs/real', role)).json();
    for (const role of ['operator', 'administrator'] as const) {
      const { output, job } = await storyFor(role);
      expect([output, job.command]).toEqual([
        expect.stringContaining('green power'),
        ['echo', 'green power'],
      ]);
    }
    const story = await storyFor('viewer');
    expect([story.output, 'command' in story.job, story.state]).toEqual([null, false, 'finished']);
    expect(JSON.stringify(story)).not.toContain('green power');
  });

  it('is stopped when it is withdrawn, and cannot be withdrawn after its end', async () => {
    await call('POST', 'jobs', 'operator', urgent('away'));
    await until(async () => (await stateOf('away')) === 'running');
    expect((await call('POST', 'jobs/away/cancel', 'operator')).statusCode).toBe(200);
    await until(async () => (await stateOf('away')) === 'cancelled');
    expect((await call('POST', 'jobs/real/cancel', 'operator')).statusCode).toBe(409);
  });
});

describe('the cycle', () => {
  it('starts nothing while it is paused', async () => {
    await call('POST', 'cycle', 'operator', { mode: 'paused' });
    await call('POST', 'jobs', 'operator', urgent('held'));
    await new Promise((resume) => setTimeout(resume, 600));
    expect(await stateOf('held')).toBe('submitted');
    await call('POST', 'cycle', 'operator', { mode: 'live' });
    await until(async () => (await stateOf('held')) === 'running');
  });

  it('makes a plan when somebody asks, and acts on it', async () => {
    const { requestId } = (await call('POST', 'plans', 'operator', { hours: 3 })).json();
    await until(async () => (await get(`plans/requests/${requestId}`)).state === 'done');
    const { planId } = await get(`plans/requests/${requestId}`);
    const view = await get(`plans/${planId}`);
    expect(view.plan.horizon.periodCount).toBeGreaterThanOrEqual(12);
    expect(view.change.previousPlanId).toMatch(/^plan-/);
    expect((await call('GET', `plans/${planId}/report.html`, 'viewer')).headers['content-type']).toContain(
      'text/html',
    );
  });

  it('reports the day so far, figures with their formulas', async () => {
    const report = await get('reports/today');
    expect(report.day).toBe('2025-03-10');
    expect(
      report.kpis.every(
        (kpi: { formula: { zh: string; en: string } }) => kpi.formula.zh !== '' && kpi.formula.en !== '',
      ),
    ).toBe(true);
    expect((await get('overview')).recent.series.load.length).toBeGreaterThan(0);
  });
});
