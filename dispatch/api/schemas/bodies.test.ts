import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { DayEnergy, Plan } from '#dispatch/domain';
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
import { dispatchRoom } from '#dispatch/server-room';
import { manualClock } from '#platform/clock';
import { openTestHall, type TestHall } from '../../../platform/auth/testing.ts';
import { DayEnergyBody } from './energy-bodies.ts';
import { ElementReasonsBody, PlanReasonsBody } from './explanation-bodies.ts';
import { IntakeBody, JobPageBody, JobStoryBody } from './job-bodies.ts';
import { JobReasonsBody, PlanListBody, PlanViewBody } from './plan-bodies.ts';
import {
  CycleViewBody,
  DayReportBody,
  ForecastListBody,
  ForecastViewBody,
  OverviewViewBody,
  RegionBody,
  SeriesIntakeBody,
  SiteListBody,
  SiteViewBody,
} from './region-bodies.ts';

const START_MS = Date.parse('2025-03-10T08:00:10+08:00');
const clock = manualClock(START_MS);
const runsFolder = mkdtempSync(join(tmpdir(), 'wattbit-bodies-'));
const solver = createHighsSolver();
const planHere: Planner = async (problem, control) => planProblem(problem, await solver, control);
const repairHere: Repairer = async (problem, kept, control) =>
  repairPlan(problem, kept, await solver, control);
const dispatchHere: PowerDispatcher = async (problem, control) =>
  new PowerSolver(await solver).solve(problem, control);
let hall: TestHall;

beforeAll(async () => {
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
    settings: { heartbeatMs: 50, windowHours: 6 },
  });
  hall = await openTestHall({ rooms: [room], clock, environment: { WATTBIT_SCENARIO: 'one-site' } });
  const planCount = async () => (await ask<{ plans: unknown[] }>('plans')).plans.length;
  await until(async () => (await planCount()) > 0);
  // Two periods go by, so that meters, the trace and the day's report have something to say.
  for (let minute = 1; minute <= 31; minute += 5) {
    clock.set(START_MS + minute * 60_000);
    await new Promise((resume) => setTimeout(resume, 300));
  }
  await until(async () => (await send('GET', 'reports/2025-03-10')).statusCode === 200);
}, 150_000);
afterAll(async () => {
  await hall?.close();
  rmSync(runsFolder, { recursive: true, force: true });
});

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const lastMs = Date.now() + 60_000;
  while (!(await isSo())) {
    if (Date.now() > lastMs) throw new Error('waited 60 s in vain');
    await new Promise((resume) => setTimeout(resume, 60));
  }
}
const send = (method: 'GET' | 'POST', path: string, payload?: object | string, type = 'application/json') =>
  hall.app.inject({
    method,
    url: `/api/dispatch/${path}`,
    headers: {
      ...hall.as(method === 'GET' ? 'viewer' : 'operator'),
      ...(payload === undefined ? {} : { 'content-type': type }),
    },
    ...(payload === undefined ? {} : { payload }),
  });
const ask = async <T>(path: string): Promise<T> => (await send('GET', path)).json() as T;

const READ: readonly (readonly [string, z.ZodType])[] = [
  ['overview', OverviewViewBody],
  ['region', RegionBody],
  ['cycle', CycleViewBody],
  ['plans', PlanListBody],
  ['plans/latest', PlanViewBody],
  ['plans/latest/explanations', PlanReasonsBody],
  ['plans/latest/explanations?element=campus-battery', PlanReasonsBody],
  ['plans/latest/elements/campus', ElementReasonsBody],
  ['jobs?limit=1000', JobPageBody],
  ['sites', SiteListBody],
  ['sites/cluster', SiteViewBody],
  ['forecasts', ForecastListBody],
  ['reports/2025-03-10', DayReportBody],
  ['traces/2025-03-10', DayEnergyBody],
];

describe('what the API answers is what its description says, field by field', () => {
  test.each(READ)('GET %s', async (path, schema) => {
    const response = await send('GET', path);
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toContain('application/json');
    expect(schema.safeParse(response.json()).error?.issues ?? []).toEqual([]);
  });

  test('GET each job and each forecast', async () => {
    const { rows } = await ask<{ rows: { id: string }[] }>('jobs?limit=1000');
    for (const { id } of rows.slice(0, 20))
      expect(JobStoryBody.safeParse(await ask(`jobs/${encodeURIComponent(id)}`)).error).toBeUndefined();
    const { forecasts } = await ask<{ forecasts: { target: string }[] }>('forecasts');
    const target = encodeURIComponent(forecasts[0]!.target);
    expect(ForecastViewBody.safeParse(await ask(`forecasts/${target}`)).error).toBeUndefined();
  });

  test('GET one element and one job of a plan, with what set the price and what bound them', async () => {
    const { plan } = await ask<{ plan: Plan }>('plans/latest');
    const campus = ElementReasonsBody.parse(await ask('plans/latest/elements/campus'));
    expect(Object.keys(campus.prices)).toEqual(['areaYuanPerMwh.campus']);
    expect(campus.series.map(({ quantity }) => quantity)).toContain('loadMw');
    const { jobId } = plan.placements[0]!;
    const job = JobReasonsBody.parse(await ask(`plans/latest/jobs/${encodeURIComponent(jobId)}`));
    expect(job.placement.jobId).toBe(jobId);
    expect(job.priceSetters.length).toBeGreaterThan(0);
    for (const unknown of ['elements/nothing', 'jobs/nobody'])
      expect((await send('GET', `plans/latest/${unknown}`)).statusCode).toBe(404);
    expect((await send('GET', 'plans/latest/explanations?kind=magic')).statusCode).toBe(400);
  });

  test('GET whose energy a day was: the CSV of the day and that of its periods sum to the same Wh', async () => {
    const { consumers } = await ask<DayEnergy>('traces/today');
    const sumOf = (rows: Iterable<number>) => [...rows].reduce((sum, wh) => sum + wh, 0);
    const allWh = sumOf(consumers.map(({ energyWh }) => energyWh));
    expect(allWh).toBeGreaterThan(0);
    for (const { energyWh, bySourceWh } of consumers) expect(sumOf(Object.values(bySourceWh))).toBe(energyWh);
    for (const periods of [false, true]) {
      const answer = await send('GET', `traces/2025-03-10/trace.csv?periods=${periods}`);
      expect(answer.headers['content-type']).toContain('text/csv');
      const rows = answer.body.trimEnd().split('\r\n').slice(1);
      expect(sumOf(rows.map((row) => Number(row.split(',').at(-1))))).toBe(allWh);
    }
    expect((await send('GET', 'traces/2025-03-10?job=nobody')).statusCode).toBe(404);
  });

  test('POST jobs and series, with rows of both outcomes', async () => {
    const good = { id: 'fine', kind: 'rigid', poolKind: 'gpu', units: 1, durationHours: 1 };
    const jobs = await send('POST', 'jobs', [
      { ...good, latestEndAt: '2025-03-12T00:00:00+08:00' },
      { id: 'bad' },
    ]);
    const intake = IntakeBody.parse(jobs.json());
    expect([intake.accepted.length, intake.rejected.length]).toEqual([1, 1]);
    const { series } = await ask<{ series: Record<string, unknown> }>('region');
    const name = Object.keys(series)[0]!;
    const csv = `time,${name},nobody\n2025-03-10T00:00Z,1,1\n2025-03-10T01:00Z,x,1\n2025-03-10T02:00Z,1,1\n`;
    const taken = await send('POST', 'series/import?map=wide-utc', csv, 'text/csv');
    expect(SeriesIntakeBody.parse(taken.json())).toMatchObject({
      ignored: ['nobody'],
      rejected: [{ line: 3 }],
    });
  });

  test('the description names the fields of every answer', async () => {
    const { paths } = (await hall.app.inject({ url: '/api/openapi.json' })).json() as {
      paths: Record<
        string,
        Record<string, { responses: Record<string, { content?: Record<string, { schema: object }> }> }>
      >;
    };
    const plan =
      paths['/api/dispatch/plans/{id}']!.get!.responses['200']!.content!['application/json']!.schema;
    expect(plan).toHaveProperty('properties.plan.properties.series.items.properties.values');
    for (const [path, methods] of Object.entries(paths)) {
      if (!path.startsWith('/api/dispatch/') || /\.(html|csv)$/.test(path)) continue;
      for (const { responses } of Object.values(methods)) {
        const [answer] = Object.values(responses);
        const schema = answer!.content?.['application/json']?.schema ?? {};
        expect(Object.keys(schema), path).not.toEqual([]);
        expect(Object.keys(schema), path).not.toEqual(['description']);
      }
    }
  });
});
